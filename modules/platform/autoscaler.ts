import { SERVICE_ACCOUNTS } from "../cluster/service-accounts";
import { demand, onSystemNodes, type ReleaseValues, resourcesOf } from "./release-values";

const NAME = SERVICE_ACCOUNTS.autoscaler.name;
const REPLICAS = 2;
const SIZE = { cpuMillicores: 100, memoryMiB: 256, memoryLimitMiB: 512 };

/**
 * Auto Scaling groups by their names, which EKS begins with `eks-` and the node group's: the largest number is asked first, the
 * next one where its groups are full or have no capacity.
 * https://github.com/kubernetes/autoscaler/blob/master/cluster-autoscaler/expander/priority/readme.md
 */
const PRIORITIES = { 30: ["^eks-api-"], 20: ["^eks-burst-"], 10: [".*"] } as const;

export interface AutoscalerProps {
  readonly clusterName: string;
  readonly region: string;
  /** Whether a Prometheus reads its metrics. */
  readonly scraped: boolean;
}

/** Starts and ends machines: on demand first, Spot when those are full. */
export function autoscaler({ clusterName, region, scraped }: AutoscalerProps): ReleaseValues {
  return {
    values: {
      fullnameOverride: NAME,
      awsRegion: region,
      autoDiscovery: { clusterName },
      rbac: { serviceAccount: { create: true, name: NAME } },
      replicaCount: REPLICAS,
      resources: resourcesOf(SIZE),
      podDisruptionBudget: { maxUnavailable: 1 },
      priorityClassName: "system-cluster-critical",
      ...onSystemNodes({ "app.kubernetes.io/name": "aws-cluster-autoscaler" }),
      securityContext: {
        runAsNonRoot: true,
        runAsUser: 65_534,
        fsGroup: 65_534,
        seccompProfile: { type: "RuntimeDefault" },
      },
      containerSecurityContext: {
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ["ALL"] },
      },
      extraArgs: {
        expander: "priority",
        // Three zonal groups of one kind grow together.
        "balance-similar-node-groups": true,
        // DNS and drivers have disruption budgets and a second replica.
        "skip-nodes-with-system-pods": false,
        // Every pod of the API has scratch space, which would keep its machine for ever.
        // https://github.com/kubernetes/autoscaler/blob/master/cluster-autoscaler/FAQ.md#what-types-of-pods-can-prevent-ca-from-removing-a-node
        "skip-nodes-with-local-storage": false,
      },
      expanderPriorities: PRIORITIES,
      serviceMonitor: { enabled: scraped },
    },
    pods: [demand(NAME, REPLICAS, SIZE)],
    serviceAccounts: [SERVICE_ACCOUNTS.autoscaler],
  };
}
