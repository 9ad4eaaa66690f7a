import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { Construct } from "constructs";

export interface OriginRecordProps {
  readonly zoneId: string;
  readonly host: string;
  readonly loadBalancer: { readonly name: string; readonly zoneId: string };
}

/** A region's own name for its load balancer. Whether it is asked is decided elsewhere, so health plays no part. */
export class OriginRecord extends Construct {
  constructor(scope: Construct, id: string, { zoneId, host, loadBalancer }: OriginRecordProps) {
    super(scope, id);
    new Route53Record(this, "record", {
      zoneId,
      name: host,
      type: "A",
      alias: { ...loadBalancer, evaluateTargetHealth: false },
    });
  }
}
