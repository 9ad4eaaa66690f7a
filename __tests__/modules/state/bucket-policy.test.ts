import { bucketArn } from "../../../modules/buckets/bucket";
import { evaluate, type Request } from "../../support/policy";
import { resource, synthesis } from "../../support/synthesis";

const ACCOUNT = "333333333333";
const STATES = bucketArn(`mindscape-production-state-${ACCOUNT}-us-west-2`);
const LOGS = bucketArn(`mindscape-production-state-logs-${ACCOUNT}-us-west-2`);
const ALIAS = `arn:aws:kms:us-west-2:${ACCOUNT}:alias/mindscape-production-state`;
const stack = synthesis().json("production-us-west-2-state");
const LOGGING = "logging.s3.amazonaws.com";

/** What the policy of a bucket says to a request, by default over TLS from an administrator of the account. */
function verdict(purpose: "states" | "logs", { context, ...request }: Request): "allow" | "deny" | "none" {
  const policy = resource(stack, "aws_s3_bucket_policy", `${purpose}/policy`)["policy"] as string;
  return evaluate(policy, { ...request, context: { ...by("role/administrator"), ...context } });
}

function by(principal: string, account = ACCOUNT): Record<string, string> {
  return {
    "aws:SecureTransport": "true",
    "aws:PrincipalAccount": account,
    "aws:PrincipalArn": `arn:aws:iam::${account}:${principal}`,
    "aws:PrincipalIsAWSService": "false",
  };
}

const ANONYMOUS = { "aws:SecureTransport": "true", "aws:PrincipalAccount": "anonymous" };
const state = `${STATES}/production-us-west-2-data/terraform.tfstate`;
const log = `${LOGS}/s3/state/2026-11-22`;

describe.each([
  ["states", STATES, state],
  ["logs", LOGS, log],
] as const)("the bucket of %s", (purpose, bucket, object) => {
  test("says nothing to administrators of the account: IAM decides", () => {
    expect(verdict(purpose, { action: "s3:GetObject", resource: object })).toBe("none");
    expect(verdict(purpose, { action: "s3:PutObject", resource: object })).toBe("none");
    // Whoever means it can take the policy away, and then everything else.
    expect(verdict(purpose, { action: "s3:DeleteBucketPolicy", resource: bucket })).toBe("none");
  });

  test.each([
    ["another account", by("role/administrator", "999999999999")],
    ["our own administrators without TLS", { "aws:SecureTransport": "false" }],
  ])("refuses %s", (_, context) => {
    for (const [action, target] of [
      ["s3:GetObject", object],
      ["s3:ListBucket", bucket],
      ["s3:PutBucketPolicy", bucket],
    ] as const) {
      expect(verdict(purpose, { action, resource: target, context })).toBe("deny");
    }
  });

  test("refuses anonymous requests, which say nothing of services", () => {
    const policy = resource(stack, "aws_s3_bucket_policy", `${purpose}/policy`)["policy"] as string;
    const read = { action: "s3:GetObject", resource: object, context: ANONYMOUS };
    expect(evaluate(policy, read)).toBe("deny");
  });

  test.each([
    ["s3:DeleteBucket", bucket],
    ["s3:DeleteObjectVersion", object],
  ])("refuses everybody %s", (action, target) => {
    expect(verdict(purpose, { action, resource: target })).toBe("deny");
    expect(verdict(purpose, { action, resource: target, context: by("root") })).toBe("deny");
  });
});

test.each([
  ["as Terraform does, by the key's alias", "aws:kms", ALIAS, "none"],
  ["by the key itself", "aws:kms", keyArn(), "none"],
  ["with the bucket's default", undefined, undefined, "none"],
  ["with S3's own key", "AES256", undefined, "deny"],
  ["with the account's AWS key", "aws:kms", undefined, "deny"],
  ["with somebody else's key", "aws:kms", `arn:aws:kms:us-west-2:999999999999:key/1`, "deny"],
])("a state is encrypted %s: %s, %s: %s", (_, algorithm, key, expected) => {
  const context = {
    ...(algorithm !== undefined && { "s3:x-amz-server-side-encryption": algorithm }),
    ...(key !== undefined && { "s3:x-amz-server-side-encryption-aws-kms-key-id": key }),
  };
  expect(verdict("states", { action: "s3:PutObject", resource: state, context })).toBe(expected);
  expect(verdict("states", { action: "s3:PutObject", resource: `${state}.tflock`, context })).toBe(expected);
});

test("a key that only the caller has encrypts no state", () => {
  const context = { "s3:x-amz-server-side-encryption-customer-algorithm": "AES256" };
  expect(verdict("states", { action: "s3:PutObject", resource: state, context })).toBe("deny");
});

describe("S3's log delivery", () => {
  const delivers = (bucket: "states" | "logs", object: string, more: Record<string, string> = {}): string =>
    evaluate(resource(stack, "aws_s3_bucket_policy", `${bucket}/policy`)["policy"] as string, {
      principal: { Service: LOGGING },
      action: "s3:PutObject",
      resource: object,
      context: {
        "aws:SecureTransport": "true",
        "aws:PrincipalIsAWSService": "true",
        "aws:SourceAccount": ACCOUNT,
        "aws:SourceArn": STATES,
        ...more,
      },
    });

  test("writes what was asked of the states' bucket, and nothing else", () => {
    expect(delivers("logs", log)).toBe("allow");
    expect(delivers("logs", `${LOGS}/elsewhere`)).toBe("none");
    expect(delivers("logs", log, { "aws:SourceArn": "arn:aws:s3:::somebody-else" })).toBe("none");
    expect(delivers("logs", log, { "aws:SourceAccount": "999999999999" })).toBe("none");
  });

  test("may not write among the states", () => {
    expect(delivers("states", state)).toBe("deny");
  });
});

test.each(["apply", "plan", "us-west-2-helper"])("the role %s looks at the logs' bucket at most", (name) => {
  const context = by(`role/mindscape-production-${name}`);
  const refused = [
    ["s3:PutBucketPolicy", LOGS],
    ["s3:PutLifecycleConfiguration", LOGS],
    ["s3:PutObject", log],
    ["s3:DeleteObject", log],
    ["s3:PutBucketVersioning", LOGS],
  ] as const;
  for (const [action, target] of refused) {
    expect(verdict("logs", { action, resource: target, context })).toBe("deny");
  }
  expect(verdict("logs", { action: "s3:GetBucketPolicy", resource: LOGS, context })).toBe("none");
});

function keyArn(): string {
  const [name] = Object.keys(stack.resource["aws_kms_key"] ?? {});
  return `\${aws_kms_key.${name}.arn}`;
}
