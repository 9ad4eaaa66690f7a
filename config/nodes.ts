import { z } from "zod";
import { INSTANCE_TYPES } from "./catalogs/instance-types";

// EBS's own minimum for AL2023's image. https://docs.aws.amazon.com/eks/latest/userguide/launch-templates.html
const MIN_DISK_GIB = 20;

const known = Object.keys(INSTANCE_TYPES) as [string, ...string[]];
const instanceType = z.enum(known, { error: `allowed are ${known.join(", ")}; see config/catalogs` });
const diskGiB = z.int().min(MIN_DISK_GIB, { error: `at least ${MIN_DISK_GIB}` });
const count = z.int().min(0, { error: "not negative" });

const zonal = z.strictObject({
  instanceType,
  diskGiB,
  perZone: z.strictObject({ min: count.min(1, { error: "at least 1" }), max: count }),
});

/** The machines of the cluster in each region. */
export const nodesSchema = z.strictObject({
  /** Controllers and monitoring: one group a zone, for a volume's pod must find a machine in the volume's zone. */
  system: zonal,
  /** The API's machines: one group a zone, so that each keeps its own share. */
  api: zonal,
  /** More machines for the API on Spot, from zero; several types, so that one shortage does not stop it. */
  burst: z.union([
    z.literal("none"),
    z.strictObject({
      instanceTypes: z
        .array(instanceType)
        .min(2, { error: "at least two types, or Spot has nothing to choose from" })
        .readonly(),
      diskGiB,
      max: count.min(1, { error: 'at least 1; or say "none"' }),
    }),
  ]),
});

export type NodesConfig = z.infer<typeof nodesSchema>;

export const ZONES = 3;

/**
 * Pods that EKS lets a managed node of less than 30 vCPUs accept once addresses come in prefixes.
 * https://docs.aws.amazon.com/eks/latest/userguide/cni-increase-ip-addresses-procedure.html
 */
export const PODS_PER_NODE = 110;

// While a group is updated, EKS adds up to twice its number of zones; each kind of machine is in all zones.
// https://docs.aws.amazon.com/eks/latest/userguide/managed-node-update-behavior.html
const SURGE_PER_ZONE = 2;

/** Worker nodes that one region may have at the same moment, with the surge of all groups updating at once. */
export function maxNodes({ system, api, burst }: NodesConfig): number {
  const burstMax = burst === "none" ? 0 : burst.max;
  const kinds = burst === "none" ? 2 : 3;
  const surge = SURGE_PER_ZONE * ZONES * kinds;
  return ZONES * (system.perZone.max + api.perZone.max) + burstMax + surge;
}
