import { evaluate } from "../../support/policy";
import { resource, resources, synthesis } from "../../support/synthesis";

const ACCOUNT = "333333333333";
const base = synthesis().json("production-us-west-2-base");

function keyPolicy(purpose: string): string {
  return String(resource(base, "aws_kms_key", `${purpose}-key/key`)["policy"]);
}

const TOPIC = `arn:aws:sns:us-west-2:${ACCOUNT}:mindscape-production-page`;
const topicPolicy = String(resource(base, "aws_sns_topic_policy", "page-topic/policy")["policy"]);

/**
 * What each publisher documents that it fills in; EventBridge says it fills nothing, Backup says nothing.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
 * https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-sns-policy.html
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/backup-notifications.html
 */
const publishers: [string, Record<string, string>, Record<string, string>][] = [
  [
    "cloudwatch.amazonaws.com",
    { "aws:SourceAccount": ACCOUNT, "aws:SourceArn": `arn:aws:cloudwatch:us-west-2:${ACCOUNT}:alarm:x` },
    {
      "aws:SourceAccount": "999999999999",
      "aws:SourceArn": "arn:aws:cloudwatch:us-west-2:999999999999:alarm:x",
    },
  ],
  [
    "budgets.amazonaws.com",
    { "aws:SourceAccount": ACCOUNT, "aws:SourceArn": `arn:aws:budgets::${ACCOUNT}:budget/x` },
    { "aws:SourceAccount": "999999999999", "aws:SourceArn": "arn:aws:budgets::999999999999:budget/x" },
  ],
  ["events.amazonaws.com", {}, {}],
  ["backup.amazonaws.com", {}, {}],
];

test.each(publishers)("%s may publish and use the topic's key", (name, context, foreign) => {
  const publisher = { principal: { Service: name }, context };
  const publish = { action: "sns:Publish", resource: TOPIC };
  expect(evaluate(topicPolicy, { ...publisher, ...publish })).toBe("allow");
  for (const action of ["kms:GenerateDataKey", "kms:Decrypt"]) {
    expect(evaluate(keyPolicy("alerts"), { ...publisher, action })).toBe("allow");
  }
  if (Object.keys(foreign).length > 0) {
    expect(evaluate(topicPolicy, { principal: { Service: name }, context: foreign, ...publish })).toBe(
      "none",
    );
  }
});

test("another service may not, and nobody may without TLS", () => {
  const publish = { action: "sns:Publish", resource: TOPIC };
  expect(evaluate(topicPolicy, { principal: { Service: "s3.amazonaws.com" }, ...publish })).toBe("none");
  const plain = {
    principal: { Service: "events.amazonaws.com" },
    context: { "aws:SecureTransport": "false" },
  };
  expect(evaluate(topicPolicy, { ...plain, ...publish })).toBe("deny");
});

test("are encrypted with the key whose policy admits the publishers, and reach people", () => {
  for (const severity of ["page", "ticket"]) {
    const topic = resource(base, "aws_sns_topic", `${severity}-topic/topic`);
    expect(topic["kms_master_key_id"]).toMatch(/aws_kms_key\.alerts-key_/);
  }
  const endpoints = [...resources(base, "aws_sns_topic_subscription").values()].map(
    ({ endpoint }) => endpoint,
  );
  expect(endpoints.sort()).toEqual(["oncall@mindscape.example", "platform@mindscape.example"]);
});
