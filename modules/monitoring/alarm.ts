import {
  CloudwatchMetricAlarm,
  type CloudwatchMetricAlarmMetricQuery,
} from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";

const COMPARISONS = {
  above: "GreaterThanThreshold",
  atLeast: "GreaterThanOrEqualToThreshold",
  below: "LessThanThreshold",
} as const;

/** One number over time. */
export interface Metric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  /** Average, Sum, Maximum, Minimum, SampleCount, or a percentile such as p95. */
  readonly statistic: string;
}

/** A number, an expression over several ones by their ids, or a question to CloudWatch over all that match. */
export type Measure =
  | Metric
  | {
      /** Ids begin with a small letter. */
      readonly metrics: Readonly<Record<string, Metric>>;
      readonly expression: string;
      readonly label: string;
    }
  | {
      /** `SELECT MAX(metric) FROM "namespace"`, for metrics whose dimensions only AWS knows. */
      readonly query: string;
      readonly label: string;
    };

export interface AlarmProps {
  /** Whole, at most 255 characters. */
  readonly name: string;
  readonly alert: {
    readonly summary: string;
    readonly threshold: number;
    readonly window: { readonly periodSeconds: number; readonly periods: number; readonly breaching: number };
    readonly missingData: "breaching" | "notBreaching" | "ignore" | "missing";
    readonly runbook: string;
  };
  readonly comparison: keyof typeof COMPARISONS;
  readonly measure: Measure;
  /** Empty where a composite alarm does the telling. */
  readonly topicArns: readonly string[];
  readonly provider?: TerraformProvider;
}

/** A metric alarm as the contract of alerts says, whose text leads to its runbook. */
export class Alarm extends Construct {
  readonly name: string;
  readonly arn: string;

  constructor(scope: Construct, id: string, props: AlarmProps) {
    super(scope, id);
    const { name, alert, topicArns, provider } = props;
    const { window } = alert;
    const tells = [...topicArns];
    const alarm = new CloudwatchMetricAlarm(this, "alarm", {
      alarmName: name,
      alarmDescription: `${alert.summary}. Runbook: docs/runbooks/${alert.runbook}.md`,
      comparisonOperator: COMPARISONS[props.comparison],
      threshold: alert.threshold,
      evaluationPeriods: window.periods,
      datapointsToAlarm: window.breaching,
      treatMissingData: alert.missingData,
      ...measured(props.measure, window.periodSeconds),
      ...(tells.length > 0 && { alarmActions: tells, okActions: tells }),
      ...(provider !== undefined && { provider }),
      // A composite alarm names it: under a new name it is there before the old one goes.
      lifecycle: { createBeforeDestroy: true },
    });
    this.name = alarm.alarmName;
    this.arn = alarm.arn;
  }
}

type Measured = Pick<
  ConstructorParameters<typeof CloudwatchMetricAlarm>[2],
  | "dimensions"
  | "evaluateLowSampleCountPercentiles"
  | "extendedStatistic"
  | "metricName"
  | "metricQuery"
  | "namespace"
  | "period"
  | "statistic"
>;

function measured(measure: Measure, period: number): Measured {
  if ("metrics" in measure) {
    const { metrics, expression, label } = measure;
    return {
      metricQuery: [
        ...Object.entries(metrics).map(([id, metric]) => input(id, metric, period)),
        { id: "result", expression, label, returnData: true },
      ],
    };
  }
  if ("query" in measure) {
    const { query, label } = measure;
    return { metricQuery: [{ id: "result", expression: query, label, period, returnData: true }] };
  }
  const { namespace, name, dimensions, statistic } = measure;
  return {
    namespace,
    metricName: name,
    dimensions: { ...dimensions },
    period,
    ...(isPercentile(statistic)
      ? { extendedStatistic: statistic, evaluateLowSampleCountPercentiles: "ignore" }
      : { statistic }),
  };
}

function input(id: string, metric: Metric, period: number): CloudwatchMetricAlarmMetricQuery {
  const { namespace, name: metricName, dimensions, statistic: stat } = metric;
  return { id, metric: { namespace, metricName, dimensions: { ...dimensions }, period, stat } };
}

function isPercentile(statistic: string): boolean {
  return /^p\d/.test(statistic);
}
