import { evaluate } from "../../support/policy";
import { type Attributes, resource, synthesis } from "../../support/synthesis";

const ACCOUNT = "333333333333";
const real = synthesis();
const base = real.json("production-us-west-2-base");

const arn = (purpose: string): string => `arn:aws:s3:::mindscape-production-${purpose}-${ACCOUNT}-us-west-2`;
const policy = (purpose: string): string =>
  String(resource(base, "aws_s3_bucket_policy", `${purpose}/policy`)["policy"]);
const PURPOSES = ["assets", "backups", "logs"] as const;

test.each(PURPOSES)("%s is versioned, private, owned by us and refuses plain HTTP", (purpose) => {
  expect(resource(base, "aws_s3_bucket_versioning", `${purpose}/versioning`)).toMatchObject({
    versioning_configuration: { status: "Enabled" },
  });
  expect(resource(base, "aws_s3_bucket_ownership_controls", `${purpose}/ownership`)).toMatchObject({
    rule: { object_ownership: "BucketOwnerEnforced" },
  });
  const plain = {
    action: "s3:GetObject",
    resource: `${arn(purpose)}/x`,
    context: { "aws:SecureTransport": "false" },
  };
  expect(evaluate(policy(purpose), plain)).toBe("deny");
  expect(evaluate(policy(purpose), { ...plain, context: { "aws:SecureTransport": "true" } })).toBe("none");
});

test.each([
  ["assets", "aws:kms", "assets-key"],
  ["backups", "aws:kms", "backup-key"],
  // What ELB and S3 access logs accept.
  ["logs", "AES256", undefined],
])("%s is encrypted with %s", (purpose, algorithm, key) => {
  const [rule] = resource(
    base,
    "aws_s3_bucket_server_side_encryption_configuration",
    `${purpose}/encryption`,
  )["rule"] as { apply_server_side_encryption_by_default: Record<string, string> }[];
  const { sse_algorithm, kms_master_key_id } = rule!.apply_server_side_encryption_by_default;
  expect(sse_algorithm).toBe(algorithm);
  expect(kms_master_key_id?.match(/aws_kms_key\.([a-z-]+)_/)?.[1]).toBe(key);
});

test("CloudFront reads static files for our distributions, and nothing else of the bucket", () => {
  const read = (account: string, key: string): string =>
    evaluate(policy("assets"), {
      principal: { Service: "cloudfront.amazonaws.com" },
      action: "s3:GetObject",
      resource: `${arn("assets")}/${key}`,
      context: { "aws:SourceArn": `arn:aws:cloudfront::${account}:distribution/E1` },
    });
  expect(read(ACCOUNT, "static/app.js")).toBe("allow");
  expect(read("999999999999", "static/app.js")).toBe("none");
  // Of users, for whom they were made.
  expect(read(ACCOUNT, "uploads/photo.jpg")).toBe("none");
});

const writers: [string, string, string, Record<string, string>][] = [
  [
    "logdelivery.elasticloadbalancing.amazonaws.com",
    `alb/AWSLogs/${ACCOUNT}/elasticloadbalancing/us-west-2/2026/01/01/x.log.gz`,
    `arn:aws:elasticloadbalancing:us-west-2:ACCOUNT:loadbalancer/app/x/1`,
    {},
  ],
  ["logging.s3.amazonaws.com", "s3/assets/2026-01-01", arn("assets"), {}],
  ["logging.s3.amazonaws.com", "s3/backups/2026-01-01", arn("backups"), {}],
  [
    "delivery.logs.amazonaws.com",
    `cloudfront/2026/01/01/E1.2026-01-01-00.x.gz`,
    `arn:aws:logs:us-east-1:ACCOUNT:delivery-source:cf`,
    { "s3:x-amz-acl": "bucket-owner-full-control" },
  ],
];

test.each(writers)("%s writes its logs under its own prefix (%s)", (service, key, source, more) => {
  const write = (account: string, object: string): string =>
    evaluate(policy("logs"), {
      principal: { Service: service },
      action: "s3:PutObject",
      resource: `${arn("logs")}/${object}`,
      context: {
        "aws:SourceAccount": account,
        "aws:SourceArn": source.replace("ACCOUNT", account),
        ...more,
      },
    });
  expect(write(ACCOUNT, key)).toBe("allow");
  expect(write("999999999999", key)).toBe("none");
  expect(write(ACCOUNT, "elsewhere/x")).toBe("none");
});

test("the requests to assets and backups are recorded, after the log bucket admits the writer", () => {
  for (const purpose of ["assets", "backups"]) {
    const logging = resource(base, "aws_s3_bucket_logging", `${purpose}/access-logs`);
    expect(logging).toMatchObject({
      target_bucket: `mindscape-production-logs-${ACCOUNT}-us-west-2`,
      target_prefix: `s3/${purpose}/`,
    });
    expect(logging["depends_on"]).toEqual([expect.stringMatching(/^aws_s3_bucket_policy\.logs_policy_/)]);
  }
});

/** Days by environment and bucket; S3 refuses Standard-IA before 30, and bills 30 there. */
const LIFECYCLE: [string, string, object][] = [
  ["production", "assets", { noncurrent: 30, abort: 7 }],
  ["production", "backups", { noncurrent: 35, abort: 7, expire: 400, infrequent: 30 }],
  ["production", "logs", { noncurrent: 7, abort: 7, expire: 365, infrequent: 30 }],
  ["staging", "backups", { noncurrent: 35, abort: 7, expire: 90, infrequent: 30 }],
  ["staging", "logs", { noncurrent: 7, abort: 7, expire: 30 }],
  ["development", "backups", { noncurrent: 35, abort: 7, expire: 30 }],
  ["development", "logs", { noncurrent: 7, abort: 7, expire: 7 }],
];

test.each(LIFECYCLE)("%s %s: what is kept how long", (environment, purpose, expected) => {
  const stack = real.json(`${environment}-us-west-2-base`);
  const lifecycle = resource(stack, "aws_s3_bucket_lifecycle_configuration", `${purpose}/lifecycle`);
  expect(lifecycle["depends_on"]).toEqual([expect.stringMatching(/^aws_s3_bucket_versioning\./)]);
  const rules = lifecycle["rule"] as Record<string, Attributes[] | undefined>[];
  const found = (block: string, field: string): unknown =>
    rules.flatMap((rule) => rule[block]?.map((entry) => entry[field]) ?? [])[0];
  const days = {
    noncurrent: found("noncurrent_version_expiration", "noncurrent_days"),
    abort: found("abort_incomplete_multipart_upload", "days_after_initiation"),
    expire: found("expiration", "days"),
    infrequent: found("transition", "days"),
  };
  expect(JSON.parse(JSON.stringify(days))).toEqual(expected);
  for (const rule of rules) expect(rule).toMatchObject({ status: "Enabled", filter: [{ prefix: "" }] });
});
