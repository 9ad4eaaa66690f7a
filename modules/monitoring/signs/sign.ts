import type { AlarmProps, Measure, Metric } from "../alarm";

/** One place where one alert is measured. */
export interface Sign<Key extends string = string> {
  readonly alert: Key;
  /** Which of several, in the alarm's name: a node, an instance. */
  readonly about?: string;
  /** Of one among several that do the same work: it waits for the morning, whatever the contract says of losing all of them. */
  readonly spare?: true;
  readonly comparison: AlarmProps["comparison"];
  readonly measure: Measure;
}

/** Metrics of one namespace about one thing. */
export function metricsOf(
  namespace: string,
  dimensions: Readonly<Record<string, string>>,
): (name: string, statistic: string) => Metric {
  return (name, statistic) => ({ namespace, name, dimensions, statistic });
}

/** True in every period in which something was measured at all: only silence falls below 1. */
export const SOMETHING = "SampleCount";
