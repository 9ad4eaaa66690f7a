import { Lb } from "@cdktf/provider-aws/lib/lb";
import { Construct } from "constructs";

// Longer than CloudFront keeps an unused connection (5 s) or waits for an answer (30 s), unless its origin says otherwise: who closes
// first while the other sends makes an error.
// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesOrigin.html
const IDLE_SECONDS = 65;
// The least that is allowed, and as long as resolvers keep an alias: after a failover nobody stays on a connection to the region that
// was left. https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html
const CONNECTION_SECONDS = 60;

export interface LoadBalancerProps {
  /** At most 32 characters. */
  readonly name: string;
  /** One public subnet a zone. */
  readonly subnetIds: string[];
  readonly securityGroupIds: string[];
  /** A bucket with SSE-S3 that admits the writer below `prefix`. */
  readonly logs: { readonly bucket: string; readonly prefix: string };
  readonly deletionProtection: boolean;
}

/** An application load balancer that records who came and what was asked, and drops what is not plain HTTP. */
export class LoadBalancer extends Construct {
  readonly arn: string;
  /** As metrics name it. */
  readonly arnSuffix: string;
  /** What an alias record needs. */
  readonly address: { readonly name: string; readonly zoneId: string };

  constructor(scope: Construct, id: string, props: LoadBalancerProps) {
    super(scope, id);
    const logs = { ...props.logs, enabled: true };
    const balancer = new Lb(this, "load-balancer", {
      name: props.name,
      loadBalancerType: "application",
      internal: false,
      ipAddressType: "ipv4",
      subnets: props.subnetIds,
      securityGroups: props.securityGroupIds,
      enableDeletionProtection: props.deletionProtection,
      dropInvalidHeaderFields: true,
      desyncMitigationMode: "defensive",
      idleTimeout: IDLE_SECONDS,
      clientKeepAlive: CONNECTION_SECONDS,
      // One command takes a failing zone out of the traffic.
      // https://docs.aws.amazon.com/elasticloadbalancing/latest/application/zonal-shift.html
      enableZonalShift: true,
      accessLogs: logs,
      connectionLogs: logs,
    });
    this.arn = balancer.arn;
    this.arnSuffix = balancer.arnSuffix;
    this.address = { name: balancer.dnsName, zoneId: balancer.zoneId };
  }
}
