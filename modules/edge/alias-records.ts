import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { Construct } from "constructs";

export interface AliasRecordsProps {
  readonly zoneId: string;
  readonly domain: string;
  readonly distribution: { readonly name: string; readonly zoneId: string };
  /** A name without AAAA record is not asked over IPv6. */
  readonly addresses: "ipv4" | "dual-stack";
}

/** The product's name. CloudFront has no health that Route 53 could ask for. */
export class AliasRecords extends Construct {
  constructor(scope: Construct, id: string, props: AliasRecordsProps) {
    super(scope, id);
    const types = props.addresses === "dual-stack" ? ["A", "AAAA"] : ["A"];
    for (const type of types) {
      new Route53Record(this, type.toLowerCase(), {
        zoneId: props.zoneId,
        name: props.domain,
        type,
        alias: { ...props.distribution, evaluateTargetHealth: false },
      });
    }
  }
}
