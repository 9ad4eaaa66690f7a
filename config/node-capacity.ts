import type { InstanceType } from "./catalogs/instance-types";

export interface Resources {
  readonly cpuMillicores: number;
  readonly memoryMiB: number;
}

// nodeadm's own formulas, said again so that an image's release cannot change what fits on a node.
// https://github.com/awslabs/amazon-eks-ami/blob/main/nodeadm/internal/kubelet/config.go
const RESERVED_MIB = { base: 255, perPod: 11 } as const;
/** Part of the 1st, 2nd, 3rd and 4th vCPU, and of each further one, in millicores. */
const RESERVED_MILLICORES = { first: [60, 10, 5, 5], further: 2.5 } as const;
const EVICTION_MIB = 100;
// What the hypervisor and the kernel keep: Karpenter's estimate, on the safe side for machines of 2 to 16 GiB.
// https://karpenter.sh/docs/reference/settings/ (VM_MEMORY_OVERHEAD_PERCENT)
const INVISIBLE_MEMORY = 0.075;

/** Pods that a node is expected to hold: one address each without prefixes, plus two daemons with the node's own. */
export function expectedPods({ interfaces, addressesPerInterface }: InstanceType): number {
  return interfaces * (addressesPerInterface - 1) + 2;
}

/**
 * Kept for the kubelet and the container runtime. It follows the pods that really fit, not the 110 that EKS lets a node
 * accept with prefix delegation: for those it would be 1,465 MiB, which leaves nothing of a t3.small.
 */
export function reservedFor(machine: InstanceType): Resources {
  const { first, further } = RESERVED_MILLICORES;
  const cores = Array.from({ length: machine.vCpus }, (_, index) => first[index] ?? further);
  return {
    cpuMillicores: Math.floor(cores.reduce((sum: number, part) => sum + part, 0)),
    memoryMiB: RESERVED_MIB.base + RESERVED_MIB.perPod * expectedPods(machine),
  };
}

/** What the scheduler gives to pods. */
export function allocatableOn(machine: InstanceType): Resources {
  const reserved = reservedFor(machine);
  const visible = Math.floor(machine.memoryMiB * (1 - INVISIBLE_MEMORY));
  return {
    cpuMillicores: machine.vCpus * 1000 - reserved.cpuMillicores,
    memoryMiB: visible - reserved.memoryMiB - EVICTION_MIB,
  };
}

/**
 * Requests of the daemons that these add-ons start on every node.
 * https://github.com/aws/amazon-vpc-cni-k8s/blob/master/charts/aws-vpc-cni/values.yaml
 * https://github.com/kubernetes-sigs/aws-ebs-csi-driver/blob/master/charts/aws-ebs-csi-driver/values.yaml
 * https://github.com/aws-observability/helm-charts/blob/main/charts/amazon-cloudwatch-observability/values.yaml
 * The node exporter is the platform's (modules/platform/prometheus-stack.ts).
 */
export const DAEMONS: Readonly<Record<"always" | "insights", Readonly<Record<string, Resources>>>> = {
  always: {
    // The CNI and its network policy agent.
    "aws-node": { cpuMillicores: 50, memoryMiB: 0 },
    "kube-proxy": { cpuMillicores: 100, memoryMiB: 0 },
    "eks-pod-identity-agent": { cpuMillicores: 0, memoryMiB: 0 },
    // The driver, its registrar and its probe.
    "ebs-csi-node": { cpuMillicores: 30, memoryMiB: 120 },
    "efs-csi-node": { cpuMillicores: 0, memoryMiB: 0 },
  },
  insights: {
    "cloudwatch-agent": { cpuMillicores: 250, memoryMiB: 128 },
    "fluent-bit": { cpuMillicores: 50, memoryMiB: 25 },
    "node-exporter": { cpuMillicores: 20, memoryMiB: 32 },
  },
};

/** What is left on an empty node for pods that are no daemons; negative where not even those fit. */
export function leftForPods(machine: InstanceType, insights: boolean): Resources {
  const daemons = [...Object.values(DAEMONS.always), ...(insights ? Object.values(DAEMONS.insights) : [])];
  const { cpuMillicores, memoryMiB } = allocatableOn(machine);
  return {
    cpuMillicores: cpuMillicores - daemons.reduce((sum, daemon) => sum + daemon.cpuMillicores, 0),
    memoryMiB: memoryMiB - daemons.reduce((sum, daemon) => sum + daemon.memoryMiB, 0),
  };
}
