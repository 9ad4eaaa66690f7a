import { FailoverRecords, type FailoverRecordsProps } from "../../../modules/edge/failover-records";
import { resource, resources, type StackJson } from "../../support/synthesis";
import { edgeOf } from "./us-east-1";

const HOST = "origin.mindscape.example";
const HOME = "origin-us-west-2.mindscape.example";
const OTHER = {
  host: "origin-us-east-2.mindscape.example",
  switch: {
    name: "mindscape-test-switch-flipped",
    alarmName: "mindscape-test-switch-flipped",
    region: "us-east-2",
    signal: {
      namespace: "mindscape/test",
      metricName: "HomeLeft",
      statistic: "Maximum",
      period: 60,
      evaluationPeriods: 1,
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      threshold: 1,
    },
  },
} as const;

function recordsFor(other: FailoverRecordsProps["targets"]["other"]): StackJson {
  return edgeOf((stack) => {
    new FailoverRecords(stack, "origin", { zoneId: "Z1", host: HOST, targets: { home: HOME, other } });
  });
}

const two = recordsFor(OTHER);
const one = recordsFor("none");
const alias = (name: string): object => ({ zone_id: "Z1", name, evaluate_target_health: false });

test("home answers until the switch says otherwise; other is never asked whether it is well", () => {
  const home = resource(two, "aws_route53_record", "origin/home");
  expect(home).toMatchObject({
    zone_id: "Z1",
    name: HOST,
    type: "A",
    set_identifier: "home",
    failover_routing_policy: { type: "PRIMARY" },
    alias: alias(HOME),
    health_check_id: expect.stringMatching(/aws_route53_health_check\.origin_switch_\w+\.id/) as string,
  });
  const other = resource(two, "aws_route53_record", "origin/other");
  expect(other).toMatchObject({
    zone_id: "Z1",
    name: HOST,
    type: "A",
    set_identifier: "other",
    failover_routing_policy: { type: "SECONDARY" },
    alias: alias(OTHER.host),
  });
  expect(other).not.toHaveProperty("health_check_id");
});

test("the check follows the switch's alarm in its region, and stays where it was without data", () => {
  expect(resource(two, "aws_route53_health_check", "origin/switch")).toMatchObject({
    type: "CLOUDWATCH_METRIC",
    cloudwatch_alarm_name: "mindscape-test-switch-flipped",
    cloudwatch_alarm_region: "us-east-2",
    insufficient_data_health_status: "LastKnownStatus",
  });
});

test.each(Object.keys(OTHER.switch.signal))("Route 53 copies the alarm again when its %s changes", (key) => {
  const { signal } = OTHER.switch;
  const changed = recordsFor({
    ...OTHER,
    switch: { ...OTHER.switch, signal: { ...signal, [key]: "changed" } },
  });
  const triggers = (stack: StackJson): unknown =>
    resource(stack, "aws_route53_health_check", "origin/switch")["triggers"];
  expect(triggers(changed)).not.toEqual(triggers(two));
});

test("with one region the name is that region's, and nothing is checked", () => {
  expect(resources(one, "aws_route53_health_check").size).toBe(0);
  expect([...resources(one, "aws_route53_record").keys()]).toEqual(["origin/only"]);
  const record = resource(one, "aws_route53_record", "origin/only");
  expect(record).toMatchObject({ name: HOST, type: "A", alias: alias(HOME) });
  for (const key of ["failover_routing_policy", "set_identifier", "health_check_id"]) {
    expect(record).not.toHaveProperty(key);
  }
});
