import { AppautoscalingPolicy } from "@cdktf/provider-aws/lib/appautoscaling-policy";
import { AppautoscalingTarget } from "@cdktf/provider-aws/lib/appautoscaling-target";
import {
  CloudwatchMetricAlarm,
  type CloudwatchMetricAlarmMetricQuery,
} from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { Construct } from "constructs";

// SQS measures once a minute.
// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
const PERIOD = 60;
// Time for a machine to start and its workers to take what waits, before more are asked for.
const OUT_COOLDOWN_SECONDS = 180;
const IN_COOLDOWN_SECONDS = 60;
const QUIET_MINUTES = 5;
const WAITING = "ApproximateNumberOfMessagesVisible";
const RUNNING = "ApproximateNumberOfMessagesNotVisible";

export interface WorkerScalingProps {
  readonly clusterName: string;
  readonly serviceName: string;
  readonly queueName: string;
  /** Workers at most, each with one job at a time. */
  readonly max: number;
  readonly alarmNames: { readonly waiting: string; readonly quiet: string };
}

/**
 * As many workers as the backlog asks for, and none without one. Waiting jobs add workers; once no job has waited for five
 * minutes, one worker goes each minute, and all of them when none has a job in hand. A worker that protects itself while
 * it has a job is not the one that goes.
 */
export class WorkerScaling extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: WorkerScalingProps,
  ) {
    super(scope, id);
    const { max, alarmNames } = props;
    const target = new AppautoscalingTarget(this, "target", {
      serviceNamespace: "ecs",
      scalableDimension: "ecs:service:DesiredCount",
      resourceId: `service/${props.clusterName}/${props.serviceName}`,
      minCapacity: 0,
      maxCapacity: max,
    });
    // Bounds count from the alarm's threshold, 1.
    const out = this.policy("out", target, [
      { metricIntervalLowerBound: "0", metricIntervalUpperBound: "9", scalingAdjustment: 1 },
      { metricIntervalLowerBound: "9", scalingAdjustment: Math.max(2, Math.ceil(max / 2)) },
    ]);
    this.alarm("waiting", {
      alarmName: alarmNames.waiting,
      alarmDescription: "jobs are waiting: adds workers",
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      threshold: 1,
      evaluationPeriods: 1,
      alarmActions: [out.arn],
      metricQuery: [this.metric("waiting", WAITING, true)],
    });
    // Below the threshold, 1, are both numbers: no job in hand is 0 and counts as -1, others come in between.
    const inwards = this.policy("in", target, [
      { metricIntervalLowerBound: "-0.75", metricIntervalUpperBound: "0", scalingAdjustment: -1 },
      { metricIntervalUpperBound: "-0.75", scalingAdjustment: -max },
    ]);
    this.alarm("quiet", {
      alarmName: alarmNames.quiet,
      alarmDescription: "no job waits: takes workers away, all when none has a job in hand",
      comparisonOperator: "LessThanThreshold",
      threshold: 1,
      evaluationPeriods: QUIET_MINUTES,
      alarmActions: [inwards.arn],
      metricQuery: [
        this.metric("waiting", WAITING, false),
        this.metric("running", RUNNING, false),
        {
          id: "busy",
          // 0: nothing to do at all; 0.5: workers are busy, and nobody waits for them; 1: somebody waits.
          expression: "IF(waiting > 0, 1, IF(running > 0, 0.5, 0))",
          label: "1 waiting, 0.5 in hand, 0 nothing",
          returnData: true,
        },
      ],
    });
  }

  private policy(
    name: string,
    { serviceNamespace, scalableDimension, resourceId }: AppautoscalingTarget,
    stepAdjustment: readonly {
      readonly metricIntervalLowerBound?: string;
      readonly metricIntervalUpperBound?: string;
      readonly scalingAdjustment: number;
    }[],
  ): AppautoscalingPolicy {
    return new AppautoscalingPolicy(this, name, {
      name: `${this.props.serviceName}-${name}`,
      policyType: "StepScaling",
      serviceNamespace,
      scalableDimension,
      resourceId,
      stepScalingPolicyConfiguration: {
        adjustmentType: "ChangeInCapacity",
        cooldown: name === "out" ? OUT_COOLDOWN_SECONDS : IN_COOLDOWN_SECONDS,
        metricAggregationType: "Maximum",
        stepAdjustment: [...stepAdjustment],
      },
    });
  }

  /** A queue that nobody has used for hours has no metrics: nothing waits, and nobody works. */
  private alarm(id: string, config: ConstructorParameters<typeof CloudwatchMetricAlarm>[2]): void {
    new CloudwatchMetricAlarm(this, id, { ...config, treatMissingData: "notBreaching" });
  }

  private metric(id: string, metricName: string, returnData: boolean): CloudwatchMetricAlarmMetricQuery {
    const dimensions = { QueueName: this.props.queueName };
    return {
      id,
      metric: { namespace: "AWS/SQS", metricName, dimensions, period: PERIOD, stat: "Maximum" },
      returnData,
    };
  }
}
