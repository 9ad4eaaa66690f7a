import { LbTargetGroup } from "@cdktf/provider-aws/lib/lb-target-group";
import { Construct } from "constructs";

// Requests that are under way when a node leaves have this long; pods have to outlive it.
const DEREGISTRATION_SECONDS = 60;
const HEALTH = { intervalSeconds: 10, timeoutSeconds: 5, goodAnswers: 2, badAnswers: 3 } as const;

export interface TargetGroupProps {
  /** At most 32 characters. */
  readonly name: string;
  readonly vpcId: string;
  /** The same on every node. */
  readonly nodePort: number;
}

/** Nodes that the cluster's controller registers by itself, each asked for `/health` through the port of one service. */
export class TargetGroup extends Construct {
  readonly arn: string;
  /** As metrics name it. */
  readonly arnSuffix: string;

  constructor(scope: Construct, id: string, props: TargetGroupProps) {
    super(scope, id);
    const group = new LbTargetGroup(this, "group", {
      name: props.name,
      vpcId: props.vpcId,
      targetType: "instance",
      port: props.nodePort,
      protocol: "HTTP",
      protocolVersion: "HTTP1",
      deregistrationDelay: String(DEREGISTRATION_SECONDS),
      // Excludes slow start.
      // https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html
      loadBalancingAlgorithmType: "least_outstanding_requests",
      stickiness: { type: "lb_cookie", enabled: false },
      healthCheck: {
        path: "/health",
        matcher: "200",
        protocol: "HTTP",
        port: "traffic-port",
        interval: HEALTH.intervalSeconds,
        timeout: HEALTH.timeoutSeconds,
        healthyThreshold: HEALTH.goodAnswers,
        unhealthyThreshold: HEALTH.badAnswers,
      },
    });
    this.arn = group.arn;
    this.arnSuffix = group.arnSuffix;
  }
}
