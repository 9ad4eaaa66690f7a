import { WebAclLogs } from "../../../modules/edge/web-acl-logs";
import { evaluate } from "../../support/policy";
import { resource } from "../../support/synthesis";
import { ACCOUNT, edgeOf } from "./us-east-1";

const GROUP = "aws-waf-logs-mindscape-test";
const stack = edgeOf((scope, provider) => {
  new WebAclLogs(scope, "logs", {
    webAclArn: "arn:aws:wafv2:us-east-1:333333333333:global/webacl/mindscape-test/1",
    logGroupName: GROUP,
    accountId: ACCOUNT,
    policyName: "mindscape-test-web-acl-logs",
    retentionDays: 30,
    kmsKeyArn: "arn:aws:kms:us-east-1:333333333333:key/1",
    provider,
  });
});
const configuration = resource(stack, "aws_wafv2_web_acl_logging_configuration", "logs/configuration");
const mayWrite = resource(stack, "aws_cloudwatch_log_resource_policy", "logs/may-write");

test("only what was blocked or counted is kept", () => {
  expect(configuration["logging_filter"]).toEqual({
    default_behavior: "DROP",
    filter: [
      {
        behavior: "KEEP",
        requirement: "MEETS_ANY",
        condition: ["BLOCK", "COUNT", "EXCLUDED_AS_COUNT"].map((action) => ({
          action_condition: { action },
        })),
      },
    ],
  });
});

test("what identifies people is left out", () => {
  expect(configuration["redacted_fields"]).toEqual([
    { single_header: { name: "authorization" } },
    { single_header: { name: "cookie" } },
    { query_string: {} },
  ]);
});

test("the group is encrypted, forgets, and has the name that WAF demands", () => {
  const group = resource(stack, "aws_cloudwatch_log_group", "logs/log-group");
  expect(group).toMatchObject({
    name: expect.stringMatching(/^aws-waf-logs-/) as string,
    retention_in_days: 30,
    kms_key_id: "arn:aws:kms:us-east-1:333333333333:key/1",
  });
  expect(configuration["log_destination_configs"]).toEqual([
    expect.stringMatching(/aws_cloudwatch_log_group\.logs_log-group_\w+\.arn/),
  ]);
});

test("the policy that lets logs in is there before WAF looks for one", () => {
  expect(configuration["depends_on"]).toEqual([
    expect.stringMatching(/aws_cloudwatch_log_resource_policy\.logs_may-write_/),
  ]);
  for (const part of [configuration, mayWrite]) expect(part["provider"]).toBe("aws.us-east-1");
});

const request = {
  principal: { Service: "delivery.logs.amazonaws.com" },
  action: "logs:PutLogEvents",
  resource: `arn:aws:logs:us-east-1:${ACCOUNT}:log-group:${GROUP}:log-stream:cloudfront_mindscape-test_0`,
  context: { "aws:SourceAccount": ACCOUNT, "aws:SourceArn": `arn:aws:logs:us-east-1:${ACCOUNT}:*` },
};

test("log delivery of this account writes to this group", () => {
  const policy = mayWrite["policy_document"] as string;
  for (const action of ["logs:PutLogEvents", "logs:CreateLogStream"]) {
    expect(evaluate(policy, { ...request, action })).toBe("allow");
  }
});

test.each([
  ["another account's delivery", { context: { ...request.context, "aws:SourceAccount": "444444444444" } }],
  ["another service", { principal: { Service: "es.amazonaws.com" } }],
  ["another group", { resource: request.resource.replace(GROUP, `${GROUP}-2`) }],
  ["reading", { action: "logs:GetLogEvents" }],
])("%s is refused", (_, changed) => {
  expect(evaluate(mayWrite["policy_document"] as string, { ...request, ...changed })).toBe("none");
});
