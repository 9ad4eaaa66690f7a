import { demand, onSystemNodes, type ReleaseValues, resourcesOf } from "./release-values";

const REPLICAS = 2;
const SIZE = { cpuMillicores: 100, memoryMiB: 200, memoryLimitMiB: 400 };

export interface MetricsServerProps {
  /** Whether a Prometheus reads its metrics. */
  readonly scraped: boolean;
}

/** What the API's autoscaler and `kubectl top` read. */
export function metricsServer({ scraped }: MetricsServerProps): ReleaseValues {
  return {
    values: {
      replicas: REPLICAS,
      resources: resourcesOf(SIZE),
      podDisruptionBudget: { enabled: true, maxUnavailable: 1 },
      priorityClassName: "system-cluster-critical",
      ...onSystemNodes({ "app.kubernetes.io/name": "metrics-server" }),
      metrics: { enabled: scraped },
      serviceMonitor: { enabled: scraped },
    },
    pods: [demand("metrics-server", REPLICAS, SIZE)],
    serviceAccounts: [],
  };
}
