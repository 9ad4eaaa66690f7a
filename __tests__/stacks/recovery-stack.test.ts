import { configuration } from "../../config/environments";
import { accessRole } from "../support/access";
import { evaluateRole } from "../support/policy";
import { type Attributes, resource, synthesis } from "../support/synthesis";

const real = synthesis();
const ids = real.stacks.filter((id) => id.endsWith("-recovery"));
const alarmOf = (id: string): Attributes =>
  resource(real.json(id), "aws_cloudwatch_metric_alarm", "switch/alarm");

test("there is a switch where there are two regions, and never at home", () => {
  const expected = configuration.environments.flatMap(({ name, regions: [, other] }) =>
    other === undefined ? [] : [`${name}-${other.name}-recovery`],
  );
  expect(ids).toEqual(expected.sort());
  expect(ids).toHaveLength(2);
});

test.each(ids)("the switch of %s is an alarm that Route 53 can follow, and one value flips it", (id) => {
  const alarm = alarmOf(id);
  // https://docs.aws.amazon.com/Route53/latest/APIReference/API_AlarmIdentifier.html
  for (const attribute of [
    "metric_query",
    "extended_statistic",
    "datapoints_to_alarm",
    "threshold_metric_id",
  ]) {
    expect(alarm).not.toHaveProperty(attribute);
  }
  expect(["Average", "Minimum", "Maximum", "Sum", "SampleCount"]).toContain(alarm["statistic"]);
  expect((alarm["period"] as number) % 60).toBe(0);
  expect(alarm["evaluation_periods"]).toBe(1);
  const flips = (value: number): boolean => {
    expect(alarm["comparison_operator"]).toBe("GreaterThanOrEqualToThreshold");
    return value >= (alarm["threshold"] as number);
  };
  expect([flips(0), flips(1)]).toEqual([false, true]);
  expect(alarm["treat_missing_data"]).toBe("ignore");
});

test.each(ids)(
  "operators may flip the switch of %s, and neither developers nor pipelines that plan may",
  (id) => {
    const { name: environment, developers } = configuration.environments.find(({ name }) =>
      id.startsWith(`${name}-`),
    )!;
    const publish = (role: string): string => {
      const { context, ...policies } = accessRole(real, environment, role);
      return evaluateRole(policies, {
        action: "cloudwatch:PutMetricData",
        resource: "*",
        context: {
          ...context,
          "aws:RequestedRegion": "us-east-2",
          "cloudwatch:namespace": alarmOf(id)["namespace"] as string,
        },
      });
    };
    expect(publish("operator")).toBe("allow");
    for (const role of ["plan", "push", ...(developers === "none" ? [] : ["developer"])]) {
      expect([role, publish(role)]).not.toEqual([role, "allow"]);
    }
  },
);

test.each(ids)("nothing that runs in the environment of %s publishes to the switch", (id) => {
  const environment = id.split("-")[0]!;
  const namespace = alarmOf(id)["namespace"] as string;
  const publishers = real.stacks
    .filter((stack) => stack.startsWith(`${environment}-`) && !stack.endsWith("-access"))
    .flatMap((stack) => Object.values(real.json(stack).resource["aws_iam_role_policy"] ?? {}))
    .map(({ policy }) => policy as string)
    .filter((policy) => policy.includes("cloudwatch:Put"));
  expect(publishers.length).toBeGreaterThan(0);
  for (const policy of publishers) {
    expect(policy).toContain("cloudwatch:namespace");
    expect(policy).not.toContain(namespace.split("/")[0] + "/");
  }
});

test("it pages where paging is on, from the region that has to do without the other", () => {
  expect(alarmOf("production-us-east-2-recovery")["alarm_actions"]).toEqual([
    "arn:aws:sns:us-east-2:333333333333:mindscape-production-page",
  ]);
  expect(alarmOf("staging-us-east-2-recovery")["alarm_actions"]).toEqual([
    expect.stringMatching(/^arn:aws:sns:us-east-2:\d+:mindscape-staging-ticket$/),
  ]);
});
