import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { Construct } from "constructs";
import type { Place } from "../cluster/policy";
import { REPORTED_EXIT_CODE } from "./tasks";

const RUNBOOK = "docs/runbooks/maintenance-failed.md";

export interface DeathsProps extends Place {
  /** At most 64 characters. */
  readonly ruleName: string;
  readonly clusterName: string;
  /** Families of the tasks. */
  readonly families: readonly string[];
  /** For a person: which environment and region it is about. */
  readonly title: string;
  readonly logGroup: string;
  /** Its policy and its key's must admit `events.amazonaws.com`. */
  readonly topicArn: string;
}

/**
 * Tells about every task that ended without a report of its own: its image or packages were not to be had, it was killed, or
 * it could not publish. One that never had a container has no exit code at all.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_task_events.html
 */
export class Deaths extends Construct {
  constructor(scope: Construct, id: string, props: DeathsProps) {
    super(scope, id);
    const { region, accountId, families } = props;
    const ecs = `arn:aws:ecs:${region}:${accountId}`;
    const rule = new CloudwatchEventRule(this, "rule", {
      name: props.ruleName,
      description: "a maintenance task ended without a report",
      eventPattern: JSON.stringify({
        source: ["aws.ecs"],
        "detail-type": ["ECS Task State Change"],
        detail: {
          clusterArn: [`${ecs}:cluster/${props.clusterName}`],
          lastStatus: ["STOPPED"],
          taskDefinitionArn: families.map((family) => ({ prefix: `${ecs}:task-definition/${family}:` })),
          containers: { exitCode: [{ "anything-but": [0, REPORTED_EXIT_CODE] }, { exists: false }] },
        },
      }),
    });
    new CloudwatchEventTarget(this, "topic", {
      rule: rule.name,
      arn: props.topicArn,
      inputTransformer: {
        // Not the reason, which may hold quotes: those might end the message.
        inputPaths: {
          definition: "$.detail.taskDefinitionArn",
          task: "$.detail.taskArn",
          code: "$.detail.stopCode",
        },
        inputTemplate: `"${props.title}: maintenance ended without a report (<code>). <definition>, task <task>. Log group ${props.logGroup}. Runbook: ${RUNBOOK}"`,
      },
    });
  }
}
