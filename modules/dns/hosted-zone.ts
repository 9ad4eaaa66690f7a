import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { Route53Zone } from "@cdktf/provider-aws/lib/route53-zone";
import { Construct } from "constructs";

// Any one of the names that AWS's authority answers to is enough; nobody else is named, so nobody else issues.
// https://docs.aws.amazon.com/acm/latest/userguide/setup-caa.html
const AUTHORITY = "amazon.com";
const CAA_TTL_SECONDS = 3600;
// An hour, so that a mistake is not believed for the two days that are usual.
const DELEGATION_TTL_SECONDS = 3600;

export interface HostedZoneProps {
  readonly domain: string;
  /** Zones below, which others hold. */
  readonly delegations: readonly { readonly domain: string; readonly nameServers: readonly string[] }[];
  /** Destroy takes records along that nobody here made. */
  readonly forceDestroy: boolean;
  readonly preventDestroy: boolean;
}

/** The public zone of a domain, for which only AWS may issue certificates. */
export class HostedZone extends Construct {
  readonly domain: string;
  readonly zoneId: string;
  readonly arn: string;
  /** What the parent zone has to name before anybody finds this one. */
  readonly nameServers: string[];

  constructor(scope: Construct, id: string, props: HostedZoneProps) {
    super(scope, id);
    const { domain } = props;
    const zone = new Route53Zone(this, "zone", {
      name: domain,
      forceDestroy: props.forceDestroy,
      ...(props.preventDestroy && { lifecycle: { preventDestroy: true } }),
    });
    this.domain = domain;
    this.zoneId = zone.zoneId;
    this.arn = zone.arn;
    this.nameServers = zone.nameServers;
    new Route53Record(this, "authorities", {
      zoneId: zone.zoneId,
      name: domain,
      type: "CAA",
      ttl: CAA_TTL_SECONDS,
      records: [`0 issue "${AUTHORITY}"`],
    });
    for (const { domain: below, nameServers } of props.delegations) {
      new Route53Record(this, `delegation-${below}`, {
        zoneId: zone.zoneId,
        name: below,
        type: "NS",
        ttl: DELEGATION_TTL_SECONDS,
        records: [...nameServers],
      });
    }
  }
}
