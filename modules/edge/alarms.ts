import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Construct } from "constructs";
import { Alarm, type AlarmProps, type Measure } from "../monitoring/alarm";

export type EdgeAlert = "edge-errors" | "edge-web-attack" | "edge-certificate" | "switch-followed";

type Told = AlarmProps["alert"] & { readonly severity: "page" | "ticket" };

export interface EdgeAlarmsProps {
  /** The names begin with it and go on with the alert's key. */
  readonly prefix: string;
  readonly alerts: Readonly<Record<Exclude<EdgeAlert, "edge-errors">, Told>> & {
    /** Below so many requests a minute nothing is said. */
    readonly "edge-errors": Told & { readonly quietBelow: number };
  };
  /** In us-east-1, like all that is measured here. */
  readonly topicArns: Readonly<Record<"page" | "ticket", string>>;
  readonly distributionId: string;
  /** The web ACL's name for metrics. */
  readonly webAcl: string;
  readonly certificateArn: string;
  /** Of the switch, where there is one. */
  readonly healthCheckId: string | undefined;
  /** Of us-east-1. */
  readonly provider: AwsProvider;
}

/**
 * What only us-east-1 can tell: errors that viewers see, also those that no load balancer knows of because it is not
 * reached, what the web ACL turns away, the certificate, and whether Route 53 has left home.
 */
export class EdgeAlarms extends Construct {
  readonly arns: string[];

  constructor(
    scope: Construct,
    id: string,
    private readonly props: EdgeAlarmsProps,
  ) {
    super(scope, id);
    const { alerts, healthCheckId } = props;
    this.arns = [
      this.alarm("edge-errors", errors(props.distributionId, alerts["edge-errors"].quietBelow), "above"),
      this.alarm("edge-web-attack", blocked(props.webAcl), "above"),
      this.alarm("edge-certificate", daysLeft(props.certificateArn), "below"),
      ...(healthCheckId === undefined
        ? []
        : [this.alarm("switch-followed", homeServes(healthCheckId), "below")]),
    ];
  }

  private alarm(key: EdgeAlert, measure: Measure, comparison: AlarmProps["comparison"]): string {
    const { prefix, alerts, topicArns, provider } = this.props;
    const alert = alerts[key];
    const topic = topicArns[alert.severity];
    const props = { name: `${prefix}${key}`, alert, comparison, measure, topicArns: [topic], provider };
    return new Alarm(this, key, props).arn;
  }
}

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/programming-cloudwatch-metrics.html */
function errors(distributionId: string, quietBelow: number): Measure {
  const metric = {
    namespace: "AWS/CloudFront",
    dimensions: { DistributionId: distributionId, Region: "Global" },
  };
  return {
    metrics: {
      failed: { ...metric, name: "5xxErrorRate", statistic: "Average" },
      requests: { ...metric, name: "Requests", statistic: "Sum" },
    },
    expression: `IF(requests < ${quietBelow}, 0, failed)`,
    label: "failed requests, percent",
  };
}

/** In front of CloudFront the metrics have no dimension `Region`. https://docs.aws.amazon.com/waf/latest/developerguide/waf-metrics.html */
function blocked(webAcl: string): Measure {
  return {
    namespace: "AWS/WAFV2",
    name: "BlockedRequests",
    dimensions: { WebACL: webAcl, Rule: "ALL" },
    statistic: "Sum",
  };
}

function daysLeft(certificateArn: string): Measure {
  return {
    namespace: "AWS/CertificateManager",
    name: "DaysToExpiry",
    dimensions: { CertificateArn: certificateArn },
    statistic: "Minimum",
  };
}

/** 1 is healthy. https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/monitoring-health-checks.html */
function homeServes(healthCheckId: string): Measure {
  return {
    namespace: "AWS/Route53",
    name: "HealthCheckStatus",
    dimensions: { HealthCheckId: healthCheckId },
    statistic: "Minimum",
  };
}
