import { METRICS } from "../../config/catalogs/metrics";
import { configuration } from "../../config/environments";
import type { Alert } from "../../config/alerts";
import {
  compositeAlarms,
  contract,
  environmentOf,
  type FoundAlarm,
  keyOf,
  metricAlarms,
  scales,
} from "../support/alarms";
import { synthesis } from "../support/synthesis";

const real = synthesis();
const all = metricAlarms(real);
const OWN = `${configuration.organization.name}/`;

test("there is something to look at", () => {
  expect(real.errors).toBe("");
  expect(all.length).toBeGreaterThan(100);
});

test("every metric of an alarm exists, under exactly these dimensions", () => {
  const unknown = all.flatMap(({ stack, name, reads }) =>
    reads
      .filter(({ namespace, metric, dimensions }) => {
        if (namespace.startsWith(OWN)) return false;
        const families = (METRICS[namespace] ?? []).filter(({ metrics }) => metric in metrics);
        if (dimensions === undefined) return families.length === 0;
        const names = Object.keys(dimensions).sort();
        return !families.some((family) =>
          family.dimensions.some((set) => JSON.stringify([...set].sort()) === JSON.stringify(names)),
        );
      })
      .map((read) => `${stack} ${name}: ${read.namespace} ${read.metric} ${JSON.stringify(read.dimensions)}`),
  );
  expect(unknown).toEqual([]);
});

test("our own metrics are the switch's alone", () => {
  const own = all.filter(({ reads }) => reads.some(({ namespace }) => namespace.startsWith(OWN)));
  expect(new Set(own.map(keyOf))).toEqual(new Set(["switch-flipped"]));
});

test("the table holds nothing that no alarm reads, and says where each family is from", () => {
  const read = new Set(all.flatMap(({ reads }) => reads.map((one) => `${one.namespace} ${one.metric}`)));
  const unread = Object.entries(METRICS).flatMap(([namespace, families]) =>
    families.flatMap(({ metrics }) =>
      Object.keys(metrics)
        .map((metric) => `${namespace} ${metric}`)
        .filter((metric) => !read.has(metric)),
    ),
  );
  expect(unread).toEqual([]);
  for (const { source } of Object.values(METRICS).flat()) expect(source).toMatch(/^https:\/\/docs\.aws\./);
});

test("thresholds, windows and silence are those of the contract", () => {
  for (const alarm of all.filter((one) => !scales(one))) {
    const key = keyOf(alarm);
    const { threshold, window, missingData } = contract[key]!;
    expect({ name: alarm.name, ...comparable(alarm) }).toEqual({
      name: alarm.name,
      threshold,
      periods: window.periods,
      breaching: window.breaching,
      missingData,
      seconds: [window.periodSeconds],
    });
  }
});

function comparable({ attributes, reads }: FoundAlarm): object {
  return {
    threshold: attributes["threshold"],
    periods: attributes["evaluation_periods"],
    // Said only where it is not all of them.
    breaching: attributes["datapoints_to_alarm"] ?? attributes["evaluation_periods"],
    missingData: attributes["treat_missing_data"],
    seconds: [...new Set(reads.map(({ period }) => period))],
  };
}

test("the text of an alarm leads to its runbook", () => {
  for (const alarm of all.filter((one) => !scales(one))) {
    const { summary, runbook } = contract[keyOf(alarm)]!;
    expect(alarm.attributes["alarm_description"]).toBe(`${summary}. Runbook: docs/runbooks/${runbook}.md`);
  }
});

test("what CloudWatch is to tell has alarms in production, what Prometheus is to tell has none anywhere", () => {
  const inProduction = new Set(
    all.filter((one) => one.stack.startsWith("production-") && !scales(one)).map(keyOf),
  );
  const told = (by: Alert["pagedBy"]) => Object.keys(contract).filter((key) => contract[key]!.pagedBy === by);
  expect([...inProduction].sort()).toEqual(told("cloudwatch").sort());
  expect(all.filter((one) => !scales(one) && contract[keyOf(one)]!.pagedBy === "prometheus")).toEqual([]);
});

test("with basic monitoring only work scales by alarms", () => {
  const basic = all.filter(({ stack }) => environmentOf(stack).monitoring === "basic");
  expect(new Set(basic.map(scales))).toEqual(new Set([true]));
  expect(compositeAlarms(real.json("development-us-west-2-monitoring")).size).toBe(0);
});
