import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { Construct } from "constructs";

// https://docs.aws.amazon.com/aws-backup/latest/devguide/eventbridge.html
const JOBS = ["Backup Job State Change", "Copy Job State Change"] as const;
const FAILURES = ["FAILED", "ABORTED", "EXPIRED", "PARTIAL"] as const;

export interface FailureAlertsProps {
  /** At most 64 characters; unique in account and region. */
  readonly ruleName: string;
  /** Its policy and its key's must admit `events.amazonaws.com`. */
  readonly topicArn: string;
}

/** Tells a topic about every backup and copy that did not succeed. */
export class FailureAlerts extends Construct {
  constructor(scope: Construct, id: string, { ruleName, topicArn }: FailureAlertsProps) {
    super(scope, id);
    const rule = new CloudwatchEventRule(this, "rule", {
      name: ruleName,
      description: "a backup or a copy of one failed",
      eventPattern: JSON.stringify({
        source: ["aws.backup"],
        "detail-type": JOBS,
        detail: { state: FAILURES },
      }),
    });
    new CloudwatchEventTarget(this, "topic", { rule: rule.name, arn: topicArn });
  }
}
