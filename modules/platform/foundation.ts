import { SERVICE_ACCOUNTS } from "../cluster/service-accounts";
import { COLLECTOR_PORTS } from "./collector";
import type { PodDemand, ReleaseValues } from "./release-values";

/** Of the charts, and of everything that names one of them. */
export const NAMESPACES = {
  product: SERVICE_ACCOUNTS.api.namespace,
  monitoring: SERVICE_ACCOUNTS.collector.namespace,
  rollouts: "argo-rollouts",
} as const;

export const STORAGE_CLASS = "gp3";

/** The larger number is placed first. Kubernetes' own classes are above all of these. */
export const PRIORITY_CLASSES = {
  controllers: { name: "mindscape-controllers", value: 300_000 },
  api: { name: "mindscape-api", value: 200_000 },
  monitoring: { name: "mindscape-monitoring", value: 100_000 },
} as const;

const DESCRIPTIONS: Readonly<Record<keyof typeof PRIORITY_CLASSES, string>> = {
  controllers: "without these nothing is released",
  api: "what users wait for",
  monitoring: "what tells how the rest is",
};

// The next one, the one that serves, and the one before it, which has not left yet.
const VERSIONS = 3;
// A check and what is left over of one before.
const JOBS = 4;
// The API's active and preview service.
const NODE_PORTS = 2;

export interface FoundationProps {
  readonly kubernetesVersion: string;
  readonly volumesKeyArn: string;
  /** Of the nodes' subnets. */
  readonly nodeRanges: readonly string[];
  /** Of the API: how many of its pods may run, of each of the versions that stand during a blue-green release. */
  readonly api: { readonly pods: number; readonly size: Pick<PodDemand, "cpuMillicores" | "memoryMiB"> };
  /** What monitoring keeps on volumes; absent where nothing monitors. */
  readonly monitoring: { readonly storageGiB: number } | "none";
  readonly rollouts: boolean;
  /** Kubernetes group of who plans. */
  readonly planners: string;
  readonly developers: { readonly group: string; readonly may: "view" | "edit" } | "none";
}

/** Values of charts/mindscape-platform: what everything else in the cluster stands on. */
export function foundation(props: FoundationProps): ReleaseValues {
  const { kubernetesVersion, volumesKeyArn, nodeRanges, monitoring, rollouts, planners, developers } = props;
  return {
    values: {
      kubernetesVersion,
      namespaces: namespaces(props),
      priorityClasses: Object.fromEntries(
        Object.entries(PRIORITY_CLASSES).map(([purpose, { name, value }]) => [
          name,
          { value, description: DESCRIPTIONS[purpose as keyof typeof PRIORITY_CLASSES] },
        ]),
      ),
      storage: { keyArn: volumesKeyArn },
      network: { nodeRanges, collectorPorts: [COLLECTOR_PORTS.otlp, COLLECTOR_PORTS.sampling] },
      product: NAMESPACES.product,
      planners,
      ...(monitoring !== "none" && { monitoring: NAMESPACES.monitoring }),
      ...(rollouts && { rollouts: NAMESPACES.rollouts }),
      ...(developers !== "none" && { developers }),
    },
    pods: [],
    serviceAccounts: [],
  };
}

/** No namespace has load balancers: Terraform makes the only one. */
function namespaces({ api, monitoring, rollouts }: FoundationProps): object {
  const closed = { "services.loadbalancers": "0" };
  const pods = VERSIONS * api.pods + JOBS;
  return {
    [NAMESPACES.product]: {
      podSecurity: "restricted",
      quota: {
        ...closed,
        "services.nodeports": `${NODE_PORTS}`,
        pods: `${pods}`,
        "requests.cpu": `${pods * api.size.cpuMillicores}m`,
        "requests.memory": `${pods * api.size.memoryMiB}Mi`,
      },
    },
    ...(monitoring !== "none" && {
      [NAMESPACES.monitoring]: {
        // Charts of others, whose every pod nobody here has seen; warnings tell what restricted would refuse.
        podSecurity: "baseline",
        // Twice: room to move to other volumes.
        quota: {
          ...closed,
          "services.nodeports": "0",
          "requests.storage": `${2 * monitoring.storageGiB}Gi`,
        },
      },
    }),
    ...(rollouts && {
      [NAMESPACES.rollouts]: { podSecurity: "restricted", quota: { ...closed, "services.nodeports": "0" } },
    }),
  };
}
