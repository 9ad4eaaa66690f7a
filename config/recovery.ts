import { ALERTS } from "./alerts";

/** What is published, and what Route 53 and CloudWatch make of it. */
export interface Signal {
  readonly namespace: string;
  readonly metricName: string;
  readonly statistic: "Maximum";
  /** Seconds. */
  readonly period: number;
  readonly evaluationPeriods: number;
  readonly comparisonOperator: "GreaterThanOrEqualToThreshold";
  readonly threshold: number;
}

/**
 * The failover's switch: 1 says that home was left, 0 that home serves. Where both come within a period, leaving wins. Its
 * namespace lies within the one that operators may publish to.
 */
export function switchSignal(project: string, environment: string): Signal {
  const { threshold, window } = ALERTS["switch-flipped"];
  return {
    namespace: `${project}/${environment}`,
    metricName: "HomeLeft",
    statistic: "Maximum",
    period: window.periodSeconds,
    evaluationPeriods: window.periods,
    comparisonOperator: "GreaterThanOrEqualToThreshold",
    threshold,
  };
}
