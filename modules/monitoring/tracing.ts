import { XrayGroup } from "@cdktf/provider-aws/lib/xray-group";
import { XraySamplingRule } from "@cdktf/provider-aws/lib/xray-sampling-rule";
import { Construct } from "constructs";

const EACH_SECOND = 1;
const NOTHING = { reservoirSize: 0, fixedRate: 0 } as const;
// The smaller number is asked first; X-Ray's own default has 10000.
// https://docs.aws.amazon.com/xray/latest/devguide/xray-console-sampling.html
const PRIORITY = { health: 100, requests: 1000 } as const;

export interface TracingProps {
  /** At most 32 characters each. */
  readonly names: Readonly<Record<"errors" | "slow" | "health" | "requests", string>>;
  /** As its traces call it (`service.name`): letters, digits and dashes. */
  readonly service: string;
  /** Of all requests but the first one of each second, which is traced anyway; 0 to 1. */
  readonly share: number;
  /** From when on an answer is slow. */
  readonly slowSeconds: number;
  /** What load balancer and kubelet ask for, all the time. */
  readonly healthPath: string;
}

/**
 * Which requests are traced, and two ways to look at them. The rules bind SDKs that ask X-Ray for them (docs/dashboards.md). Traces
 * stay under X-Ray's own encryption: with a key of ours, X-Ray would drop traces whenever it cannot reach the key, and that setting of
 * the whole account would outlive the stack.
 */
export class Tracing extends Construct {
  constructor(scope: Construct, id: string, props: TracingProps) {
    super(scope, id);
    const { names, service, share, slowSeconds, healthPath } = props;
    this.rule("health", names.health, { ...NOTHING, serviceName: service, urlPath: healthPath });
    const requests = { reservoirSize: EACH_SECOND, fixedRate: share };
    this.rule("requests", names.requests, { ...requests, serviceName: service, urlPath: "*" });
    this.group("errors", names.errors, `service("${service}") { fault = true }`);
    this.group("slow", names.slow, `service("${service}") { responsetime > ${slowSeconds} }`);
  }

  private rule(
    id: keyof typeof PRIORITY,
    ruleName: string,
    sampled: Readonly<Record<"reservoirSize" | "fixedRate", number>> &
      Readonly<Record<"serviceName" | "urlPath", string>>,
  ): void {
    new XraySamplingRule(this, id, {
      ...sampled,
      ruleName,
      priority: PRIORITY[id],
      serviceType: "*",
      host: "*",
      httpMethod: "*",
      resourceArn: "*",
      version: 1,
    });
  }

  /** Without Insights, which cost a fifth more and look for what the alarms already tell. */
  private group(id: string, groupName: string, filterExpression: string): void {
    new XrayGroup(this, id, {
      groupName,
      filterExpression,
      insightsConfiguration: { insightsEnabled: false, notificationsEnabled: false },
    });
  }
}
