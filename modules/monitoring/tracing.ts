import { XrayGroup } from "@cdktf/provider-aws/lib/xray-group";
import { XraySamplingRule } from "@cdktf/provider-aws/lib/xray-sampling-rule";
import { Construct } from "constructs";

/**
 * Of a thousand requests a second the first one each second and a hundredth of the others: 28 million traces a month, at 5 USD a
 * million 142 USD. A twentieth, X-Ray's own default, would be 660 USD. https://aws.amazon.com/xray/pricing/
 */
const REQUESTS = { reservoirSize: 1, fixedRate: 0.01 } as const;
const NOTHING = { reservoirSize: 0, fixedRate: 0 } as const;
// The smaller number is asked first; X-Ray's own default has 10000.
// https://docs.aws.amazon.com/xray/latest/devguide/xray-console-sampling.html
const PRIORITY = { health: 100, requests: 1000 } as const;

export interface TracingProps {
  /** At most 32 characters each. */
  readonly names: Readonly<Record<"errors" | "slow" | "health" | "requests", string>>;
  /** As its traces call it (`service.name`): letters, digits and dashes. */
  readonly service: string;
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
  constructor(scope: Construct, id: string, { names, service, slowSeconds, healthPath }: TracingProps) {
    super(scope, id);
    this.rule("health", names.health, { ...NOTHING, serviceName: service, urlPath: healthPath });
    this.rule("requests", names.requests, { ...REQUESTS, serviceName: service, urlPath: "*" });
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
