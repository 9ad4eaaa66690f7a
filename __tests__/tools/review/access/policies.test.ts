import type { JsonObject } from "../../../../tools/planning/json";
import { maskerOf } from "../../../../tools/review/secrets/masker-of";
import { corpus } from "../corpus";
import { change, detect, detectIn, policy, rulesOf } from "./support";

const READ = { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::assets/*" };
const ACCOUNT = "111122223333";

function ofRole(before: readonly JsonObject[], after: readonly JsonObject[]): ReturnType<typeof detect> {
  const [old, next] = [before, after].map((statements) => ({ role: "api", policy: policy(...statements) }));
  return detect({ type: "aws_iam_role_policy", before: old ?? null, after: next ?? null });
}

describe("policies of roles, users and groups", () => {
  test.each<[string, JsonObject[], JsonObject[]]>([
    ["another action", [READ], [{ ...READ, Action: ["s3:GetObject", "s3:PutObject"] }]],
    ["a wildcard in an action", [READ], [{ ...READ, Action: "s3:Get*" }]],
    ["another resource", [READ], [{ ...READ, Resource: [READ.Resource, "arn:aws:s3:::logs/*"] }]],
    ["a wildcard in a resource", [READ], [{ ...READ, Resource: "arn:aws:s3:::*/*" }]],
    ["a new statement", [READ], [READ, { Effect: "Allow", Action: "sqs:SendMessage", Resource: "*" }]],
    [
      "fewer exceptions",
      [
        {
          Effect: "Allow",
          NotAction: [
            "iam:*",
            "s3:*",
            "sts:*",
            "ssm:*",
            "kms:*",
            "lambda:*",
            "eks:*",
            "glue:*",
            "sso:*",
            "codebuild:*",
            "cloudformation:*",
            "secretsmanager:*",
            "ec2-instance-connect:*",
          ],
          Resource: "arn:aws:s3:::a",
        },
      ],
      [{ Effect: "Allow", NotAction: ["iam:*"], Resource: "arn:aws:s3:::a" }],
    ],
    [
      "no condition any more",
      [{ ...READ, Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } } }],
      [READ],
    ],
    [
      "one more accepted value",
      [{ ...READ, Condition: { StringEquals: { "aws:RequestedRegion": "a" } } }],
      [{ ...READ, Condition: { StringEquals: { "aws:RequestedRegion": ["a", "b"] } } }],
    ],
    [
      "a condition that holds without a value",
      [{ ...READ, Condition: { StringEquals: { "aws:RequestedRegion": "a" } } }],
      [{ ...READ, Condition: { StringEqualsIfExists: { "aws:RequestedRegion": "a" } } }],
    ],
    [
      "a wider range of addresses",
      [{ ...READ, Condition: { IpAddress: { "aws:SourceIp": "10.0.0.0/16" } } }],
      [{ ...READ, Condition: { IpAddress: { "aws:SourceIp": "10.0.0.0/8" } } }],
    ],
  ])("%s is more", (_what, before, after) => {
    expect(rulesOf(ofRole(before, after))).toContain("iam-widened");
  });

  test.each<[string, JsonObject[], JsonObject[]]>([
    [
      "an action that a wildcard had",
      [{ ...READ, Action: "s3:Get*" }],
      [{ ...READ, Action: ["s3:Get*", "s3:GetObject"] }],
    ],
    ["another spelling", [READ], [{ ...READ, Action: "S3:getobject" }]],
    [
      "two statements as one",
      [READ, { ...READ, Action: "s3:PutObject" }],
      [{ ...READ, Action: ["s3:PutObject", "s3:GetObject"] }],
    ],
    [
      "one statement as two",
      [{ ...READ, Action: ["s3:PutObject", "s3:GetObject"] }],
      [{ ...READ, Action: "s3:PutObject" }, READ],
    ],
    ["another Sid", [READ], [{ ...READ, Sid: "Read" }]],
    [
      "split ranges",
      [{ ...READ, Condition: { IpAddress: { "aws:SourceIp": "10.0.0.0/8" } } }],
      [{ ...READ, Condition: { IpAddress: { "aws:SourceIp": ["10.128.0.0/9", "10.0.0.0/9"] } } }],
    ],
  ])("%s is nothing", (_what, before, after) => {
    expect(ofRole(before, after)).toEqual([]);
  });

  test.each<[string, JsonObject[], JsonObject[]]>([
    ["a wildcard less", [{ ...READ, Action: "s3:Get*" }], [READ]],
    [
      "a condition more",
      [READ],
      [{ ...READ, Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } } }],
    ],
    [
      "one more exception",
      [{ Effect: "Allow", NotAction: ["iam:*"], Resource: "arn:aws:s3:::a" }],
      [{ Effect: "Allow", NotAction: ["s3:*", "iam:*"], Resource: "arn:aws:s3:::a" }],
    ],
    ["one more refusal", [READ], [READ, { Effect: "Deny", Action: "s3:*", Resource: "*" }]],
  ])("%s is less, which is told quietly", (_what, before, after) => {
    expect(ofRole(before, after).map(({ rule, level }) => [rule, level])).toEqual([["iam-narrowed", "info"]]);
  });

  test("says which action is new, and not those that were there", () => {
    const [found] = ofRole(
      [{ ...READ, Action: ["s3:Get*", "s3:PutObject"] }],
      [{ ...READ, Action: ["s3:GetObject", "s3:DeleteObject"] }],
    );
    expect(found?.details).toEqual(["more actions: s3:DeleteObject on arn:aws:s3:::assets/*"]);
  });

  test("says that only the condition is looser", () => {
    const [found] = ofRole(
      [{ ...READ, Condition: { StringEquals: { "aws:RequestedRegion": "eu" } } }],
      [READ],
    );
    expect(found?.details).toEqual(["condition looser: s3:GetObject on arn:aws:s3:::assets/*"]);
  });

  test("tells refusals that are gone or smaller", () => {
    const deny = { Effect: "Deny", Action: ["s3:DeleteObject", "s3:DeleteBucket"], Resource: "*" };
    expect(rulesOf(ofRole([READ, deny], [READ]))).toEqual(["deny-removed"]);
    expect(ofRole([READ, deny], [READ, { ...deny, Action: "s3:DeleteBucket" }])[0]?.details).toEqual([
      "not any more: deny s3:DeleteObject on *",
    ]);
    expect(
      rulesOf(ofRole([deny], [{ ...deny, Condition: { Bool: { "aws:ViaAWSService": "false" } } }])),
    ).toEqual(["deny-removed"]);
    expect(rulesOf(ofRole([deny], [{ ...deny, Action: "s3:Delete*" }]))).toEqual(["iam-narrowed"]);
  });

  test("does not tell what the same policy refuses", () => {
    const both = [
      READ,
      { Effect: "Allow", Action: "s3:PutObject", Resource: "*" },
      { Effect: "Deny", Action: "s3:Put*", Resource: "*" },
    ];
    expect(rulesOf(ofRole([READ], both))).toEqual(["iam-narrowed"]);
  });

  test("a new policy of a role that is there already is more", () => {
    const fresh = { type: "aws_iam_role_policy", after: { role: "api", policy: policy(READ) } };
    const role = { name: "api", arn: `arn:aws:iam::${ACCOUNT}:role/api` };
    expect(detect(fresh)).toEqual([]);
    expect(rulesOf(detect(fresh, { type: "aws_iam_role", before: role, after: role }))).toEqual([
      "iam-widened",
    ]);
  });

  test("a policy that is known only after apply is told, unless AWS decides it", () => {
    const unknown = { before: { policy: policy(READ) }, after: {}, unknown: { policy: true } };
    expect(rulesOf(detect({ type: "aws_s3_bucket_policy", ...unknown }))).toEqual(["policy-unreadable"]);
    expect(rulesOf(detect({ type: "aws_s3_bucket_policy", after: {}, unknown: { policy: true } }))).toEqual([
      "new-policy-unreadable",
    ]);
    const computed = detectIn({
      format_version: "1.2",
      resource_changes: [change({ type: "aws_s3_bucket", ...unknown })],
      configuration: {
        root_module: { resources: [{ address: "aws_s3_bucket.this", expressions: { bucket: {} } }] },
      },
    });
    expect(computed).toEqual([]);
  });

  test("text that is no policy is told, and stops nothing", () => {
    for (const bad of ["", "{", "[]", "null", '{"Statement":3}', '{"Statement":[null]}']) {
      const found = detect({
        type: "aws_iam_role_policy",
        before: { policy: policy(READ) },
        after: { policy: bad },
      });
      expect(found).toHaveLength(1);
    }
  });

  test("inline blocks of a role are told apart by name", () => {
    const block = (...statements: JsonObject[]): JsonObject => ({
      name: "one",
      policy: policy(...statements),
    });
    const other = { name: "two", policy: policy({ ...READ, Action: "s3:ListBucket" }) };
    const reordered = detect({
      type: "aws_iam_role",
      before: { inline_policy: [block(READ), other] },
      after: { inline_policy: [other, block(READ)] },
    });
    expect(reordered).toEqual([]);
    const more = detect({
      type: "aws_iam_role",
      before: { inline_policy: [block(READ)] },
      after: { inline_policy: [other, block(READ)] },
    });
    expect(rulesOf(more)).toEqual(["iam-widened"]);
  });
});

test("a real plan's policies, through the real masker", () => {
  const plan = corpus("iam-policy");
  const found = detectIn(plan, maskerOf(plan, { key: new Uint8Array(32), redacted: false }));
  expect(found.map(({ rule, title }) => `${rule} ${title.split(":")[0] ?? ""}`).sort()).toEqual([
    "deny-removed aws_iam_role_policy.api",
    "iam-admin aws_iam_policy.shared",
    "iam-widened aws_iam_role_policy.api",
    "policy-public aws_s3_bucket_policy.assets",
    "trust-narrowed aws_iam_role.api",
    "trust-other-account aws_iam_role.api",
  ]);
  expect(found.find(({ rule }) => rule === "iam-widened")?.details).toEqual([
    "more actions: s3:PutObject on arn:aws:s3:::mindscape-assets/*",
  ]);
});
