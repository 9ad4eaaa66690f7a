import argoRollouts from "./published/argo-rollouts.json";
import loadBalancerController from "./published/aws-load-balancer-controller.json";
import autoscaler from "./published/cluster-autoscaler.json";
import prometheusStack from "./published/kube-prometheus-stack.json";
import metricsServer from "./published/metrics-server.json";
import collector from "./published/opentelemetry-collector.json";
import prometheusCrds from "./published/prometheus-operator-crds.json";

/** What a chart's defaults hold at a key: a map with these keys, a list, a plain value, or nothing yet and so anything. */
export type ValuesShape = "list" | "value" | "any" | { readonly [key: string]: ValuesShape };

/** A published chart, and the values that it knows (scripts/chart-values.ts). */
export interface ChartDefaults {
  readonly chart: string;
  readonly version: string;
  /** Of what it installs. */
  readonly appVersion: string;
  readonly repository: string;
  /** Versions of Kubernetes that it accepts; null for all. */
  readonly kubeVersion: string | null;
  readonly source: { readonly git: string; readonly ref: string; readonly commit: string };
  readonly values: ValuesShape;
}

/** Third-party charts in use, as they were published. */
export const PUBLISHED_CHARTS: readonly ChartDefaults[] = [
  argoRollouts,
  autoscaler,
  collector,
  loadBalancerController,
  metricsServer,
  prometheusCrds,
  prometheusStack,
] as readonly ChartDefaults[];
