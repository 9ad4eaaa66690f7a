import { evaluate } from "../../support/policy";
import { resource, resources, synthesis } from "../../support/synthesis";

const ACCOUNT = "333333333333";
const base = synthesis().json("production-us-west-2-base");

function keyPolicy(purpose: string): string {
  return String(resource(base, "aws_kms_key", `${purpose}-key/key`)["policy"]);
}

const service = (name: string, context: Record<string, string> = {}) => ({
  principal: { Service: `${name}.amazonaws.com` },
  context,
});

test("all of them are rotated, aliased and administered through the account's IAM", () => {
  const purposes = ["alerts", "assets", "backup", "data", "ebs", "logs"];
  expect([...resources(base, "aws_kms_key").keys()].sort()).toEqual(
    purposes.map((name) => `${name}-key/key`),
  );
  for (const purpose of purposes) {
    expect(resource(base, "aws_kms_key", `${purpose}-key/key`)["enable_key_rotation"]).toBe(true);
    expect(resource(base, "aws_kms_alias", `${purpose}-key/alias`)["name"]).toBe(
      `alias/mindscape-production-${purpose}`,
    );
    const admin = { principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` }, action: "kms:PutKeyPolicy" };
    expect(evaluate(keyPolicy(purpose), admin)).toBe("allow");
    const stranger = { principal: { AWS: "arn:aws:iam::999999999999:root" }, action: "kms:Decrypt" };
    expect(evaluate(keyPolicy(purpose), stranger)).toBe("none");
  }
});

test.each([
  ["a log group of ours", `arn:aws:logs:us-west-2:${ACCOUNT}:log-group:/mindscape/x`, "allow"],
  ["another account's log group", "arn:aws:logs:us-west-2:999999999999:log-group:/mindscape/x", "none"],
  ["another region's log group", `arn:aws:logs:us-east-2:${ACCOUNT}:log-group:/mindscape/x`, "none"],
])("CloudWatch Logs encrypts %s: %s", (_, arn, expected) => {
  const request = service("logs.us-west-2", { "kms:EncryptionContext:aws:logs:arn": arn });
  expect(evaluate(keyPolicy("logs"), { ...request, action: "kms:GenerateDataKey" })).toBe(expected);
});

describe("the service-linked roles that start instances", () => {
  const AUTO_SCALING = "autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling";
  const SPOT = "spot.amazonaws.com/AWSServiceRoleForEC2Spot";
  const role = (account: string, name = AUTO_SCALING): string =>
    `arn:aws:iam::${account}:role/aws-service-role/${name}`;
  const by = (arn: string, more: Record<string, string> = {}) => ({
    principal: { AWS: arn },
    context: { "aws:PrincipalArn": arn, "kms:CallerAccount": arn.split(":")[4]!, ...more },
  });

  test.each([AUTO_SCALING, SPOT])("%s decrypts volumes, and grants only to AWS resources", (name) => {
    const ours = by(role(ACCOUNT, name));
    const granting = by(role(ACCOUNT, name), { "kms:GrantIsForAWSResource": "true" });
    expect(evaluate(keyPolicy("ebs"), { ...ours, action: "kms:Decrypt" })).toBe("allow");
    expect(evaluate(keyPolicy("ebs"), { ...granting, action: "kms:CreateGrant" })).toBe("allow");
    expect(evaluate(keyPolicy("ebs"), { ...ours, action: "kms:CreateGrant" })).toBe("none");
  });

  test("of another account, and another role of ours, get nothing", () => {
    for (const arn of [role("999999999999"), `arn:aws:iam::${ACCOUNT}:role/somebody`]) {
      expect(evaluate(keyPolicy("ebs"), { ...by(arn), action: "kms:Decrypt" })).toBe("none");
    }
  });
});

test("CloudFront decrypts assets for our distributions, and nothing else of ours", () => {
  const distribution = (account: string) =>
    service("cloudfront", { "aws:SourceArn": `arn:aws:cloudfront::${account}:distribution/E1` });
  const decrypt = { action: "kms:Decrypt" };
  expect(evaluate(keyPolicy("assets"), { ...distribution(ACCOUNT), ...decrypt })).toBe("allow");
  expect(evaluate(keyPolicy("assets"), { ...distribution("999999999999"), ...decrypt })).toBe("none");
  expect(evaluate(keyPolicy("assets"), { ...distribution(ACCOUNT), action: "kms:Encrypt" })).toBe("none");
  expect(evaluate(keyPolicy("data"), { ...distribution(ACCOUNT), ...decrypt })).toBe("none");
});

test("every new volume of the region is encrypted with our key", () => {
  expect(resource(base, "aws_ebs_encryption_by_default", "ebs-default/encryption")["enabled"]).toBe(true);
  expect(resource(base, "aws_ebs_default_kms_key", "ebs-default/key")["key_arn"]).toMatch(
    /aws_kms_key\.ebs-key_/,
  );
});
