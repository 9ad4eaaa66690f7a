import type { ServiceAccount } from "../cluster/service-accounts";
import { ON_SYSTEM_NODES } from "../cluster/workloads";

/** What the pods of one kind ask of the nodes for `system`, sidecars included. */
export interface PodDemand {
  readonly name: string;
  readonly replicas: number;
  readonly cpuMillicores: number;
  readonly memoryMiB: number;
}

/** What one release is told, and what follows from it. */
export interface ReleaseValues {
  readonly values: object;
  readonly pods: readonly PodDemand[];
  /** Those of its service accounts that need a role. */
  readonly serviceAccounts: readonly ServiceAccount[];
}

/** What a container asks for, and the memory that it may take; CPU is not limited, for nothing is won by idling. */
export interface Size {
  readonly cpuMillicores: number;
  readonly memoryMiB: number;
  readonly memoryLimitMiB: number;
}

export function resourcesOf({ cpuMillicores, memoryMiB, memoryLimitMiB }: Size): object {
  return {
    requests: { cpu: `${cpuMillicores}m`, memory: `${memoryMiB}Mi` },
    limits: { memory: `${memoryLimitMiB}Mi` },
  };
}

/** Pods with these labels on system nodes, each in another zone as long as that is possible. */
export function onSystemNodes(matchLabels: Readonly<Record<string, string>>): {
  readonly nodeSelector: Readonly<Record<string, string>>;
  readonly topologySpreadConstraints: readonly object[];
} {
  return {
    nodeSelector: ON_SYSTEM_NODES,
    topologySpreadConstraints: ["topology.kubernetes.io/zone", "kubernetes.io/hostname"].map(
      (topologyKey) => ({
        maxSkew: 1,
        topologyKey,
        whenUnsatisfiable: "ScheduleAnyway",
        labelSelector: { matchLabels },
      }),
    ),
  };
}

export function demand(name: string, replicas: number, ...containers: readonly Size[]): PodDemand {
  const sum = (of: (size: Size) => number): number => containers.reduce((total, size) => total + of(size), 0);
  return {
    name,
    replicas,
    cpuMillicores: sum(({ cpuMillicores }) => cpuMillicores),
    memoryMiB: sum(({ memoryMiB }) => memoryMiB),
  };
}
