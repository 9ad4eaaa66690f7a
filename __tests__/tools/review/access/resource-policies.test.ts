import type { JsonObject } from "../../../../tools/planning/json";
import { detect, policy, rulesOf } from "./support";

const READ = { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::assets/*" };
const OWN = "arn:aws:s3:::assets";
const ACCOUNT = "111122223333";

function ofBucket(before: readonly JsonObject[], after: readonly JsonObject[]): ReturnType<typeof detect> {
  const [old, next] = [before, after].map((statements) => ({
    bucket: "assets",
    policy: policy(...statements),
  }));
  return detect(
    { type: "aws_s3_bucket_policy", before: old ?? null, after: next ?? null },
    {
      type: "aws_kms_key",
      before: { arn: `arn:aws:kms:us-west-2:${ACCOUNT}:key/1` },
      after: { arn: `arn:aws:kms:us-west-2:${ACCOUNT}:key/1` },
    },
  );
}

describe("policies of resources", () => {
  const everybody = { ...READ, Principal: "*" };

  test.each<[string, JsonObject, string]>([
    ["everybody", everybody, "policy-public"],
    ["everybody, said otherwise", { ...READ, Principal: { AWS: ["*"] } }, "policy-public"],
    ["everybody but one", { ...READ, NotPrincipal: { AWS: ACCOUNT } }, "policy-public"],
    [
      "everybody with a condition that limits nobody",
      { ...everybody, Condition: { Bool: { "aws:SecureTransport": "true" } } },
      "policy-public",
    ],
    [
      "everybody from anywhere",
      { ...everybody, Condition: { IpAddress: { "aws:SourceIp": ["0.0.0.0/1", "128.0.0.0/1"] } } },
      "policy-public",
    ],
    [
      "everybody of one organization",
      { ...everybody, Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1" } } },
      "policy-widened",
    ],
    ["another account", { ...READ, Principal: { AWS: "444455556666" } }, "policy-other-account"],
    [
      "a role of the same account",
      { ...READ, Principal: { AWS: `arn:aws:iam::${ACCOUNT}:role/api` } },
      "policy-widened",
    ],
    ["a service", { ...READ, Principal: { Service: "cloudfront.amazonaws.com" } }, "policy-widened"],
  ])("let in %s", (_who, statement, rule) => {
    expect(rulesOf(ofBucket([], [statement]))).toEqual([rule]);
    expect(ofBucket([statement], [{ ...statement, Sid: "Same" }])).toEqual([]);
  });

  test("an account and its root are the same", () => {
    const [number, arn] = [ACCOUNT, `arn:aws:iam::${ACCOUNT}:root`].map((AWS) => ({
      ...READ,
      Principal: { AWS },
    }));
    expect(ofBucket([number as JsonObject], [arn as JsonObject])).toEqual([]);
  });

  test("what was refused ends with the policy, but not if its bucket goes as well", () => {
    const deny = { Effect: "Deny", Principal: "*", Action: "s3:*", Resource: OWN };
    const gone = { type: "aws_s3_bucket_policy", before: { bucket: "assets", policy: policy(deny) } };
    expect(rulesOf(detect(gone))).toEqual(["deny-removed"]);
    expect(detect(gone, { type: "aws_s3_bucket", before: { bucket: "assets", id: "assets" } })).toEqual([]);
  });

  test("an endpoint without a policy lets everything through", () => {
    const closed = policy({ ...READ, Principal: "*" });
    expect(rulesOf(detect({ type: "aws_vpc_endpoint_policy", before: { policy: closed } }))).toEqual([
      "limit-loosened",
    ]);
    expect(
      rulesOf(detect({ type: "aws_vpc_endpoint", before: { policy: null }, after: { policy: closed } })),
    ).toEqual(["limit-tightened"]);
  });

  test("permissions of a function are statements of its policy", () => {
    const before = {
      function_name: "f",
      action: "lambda:InvokeFunction",
      principal: "s3.amazonaws.com",
      source_arn: OWN,
    };
    expect(
      rulesOf(detect({ type: "aws_lambda_permission", before, after: { ...before, source_arn: null } })),
    ).toEqual(["policy-widened"]);
    expect(
      rulesOf(
        detect({ type: "aws_lambda_permission", after: { ...before, principal: "*", source_arn: null } }),
      ),
    ).toEqual(["policy-public"]);
    expect(detect({ type: "aws_lambda_permission", after: before })).toEqual([]);
  });
});

describe("who may assume a role", () => {
  const GITHUB = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com";
  const SUB = "token.actions.githubusercontent.com:sub";
  const web = (subject?: string): JsonObject => ({
    Effect: "Allow",
    Action: "sts:AssumeRoleWithWebIdentity",
    Principal: { Federated: GITHUB },
    ...(subject === undefined ? {} : { Condition: { StringLike: { [SUB]: subject } } }),
  });
  const trust = (before: JsonObject | undefined, after: JsonObject): string[] =>
    rulesOf(
      detect({
        type: "aws_iam_role",
        before: before === undefined ? null : { assume_role_policy: policy(before) },
        after: { assume_role_policy: policy(after) },
      }),
    );

  test.each([
    [undefined, "repo:mindscape/infrastructure:ref:refs/heads/main", []],
    [undefined, undefined, ["trust-any-subject"]],
    [undefined, "repo:*", ["trust-any-subject"]],
    [
      "repo:mindscape/infrastructure:ref:refs/heads/main",
      "repo:mindscape/infrastructure:*",
      ["trust-widened", "trust-narrowed"].slice(0, 1),
    ],
    [
      "repo:mindscape/infrastructure:*",
      "repo:mindscape/infrastructure:ref:refs/heads/main",
      ["trust-narrowed"],
    ],
  ])("subjects from %s to %s", (before, after, rules) => {
    expect(trust(before === undefined ? undefined : web(before), web(after))).toEqual(rules);
  });

  test("another account, and nobody is another where no account is known", () => {
    const other = { Effect: "Allow", Action: "sts:AssumeRole", Principal: { AWS: "444455556666" } };
    const before = { arn: `arn:aws:iam::${ACCOUNT}:role/api`, assume_role_policy: policy() };
    const found = detect({
      type: "aws_iam_role",
      before,
      after: { ...before, assume_role_policy: policy(other) },
    });
    expect(rulesOf(found)).toEqual(["trust-other-account"]);
    expect(trust(undefined, other)).toEqual([]);
  });

  test("everybody", () => {
    expect(trust(undefined, { Effect: "Allow", Action: "sts:AssumeRole", Principal: { AWS: "*" } })).toEqual([
      "trust-public",
    ]);
  });
});
