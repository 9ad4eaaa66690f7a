import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import type { TerraformElement, TerraformStack } from "cdktf";
import { AWS_KEY, type Build, type Case, KEY, policy, problemsOf, testRule } from "./synthesis";

const ALL_ON = {
  blockPublicAcls: true,
  blockPublicPolicy: true,
  ignorePublicAcls: true,
  restrictPublicBuckets: true,
};

/** Refuses plain text; `${arn}` may be a reference. */
const tlsOnly = (arn: string) => ({
  Effect: "Deny",
  Principal: "*",
  Action: "s3:*",
  Resource: [arn, `${arn}/*`],
  Condition: { Bool: { "aws:SecureTransport": "false" } },
});

/** A bucket that every rule likes; `parts` can be broken by an override before synthesis. */
function goodBucket(stack: TerraformStack): Record<string, TerraformElement> {
  const bucket = new S3Bucket(stack, "bucket", {
    bucket: "mindscape-assets",
    forceDestroy: false,
    lifecycle: { preventDestroy: true },
  });
  return {
    bucket,
    block: new S3BucketPublicAccessBlock(stack, "block", { bucket: bucket.id, ...ALL_ON }),
    owner: new S3BucketOwnershipControls(stack, "owner", {
      // The literal name is as good as a reference.
      bucket: "mindscape-assets",
      rule: { objectOwnership: "BucketOwnerEnforced" },
    }),
    encryption: new S3BucketServerSideEncryptionConfigurationA(stack, "encryption", {
      bucket: bucket.bucket,
      rule: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: KEY } }],
    }),
    policy: new S3BucketPolicy(stack, "policy", { bucket: bucket.id, policy: policy(tlsOnly(bucket.arn)) }),
  };
}

const broken =
  (part: string, path: string, value: unknown): Build =>
  (stack) =>
    goodBucket(stack)[part]?.addOverride(path, value);
const bare: Build = (stack) => new S3Bucket(stack, "bucket", { bucket: "mindscape-assets" });
const good: Case = { what: "a complete bucket", build: goodBucket, problems: [] };
const replaced = (rule: object) => [{ apply_server_side_encryption_by_default: rule }];

test("a complete bucket satisfies all rules about buckets", () => {
  const rules = [
    "encrypted-with-our-keys",
    "private-buckets",
    "tls-only",
    "no-anonymous-grants",
    "deletion-protection",
  ];
  expect(rules.flatMap((rule) => problemsOf(rule as "tls-only", goodBucket))).toEqual([]);
});

testRule("private-buckets", [
  good,
  {
    what: "a bare bucket",
    build: bare,
    problems: [/no aws_s3_bucket_public_access_block names it/, /no aws_s3_bucket_ownership_controls/],
  },
  {
    what: "one switch overridden",
    build: broken("block", "restrict_public_buckets", false),
    problems: [/^restrict_public_buckets of its .* not true/],
  },
  {
    what: "a block for another bucket",
    build: broken("block", "bucket", "another"),
    problems: [/no aws_s3_bucket_public_access_block names it/],
  },
  {
    what: "ACLs in use",
    build: broken("owner", "rule", { object_ownership: "BucketOwnerPreferred" }),
    problems: [/enforces its owner/],
  },
]);

testRule("encrypted-with-our-keys", [
  good,
  { what: "a bare bucket", build: bare, problems: [/no aws_s3_bucket_server_side_encryption_configuration/] },
  {
    what: "S3's own key",
    build: (stack) => {
      const bucket = new S3Bucket(stack, "bucket", { bucket: "mindscape-logs" });
      new S3BucketServerSideEncryptionConfigurationA(stack, "encryption", {
        bucket: bucket.id,
        rule: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
      });
    },
    problems: [/sse_algorithm is AES256/, /kms_master_key_id is not set/],
  },
  {
    what: "a rule appended by an override",
    build: broken("encryption", "rule", replaced({ sse_algorithm: "aws:kms", kms_master_key_id: AWS_KEY })),
    problems: [/AWS's own key/],
  },
  {
    what: "an override that removes the whole rule",
    build: broken("encryption", "rule", null),
    problems: [/has no rule/],
  },
]);

testRule("tls-only", [
  good,
  { what: "no policy", build: bare, problems: [/no policy of its own refuses/] },
  {
    what: "a policy that allows only",
    build: broken(
      "policy",
      "policy",
      policy({ Effect: "Allow", Principal: "*", Action: "s3:*", Resource: "*" }),
    ),
    problems: [/no policy/],
  },
  {
    what: "a refusal of reading only",
    build: broken("policy", "policy", policy({ ...tlsOnly("arn:aws:s3:::a"), Action: "s3:GetObject" })),
    problems: [/no policy/],
  },
  {
    what: "a refusal for objects only",
    build: broken("policy", "policy", policy({ ...tlsOnly("arn:aws:s3:::a"), Resource: "arn:aws:s3:::a/*" })),
    problems: [/no policy/],
  },
  {
    what: "a refusal for the bucket without its objects",
    build: broken("policy", "policy", policy({ ...tlsOnly("arn:aws:s3:::a"), Resource: "arn:aws:s3:::a" })),
    problems: [/no policy/],
  },
  {
    what: "a refusal of those who do come with TLS",
    build: broken(
      "policy",
      "policy",
      policy({ ...tlsOnly("arn:aws:s3:::a"), Condition: { Bool: { "aws:SecureTransport": "true" } } }),
    ),
    problems: [/no policy/],
  },
  {
    what: "a refusal for one caller only",
    build: broken("policy", "policy", policy({ ...tlsOnly("arn:aws:s3:::a"), Principal: { AWS: KEY } })),
    problems: [/no policy/],
  },
  {
    what: "a refusal with a second condition",
    build: broken(
      "policy",
      "policy",
      policy({
        ...tlsOnly("arn:aws:s3:::a"),
        Condition: { Bool: { "aws:SecureTransport": "false" }, StringEquals: { "aws:SourceVpc": "vpc-1" } },
      }),
    ),
    problems: [/no policy/],
  },
  {
    what: "a policy document",
    build: (stack) => {
      const bucket = new S3Bucket(stack, "bucket", { bucket: "mindscape-assets" });
      const document = new DataAwsIamPolicyDocument(stack, "document", {
        statement: [
          {
            effect: "Deny",
            principals: [{ type: "*", identifiers: ["*"] }],
            actions: ["s3:*"],
            resources: [bucket.arn, `${bucket.arn}/*`],
            condition: [{ test: "Bool", variable: "aws:SecureTransport", values: ["false"] }],
          },
        ],
      });
      new S3BucketPolicy(stack, "policy", { bucket: bucket.id, policy: document.json });
    },
    problems: [],
  },
  {
    what: "a topic that refuses plain text, named by its ARN, and a queue that does not",
    build: (stack) => {
      const arn = "arn:aws:sns:us-west-2:111111111111:mindscape-page";
      new SnsTopic(stack, "topic", { name: "mindscape-page" });
      new SnsTopicPolicy(stack, "policy", {
        arn,
        policy: policy({ ...tlsOnly(arn), Action: "sns:Publish", Resource: arn }),
      });
      new SqsQueue(stack, "queue", { name: "mindscape-jobs" });
    },
    problems: [/no policy/],
  },
]);
