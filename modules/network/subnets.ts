import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Construct } from "constructs";

export const TIERS = ["public", "private", "isolated"] as const;
export type Tier = (typeof TIERS)[number];

/** Ranges of one zone, by tier. */
export type ZoneRanges = Readonly<Record<Tier, string>> & {
  /** For example `usw2-az1`: the same building in every account. */
  readonly zoneId: string;
};

export interface SubnetsProps {
  readonly name: string;
  readonly vpcId: string;
  readonly zones: readonly ZoneRanges[];
}

/** One subnet a zone and tier; none hands out public addresses by itself. */
export class Subnets extends Construct {
  private readonly byTier: Record<Tier, Subnet[]>;

  constructor(scope: Construct, id: string, props: SubnetsProps) {
    super(scope, id);
    const tier = (name: Tier): Subnet[] =>
      props.zones.map(
        (zone, index) =>
          new Subnet(this, `${name}-${index + 1}`, {
            vpcId: props.vpcId,
            availabilityZoneId: zone.zoneId,
            cidrBlock: zone[name],
            mapPublicIpOnLaunch: false,
            tags: { Name: `${props.name}-${name}-${zone.zoneId}`, Tier: name },
          }),
      );
    this.byTier = { public: tier("public"), private: tier("private"), isolated: tier("isolated") };
  }

  /** Subnet ids of one tier, in the order of the zones. */
  ids(tier: Tier): string[] {
    return this.byTier[tier].map((subnet) => subnet.id);
  }
}
