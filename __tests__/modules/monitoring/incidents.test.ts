import { Testing } from "cdktf";
import { Alarm, type AlarmProps, type Measure } from "../../../modules/monitoring/alarm";
import { CompositeAlarm } from "../../../modules/monitoring/composite-alarm";
import { Incidents } from "../../../modules/monitoring/incidents";

type Found = Record<string, unknown>;

const alert: AlarmProps["alert"] = {
  summary: "too much",
  threshold: 80,
  window: { periodSeconds: 60, periods: 5, breaching: 3 },
  missingData: "notBreaching",
  runbook: "load",
};
const cpu = { namespace: "AWS/RDS", name: "CPUUtilization", dimensions: { DBInstanceIdentifier: "one" } };

function alarm(measure: Measure, topicArns: string[] = []): Found {
  const json = Testing.synthScope((scope) => {
    new Alarm(scope, "alarm", { name: "one-cpu", alert, comparison: "above", measure, topicArns });
  });
  const all = (JSON.parse(json) as { resource: Record<string, Record<string, Found>> }).resource;
  return Object.values(all["aws_cloudwatch_metric_alarm"]!)[0]!;
}

test("an alarm says what the contract says, and where to read on", () => {
  expect(alarm({ ...cpu, statistic: "Average" }, ["arn:topic"])).toMatchObject({
    alarm_name: "one-cpu",
    alarm_description: "too much. Runbook: docs/runbooks/load.md",
    comparison_operator: "GreaterThanThreshold",
    threshold: 80,
    period: 60,
    evaluation_periods: 5,
    datapoints_to_alarm: 3,
    treat_missing_data: "notBreaching",
    statistic: "Average",
    alarm_actions: ["arn:topic"],
    ok_actions: ["arn:topic"],
    // Under a new name the new one is there before a rule loses the old one.
    lifecycle: { create_before_destroy: true },
  });
  expect(alarm({ ...cpu, statistic: "Average" })).not.toHaveProperty("alarm_actions");
});

test("a percentile of few values leaves the alarm as it is", () => {
  const found = alarm({ ...cpu, statistic: "p95" });
  expect(found).toMatchObject({
    extended_statistic: "p95",
    evaluate_low_sample_count_percentiles: "ignore",
  });
  expect(found).not.toHaveProperty("statistic");
});

test("an expression gets its metrics, a query a period", () => {
  const metrics = { used: { ...cpu, statistic: "Maximum" } };
  const { metric_query: math } = alarm({ metrics, expression: "used / 2", label: "half" });
  expect(math).toEqual([
    {
      id: "used",
      metric: {
        namespace: "AWS/RDS",
        metric_name: "CPUUtilization",
        dimensions: { DBInstanceIdentifier: "one" },
        period: 60,
        stat: "Maximum",
      },
    },
    { id: "result", expression: "used / 2", label: "half", return_data: true },
  ]);
  const { metric_query: query } = alarm({ query: 'SELECT MAX(x) FROM "AWS/Y"', label: "most" });
  expect(query).toEqual([
    { id: "result", expression: 'SELECT MAX(x) FROM "AWS/Y"', label: "most", period: 60, return_data: true },
  ]);
});

const composite = (children: number): string =>
  Testing.synthScope((scope) => {
    new CompositeAlarm(scope, "composite", {
      name: "one-page",
      description: "",
      anyOf: Array.from({ length: children }, (_, index) => ({ name: `alarm-${index}` })),
      topicArns: [],
      silentDuring: "never",
    });
  });

test("a composite alarm stands for one to a hundred", () => {
  expect(composite(100)).toContain("alarm-99");
  expect(() => composite(101)).toThrow("one-page stands for 101 alarms; allowed are 1 to 100");
  expect(() => composite(0)).toThrow("one-page stands for 0 alarms; allowed are 1 to 100");
});

test("a sign that the contract does not know is refused", () => {
  const make = (): string =>
    Testing.synthScope((scope) => {
      new Incidents(scope, "incidents", {
        prefix: "one-",
        signs: [{ alert: "unknown", comparison: "above", measure: { ...cpu, statistic: "Average" } }],
        alerts: {},
        explanations: {},
        topicArns: { page: "arn:page", ticket: "arn:ticket" },
      });
    });
  expect(make).toThrow("unknown is not in the contract of alerts");
});
