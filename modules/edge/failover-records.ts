import { Route53HealthCheck } from "@cdktf/provider-aws/lib/route53-health-check";
import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { Construct } from "constructs";
import type { SwitchSignal } from "../recovery/switch";

export interface FailoverRecordsProps {
  readonly zoneId: string;
  /** What CloudFront asks for. */
  readonly host: string;
  /** Names in the same zone, which exist: Route 53 refuses an alias of nothing. */
  readonly targets: { readonly home: string; readonly other: OtherTarget | "none" };
}

export interface OtherTarget {
  readonly host: string;
  readonly switch: {
    /** Of the health check, in consoles. */
    readonly name: string;
    readonly alarmName: string;
    /** Where the alarm is. */
    readonly region: string;
    readonly signal: SwitchSignal;
  };
}

/**
 * One name for whichever region serves. With two regions it answers with home until the switch says that home was left, and with
 * other from then on, whatever load balancers report: their health only alarms. Answers live for 60 seconds, as those of a load
 * balancer do. https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-choosing-alias-non-alias.html
 */
export class FailoverRecords extends Construct {
  /** Unhealthy: home was left. */
  readonly healthCheckId: string | undefined;

  constructor(scope: Construct, id: string, props: FailoverRecordsProps) {
    super(scope, id);
    const { home, other } = props.targets;
    if (other === "none") {
      this.alias("only", props, home);
      return;
    }
    const { id: healthCheckId } = this.followSwitch(other);
    this.healthCheckId = healthCheckId;
    this.alias("home", props, home, { failover: "PRIMARY", healthCheckId });
    this.alias("other", props, other.host, { failover: "SECONDARY" });
  }

  /**
   * Route 53 copies the alarm's metric and threshold and evaluates them by itself; `triggers` makes it copy them again. It knows
   * nothing of how the alarm treats missing data: without data the last answer stands, and of a new check it is healthy.
   * https://docs.aws.amazon.com/Route53/latest/APIReference/API_HealthCheckConfig.html
   */
  private followSwitch({ switch: { name, alarmName, region, signal } }: OtherTarget): Route53HealthCheck {
    return new Route53HealthCheck(this, "switch", {
      type: "CLOUDWATCH_METRIC",
      cloudwatchAlarmName: alarmName,
      cloudwatchAlarmRegion: region,
      insufficientDataHealthStatus: "LastKnownStatus",
      triggers: Object.fromEntries(Object.entries(signal).map(([key, value]) => [key, String(value)])),
      tags: { Name: name },
    });
  }

  private alias(
    id: string,
    { zoneId, host }: FailoverRecordsProps,
    target: string,
    failover?: Failover,
  ): void {
    new Route53Record(this, id, {
      zoneId,
      name: host,
      type: "A",
      alias: { zoneId, name: target, evaluateTargetHealth: false },
      ...(failover && {
        setIdentifier: id,
        failoverRoutingPolicy: { type: failover.failover },
        ...(failover.healthCheckId !== undefined && { healthCheckId: failover.healthCheckId }),
      }),
    });
  }
}

interface Failover {
  readonly failover: "PRIMARY" | "SECONDARY";
  readonly healthCheckId?: string;
}
