import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { Construct } from "constructs";

/**
 * What is published and how it is read. Route 53 follows only what it understands of an alarm: one metric of standard
 * resolution, a plain statistic, every period of `evaluationPeriods`.
 * https://docs.aws.amazon.com/Route53/latest/APIReference/API_AlarmIdentifier.html
 */
export interface SwitchSignal {
  readonly namespace: string;
  /** Has no dimensions. */
  readonly metricName: string;
  readonly statistic: "Average" | "Minimum" | "Maximum" | "Sum" | "SampleCount";
  /** Seconds, a multiple of 60. */
  readonly period: number;
  readonly evaluationPeriods: number;
  readonly comparisonOperator: "GreaterThanOrEqualToThreshold";
  readonly threshold: number;
}

export interface SwitchProps {
  /** At most 255 characters; unique in account and region. */
  readonly name: string;
  readonly signal: SwitchSignal;
  readonly description: string;
  /** Told of every change; nobody if empty. */
  readonly topicArns: readonly string[];
}

/**
 * The alarm that says whether home was left. One published value flips it, and both the alarm and what follows it in Route 53 stay
 * as they are while nothing is published.
 */
export class Switch extends Construct {
  readonly alarmArn: string;

  constructor(scope: Construct, id: string, { name, signal, description, topicArns }: SwitchProps) {
    super(scope, id);
    this.alarmArn = new CloudwatchMetricAlarm(this, "alarm", {
      alarmName: name,
      alarmDescription: description,
      ...signal,
      treatMissingData: "ignore",
      alarmActions: [...topicArns],
      okActions: [...topicArns],
    }).arn;
  }
}
