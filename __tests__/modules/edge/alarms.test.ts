import { ALERTS } from "../../../config/alerts";
import { EdgeAlarms } from "../../../modules/edge/alarms";
import { type Attributes, resources, type StackJson } from "../../support/synthesis";
import { edgeOf } from "./us-east-1";

const TOPICS = {
  page: "arn:aws:sns:us-east-1:333333333333:mindscape-test-page",
  ticket: "arn:aws:sns:us-east-1:333333333333:mindscape-test-ticket",
};

function alarmsOf(healthCheckId: string | undefined): StackJson {
  return edgeOf((stack, provider) => {
    new EdgeAlarms(stack, "alarms", {
      prefix: "mindscape-test-",
      alerts: ALERTS,
      topicArns: TOPICS,
      distributionId: "E1",
      webAcl: "mindscape-test",
      certificateArn: "arn:aws:acm:us-east-1:333333333333:certificate/1",
      healthCheckId,
      provider,
    });
  });
}

const byName = (stack: StackJson): Map<string, Attributes> =>
  new Map(
    [...resources(stack, "aws_cloudwatch_metric_alarm").values()].map((alarm) => [
      alarm["alarm_name"] as string,
      alarm,
    ]),
  );
const alarms = byName(alarmsOf("check-1"));
const alarm = (key: string): Attributes => alarms.get(`mindscape-test-${key}`)!;

test("each tells at its severity, from us-east-1", () => {
  const tells = [...alarms].map(([name, { provider, alarm_actions }]) => [name, provider, alarm_actions]);
  expect(tells.sort()).toEqual([
    ["mindscape-test-edge-certificate", "aws.us-east-1", [TOPICS.ticket]],
    ["mindscape-test-edge-errors", "aws.us-east-1", [TOPICS.page]],
    ["mindscape-test-edge-web-attack", "aws.us-east-1", [TOPICS.ticket]],
    ["mindscape-test-switch-followed", "aws.us-east-1", [TOPICS.ticket]],
  ]);
});

test("errors are a share of the viewers' requests, and quiet while there are few", () => {
  const queries = alarm("edge-errors")["metric_query"] as Attributes[];
  const inputs = queries.flatMap(({ id, metric }) =>
    metric === undefined ? [] : [[id, metric as Attributes]],
  );
  const dimensions = { DistributionId: "E1", Region: "Global" };
  expect(Object.fromEntries(inputs as [string, Attributes][])).toEqual({
    failed: expect.objectContaining({ metric_name: "5xxErrorRate", stat: "Average", dimensions }) as object,
    requests: expect.objectContaining({ metric_name: "Requests", stat: "Sum", dimensions }) as object,
  });
  const shown = queries.filter(({ return_data }) => return_data === true);
  expect(shown.map(({ expression }) => expression)).toEqual(["IF(requests < 60, 0, failed)"]);
});

test("blocked requests are those of all rules, without the region that only regional lists have", () => {
  expect(alarm("edge-web-attack")).toMatchObject({
    namespace: "AWS/WAFV2",
    metric_name: "BlockedRequests",
    statistic: "Sum",
    comparison_operator: "GreaterThanThreshold",
  });
  expect(alarm("edge-web-attack")["dimensions"]).toEqual({ WebACL: "mindscape-test", Rule: "ALL" });
});

test("the certificate is told of when few days are left, the switch when home is called unhealthy", () => {
  expect(alarm("edge-certificate")).toMatchObject({
    metric_name: "DaysToExpiry",
    comparison_operator: "LessThanThreshold",
    dimensions: { CertificateArn: "arn:aws:acm:us-east-1:333333333333:certificate/1" },
  });
  expect(alarm("switch-followed")).toMatchObject({
    namespace: "AWS/Route53",
    metric_name: "HealthCheckStatus",
    statistic: "Minimum",
    comparison_operator: "LessThanThreshold",
    threshold: 1,
    dimensions: { HealthCheckId: "check-1" },
  });
});

test("where there is no switch, nothing asks for it", () => {
  expect([...byName(alarmsOf(undefined)).keys()].sort()).toEqual([
    "mindscape-test-edge-certificate",
    "mindscape-test-edge-errors",
    "mindscape-test-edge-web-attack",
  ]);
});
