import { LbListener } from "@cdktf/provider-aws/lib/lb-listener";
import { LbListenerRule, type LbListenerRuleCondition } from "@cdktf/provider-aws/lib/lb-listener-rule";
import { Construct } from "constructs";

// CloudFront speaks at most TLS 1.2 to an origin.
// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-ciphers-cloudfront-to-origin.html
const TLS_POLICY = "ELBSecurityPolicy-TLS13-1-2-2021-06";

/** Of the rules; the smallest wins. Moving the maintenance rule from one of its places to the other switches it. */
export const PRIORITY = { maintenanceOn: 1, traffic: 10, maintenanceOff: 20 } as const;

export interface ListenerProps {
  readonly loadBalancerArn: string;
  readonly certificateArn: string;
  /** A request counts as CloudFront's if this header has one of the values: three at most, without `*` and `?`. */
  readonly proof: { readonly header: string; readonly values: string[] };
  readonly activeTargetGroupArn: string;
  readonly previewTargetGroupArn: string;
  /** Where the maintenance rule is born; from then on the runbook moves it, through the load balancer's API. */
  readonly maintenance: "on" | "off";
}

/**
 * Port 443, which refuses whoever cannot prove to be CloudFront. Everybody else's requests go to the active pods, or are
 * answered with 503 while the maintenance rule stands above.
 */
export class Listener extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: ListenerProps,
  ) {
    super(scope, id);
    const listenerArn = new LbListener(this, "https", {
      loadBalancerArn: props.loadBalancerArn,
      port: 443,
      protocol: "HTTPS",
      sslPolicy: TLS_POLICY,
      certificateArn: props.certificateArn,
      defaultAction: [
        { type: "fixed-response", fixedResponse: { contentType: "text/plain", statusCode: "403" } },
      ],
    }).arn;
    this.traffic(listenerArn);
    this.maintenance(listenerArn);
  }

  /** Preview pods get no request; that they have a share of nothing makes the load balancer watch their health. */
  private traffic(listenerArn: string): void {
    const { activeTargetGroupArn, previewTargetGroupArn } = this.props;
    const targetGroup = [
      { arn: activeTargetGroupArn, weight: 100 },
      { arn: previewTargetGroupArn, weight: 0 },
    ];
    new LbListenerRule(this, "traffic", {
      listenerArn,
      priority: PRIORITY.traffic,
      condition: [this.fromCloudFront()],
      action: [{ type: "forward", forward: { targetGroup } }],
    });
  }

  private maintenance(listenerArn: string): void {
    const fixedResponse = { contentType: "text/plain", messageBody: "maintenance", statusCode: "503" };
    new LbListenerRule(this, "maintenance", {
      listenerArn,
      priority: this.props.maintenance === "on" ? PRIORITY.maintenanceOn : PRIORITY.maintenanceOff,
      condition: [this.fromCloudFront()],
      action: [{ type: "fixed-response", fixedResponse }],
      lifecycle: { ignoreChanges: ["priority"] },
    });
  }

  private fromCloudFront(): LbListenerRuleCondition {
    const { header, values } = this.props.proof;
    return { httpHeader: { httpHeaderName: header, values } };
  }
}
