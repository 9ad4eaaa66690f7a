import { INSTANCE_TYPES } from "../catalogs/instance-types";
import type { EnvironmentConfig } from "../environment";
import { maxNodes, ZONES } from "../nodes";

/** A limit of the account in one region, which only AWS raises. */
export interface AccountQuota {
  readonly name: string;
  readonly service: string;
  readonly code: string;
  readonly needed: number;
}

/**
 * What the largest scale takes, in each region. A new account has as little as 5 vCPUs of either kind, and 5 addresses.
 * https://docs.aws.amazon.com/ec2/latest/instancetypes/ec2-instance-quotas.html
 * https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html#vpc-limits-eips
 */
export function accountQuotas(environment: EnvironmentConfig): AccountQuota[] {
  const { nodes, batch, nat } = environment;
  const burst = nodes.burst === "none" ? 0 : nodes.burst.max;
  const burstTypes = nodes.burst === "none" ? [] : nodes.burst.instanceTypes;
  const onDemand = vCpus([nodes.system.instanceType, nodes.api.instanceType]);
  return [
    {
      name: "vCPUs of running On-Demand standard instances",
      service: "ec2",
      code: "L-1216C47A",
      needed: (maxNodes(nodes) - burst) * onDemand,
    },
    {
      name: "vCPUs of all standard Spot requests",
      service: "ec2",
      code: "L-34B43A08",
      needed: burst * vCpus(burstTypes) + batch.spot.max * vCpus(batch.spot.instanceTypes),
    },
    {
      name: "Elastic IP addresses",
      service: "ec2",
      code: "L-0263D0A3",
      needed: nat === "single" ? 1 : ZONES,
    },
  ];
}

/** Of the largest. */
function vCpus(types: readonly string[]): number {
  return Math.max(0, ...types.map((type) => INSTANCE_TYPES[type]?.vCpus ?? 0));
}
