import { demand, onSystemNodes, type PodDemand, resourcesOf } from "./release-values";

const SIZE = { cpuMillicores: 400, memoryMiB: 2048, memoryLimitMiB: 3072 };
const RELOADER = { cpuMillicores: 10, memoryMiB: 32, memoryLimitMiB: 64 };
// The rest is for what is being written, and for merging blocks.
// https://prometheus.io/docs/prometheus/latest/storage/#right-sizing-retention-size
const RETAINED = 0.85;

export interface PrometheusProps {
  readonly replicas: number;
  readonly retentionDays: number;
  /** Of each replica. Never smaller than before. */
  readonly volumeGiB: number;
  readonly storageClass: string;
  readonly priorityClass: string;
  /** Written to every alert. */
  readonly cluster: string;
}

/** Reads every monitor and rule of the cluster, whichever release it belongs to. */
export function prometheus(props: PrometheusProps): object {
  const { replicas, retentionDays, volumeGiB, storageClass, priorityClass, cluster } = props;
  return {
    podDisruptionBudget: { enabled: replicas > 1, minAvailable: 1 },
    // Replicas differ by seconds: a reader stays with one of them.
    service: { sessionAffinity: "ClientIP" },
    prometheusSpec: {
      replicas,
      retention: `${retentionDays}d`,
      retentionSize: `${Math.floor(volumeGiB * RETAINED)}GiB`,
      externalLabels: { cluster },
      ruleSelectorNilUsesHelmValues: false,
      serviceMonitorSelectorNilUsesHelmValues: false,
      podMonitorSelectorNilUsesHelmValues: false,
      probeSelectorNilUsesHelmValues: false,
      scrapeConfigSelectorNilUsesHelmValues: false,
      resources: resourcesOf(SIZE),
      priorityClassName: priorityClass,
      ...onSystemNodes({ "app.kubernetes.io/name": "prometheus" }),
      storageSpec: {
        volumeClaimTemplate: {
          spec: {
            storageClassName: storageClass,
            accessModes: ["ReadWriteOnce"],
            resources: { requests: { storage: `${volumeGiB}Gi` } },
          },
        },
      },
    },
  };
}

export function prometheusPods({ replicas }: PrometheusProps): PodDemand {
  return demand("prometheus", replicas, SIZE, RELOADER);
}
