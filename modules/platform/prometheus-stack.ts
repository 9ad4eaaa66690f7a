import { SERVICE_ACCOUNTS } from "../cluster/service-accounts";
import { ON_SYSTEM_NODES } from "../cluster/workloads";
import { ALERTMANAGER_GIB, alertmanager, alertmanagerPods, type AlertmanagerProps } from "./alertmanager";
import { GRAFANA_GIB, grafana, grafanaPods } from "./grafana";
import { prometheus, prometheusPods, type PrometheusProps } from "./prometheus";
import { demand, type ReleaseValues, resourcesOf } from "./release-values";

const OPERATOR = { cpuMillicores: 100, memoryMiB: 128, memoryLimitMiB: 256 };
export const NODE_EXPORTER = { cpuMillicores: 20, memoryMiB: 32, memoryLimitMiB: 64 };
const RELOADER = { cpuMillicores: 10, memoryMiB: 32, memoryLimitMiB: 64 };
const STATE_METRICS = { cpuMillicores: 50, memoryMiB: 128, memoryLimitMiB: 256 };

/** EKS runs these out of reach: their targets would be missing, and alerts about that ring for ever. */
const OF_AWS = ["kubeControllerManager", "kubeScheduler", "kubeEtcd", "kubeProxy"] as const;

export interface PrometheusStackProps {
  readonly region: string;
  readonly prometheus: Omit<PrometheusProps, "storageClass" | "priorityClass">;
  readonly alertmanager: Pick<AlertmanagerProps, "replicas" | "topicArns">;
  /** Of all volumes. */
  readonly storageClass: string;
  readonly priorityClass: string;
}

interface StoredProps {
  readonly prometheus: Pick<PrometheusProps, "replicas" | "volumeGiB">;
  readonly alertmanager: Pick<AlertmanagerProps, "replicas">;
}

/** Prometheus, Alertmanager, Grafana and what they read; custom resources are a release of their own. */
export function prometheusStack(props: PrometheusStackProps): ReleaseValues {
  const { region, storageClass, priorityClass } = props;
  const common = { storageClass, priorityClass };
  const alerting = { ...common, region, ...props.alertmanager };
  const storing = { ...common, ...props.prometheus };
  return {
    values: {
      crds: { enabled: false },
      ...Object.fromEntries(OF_AWS.map((component) => [component, { enabled: false }])),
      defaultRules: { rules: ruleGroups() },
      prometheus: prometheus(storing),
      alertmanager: alertmanager(alerting),
      grafana: grafana({ region, storageClass, priorityClass }),
      prometheusOperator: operator(priorityClass),
      "kube-state-metrics": stateMetrics(priorityClass),
      "prometheus-node-exporter": nodeExporter(),
    },
    pods: [
      prometheusPods(storing),
      alertmanagerPods(alerting),
      grafanaPods(),
      demand("prometheus-operator", 1, OPERATOR),
      demand("kube-state-metrics", 1, STATE_METRICS),
    ],
    serviceAccounts: [SERVICE_ACCOUNTS.alertmanager, SERVICE_ACCOUNTS.grafana],
  };
}

/** All volumes together. */
export function storedGiB({ prometheus, alertmanager }: StoredProps): number {
  return prometheus.replicas * prometheus.volumeGiB + alertmanager.replicas * ALERTMANAGER_GIB + GRAFANA_GIB;
}

/** Rules about what is not watched here. */
function ruleGroups(): Readonly<Record<string, boolean>> {
  return {
    etcd: false,
    kubeControllerManager: false,
    kubeProxy: false,
    kubeSchedulerAlerting: false,
    kubeSchedulerRecording: false,
    windows: false,
  };
}

function operator(priorityClass: string): object {
  return {
    resources: resourcesOf(OPERATOR),
    nodeSelector: ON_SYSTEM_NODES,
    priorityClassName: priorityClass,
    prometheusConfigReloader: { resources: resourcesOf(RELOADER) },
    admissionWebhooks: {
      patch: {
        nodeSelector: ON_SYSTEM_NODES,
        priorityClassName: priorityClass,
        resources: resourcesOf(RELOADER),
      },
    },
  };
}

function stateMetrics(priorityClassName: string): object {
  return {
    resources: resourcesOf(STATE_METRICS),
    nodeSelector: ON_SYSTEM_NODES,
    priorityClassName,
  };
}

/** One on each node, with the node's own network and processes: not for a namespace that admits no such pods. */
function nodeExporter(): object {
  return {
    namespaceOverride: "kube-system",
    resources: resourcesOf(NODE_EXPORTER),
    priorityClassName: "system-node-critical",
  };
}
