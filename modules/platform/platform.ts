import { Construct } from "constructs";
import type { ServiceAccount } from "../cluster/service-accounts";
import type { AlertmanagerProps } from "./alertmanager";
import { autoscaler } from "./autoscaler";
import { collector } from "./collector";
import { foundation, type FoundationProps, NAMESPACES, PRIORITY_CLASSES, STORAGE_CLASS } from "./foundation";
import type { HelmRelease, OwnChart } from "./helm-release";
import { HelmReleases, type KnownChart } from "./helm-releases";
import { loadBalancerController } from "./load-balancer-controller";
import { metricsServer } from "./metrics-server";
import type { PrometheusProps } from "./prometheus";
import { prometheusCrds } from "./prometheus-crds";
import { prometheusStack, storedGiB } from "./prometheus-stack";
import type { ReleaseValues } from "./release-values";
import { rollouts } from "./rollouts";

const SYSTEM = "kube-system";

// Seconds. The longest way through `after` stays below twelve minutes: the token of an apply lives fifteen.
const TIMEOUT = { short: 90, usual: 180, large: 360 } as const;

export interface PlatformProps {
  readonly clusterName: string;
  readonly region: string;
  readonly vpcId: string;
  readonly charts: Readonly<
    Record<
      | "argo-rollouts"
      | "aws-load-balancer-controller"
      | "cluster-autoscaler"
      | "kube-prometheus-stack"
      | "metrics-server"
      | "opentelemetry-collector"
      | "prometheus-operator-crds",
      KnownChart
    >
  >;
  /** charts/mindscape-platform */
  readonly ownChart: OwnChart;
  /** Where all charts are instead of in their own repositories, or "none". */
  readonly mirror: string;
  readonly identities: readonly ServiceAccount[];
  readonly foundation: Omit<FoundationProps, "monitoring" | "rollouts">;
  readonly autoscaler: boolean;
  readonly rollouts: boolean;
  readonly monitoring:
    | {
        readonly prometheus: Omit<PrometheusProps, "storageClass" | "priorityClass">;
        readonly topicArns: AlertmanagerProps["topicArns"];
      }
    | "none";
}

/** One release of the platform: where, of which chart, and what it waits for. */
interface Step {
  readonly name: string;
  readonly namespace: string;
  readonly chart: KnownChart | OwnChart;
  readonly release: ReleaseValues;
  readonly timeoutSeconds: number;
}

/** Everything that one cluster runs besides the product, in an order in which each finds what it needs. */
export class Platform extends Construct {
  constructor(scope: Construct, id: string, props: PlatformProps) {
    super(scope, id);
    const { mirror, identities } = props;
    const releases = new HelmReleases(this, "releases", { mirror, identities });
    const after: HelmRelease[] = [];
    for (const wave of platformReleases(props)) {
      const installed = wave.map(({ name, ...step }) =>
        releases.install(name, { ...step, after: [...after] }),
      );
      after.splice(0, after.length, ...installed);
    }
  }
}

/** In waves: each release waits for all of the wave before. */
export function platformReleases(props: PlatformProps): readonly (readonly Step[])[] {
  const { clusterName, region, vpcId, charts, monitoring } = props;
  const base: FoundationProps = {
    ...props.foundation,
    monitoring: monitoring === "none" ? "none" : { storageGiB: storedGiB(sized(monitoring)) },
    rollouts: props.rollouts,
  };
  return [
    // Its hooks are asked about what others make.
    [
      {
        name: "aws-load-balancer-controller",
        namespace: SYSTEM,
        chart: charts["aws-load-balancer-controller"],
        release: loadBalancerController({ clusterName, region, vpcId }),
        timeoutSeconds: TIMEOUT.usual,
      },
    ],
    [
      {
        name: "mindscape-platform",
        namespace: SYSTEM,
        chart: props.ownChart,
        release: foundation(base),
        timeoutSeconds: TIMEOUT.short,
      },
      ...(monitoring === "none" ? [] : [crds(props)]),
    ],
    [...controllers(props), ...(monitoring === "none" ? [] : observers(props, monitoring))],
  ];
}

function crds({ charts }: PlatformProps): Step {
  return {
    name: "prometheus-operator-crds",
    namespace: SYSTEM,
    chart: charts["prometheus-operator-crds"],
    release: prometheusCrds(),
    timeoutSeconds: TIMEOUT.short,
  };
}

function controllers(props: PlatformProps): Step[] {
  const { clusterName, region, charts } = props;
  const scraped = props.monitoring !== "none";
  const usual = { namespace: SYSTEM, timeoutSeconds: TIMEOUT.usual };
  const steps: Step[] = [
    {
      ...usual,
      name: "metrics-server",
      chart: charts["metrics-server"],
      release: metricsServer({ scraped }),
    },
  ];
  if (props.autoscaler) {
    const release = autoscaler({ clusterName, region, scraped });
    steps.push({ ...usual, name: "cluster-autoscaler", chart: charts["cluster-autoscaler"], release });
  }
  if (props.rollouts) {
    const release = rollouts({ priorityClass: PRIORITY_CLASSES.controllers.name, scraped });
    const { rollouts: namespace } = NAMESPACES;
    steps.push({ ...usual, name: "argo-rollouts", namespace, chart: charts["argo-rollouts"], release });
  }
  return steps;
}

function observers(
  { region, charts }: PlatformProps,
  monitoring: Exclude<PlatformProps["monitoring"], "none">,
): Step[] {
  const namespace = NAMESPACES.monitoring;
  const priorityClass = PRIORITY_CLASSES.monitoring.name;
  return [
    {
      name: "collector",
      namespace,
      chart: charts["opentelemetry-collector"],
      release: collector({ region, priorityClass }),
      timeoutSeconds: TIMEOUT.usual,
    },
    {
      name: "kube-prometheus-stack",
      namespace,
      chart: charts["kube-prometheus-stack"],
      release: prometheusStack({ region, priorityClass, storageClass: STORAGE_CLASS, ...sized(monitoring) }),
      timeoutSeconds: TIMEOUT.large,
    },
  ];
}

/** As many Alertmanagers as Prometheuses: each tells every other what it has told. */
function sized({ prometheus, topicArns }: Exclude<PlatformProps["monitoring"], "none">) {
  return { prometheus, alertmanager: { replicas: prometheus.replicas, topicArns } };
}
