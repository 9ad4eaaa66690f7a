import type { Json } from "../../../tools/planning/json";
import { placeholder } from "../../../tools/planning/placeholders/placeholder";

const context = (
  type: string,
  known: Record<string, Json> = {},
  seed = "stack a",
): Parameters<typeof placeholder>[0] => ({
  type,
  name: "Main_This",
  account: "111111111111",
  region: "eu-west-1",
  seed: `${seed} ${type}`,
  known,
});
const of = (type: string, attribute: string, known?: Record<string, Json>): string =>
  placeholder(context(type, known), attribute.split("."), "string") as string;

test.each([
  ["aws_vpc", "id", /^vpc-[0-9a-f]{17}$/],
  ["aws_vpc", "default_security_group_id", /^sg-[0-9a-f]{17}$/],
  ["aws_vpc", "main_route_table_id", /^rtb-[0-9a-f]{17}$/],
  ["aws_vpc", "owner_id", /^111111111111$/],
  ["aws_eip", "allocation_id", /^eipalloc-[0-9a-f]{17}$/],
  ["aws_launch_template", "id", /^lt-[0-9a-f]{17}$/],
  ["aws_efs_file_system", "dns_name", /^fs-[0-9a-f]{17}\.efs\.eu-west-1\.amazonaws\.com$/],
  [
    "aws_lb",
    "id",
    /^arn:aws:elasticloadbalancing:eu-west-1:111111111111:loadbalancer\/app\/main-this-[0-9a-f]{8}\/[0-9a-f]{16}$/,
  ],
  ["aws_lb", "zone_id", /^Z[0-9A-Z]{13}$/],
  ["aws_route53_zone", "name_servers", /^ns-\d+\.awsdns-\d\d\.com$/],
  ["aws_cloudfront_distribution", "domain_name", /^d[0-9a-f]{13}\.cloudfront\.net$/],
  ["aws_cloudfront_distribution", "arn", /^arn:aws:cloudfront::111111111111:distribution\/E[0-9A-Z]{13}$/],
  ["aws_unheard_of_thing", "arn", /^arn:aws:unheard:eu-west-1:111111111111:of-thing\/main-this-[0-9a-f]{8}$/],
  ["aws_backup_plan", "id", /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/],
  ["aws_x_y", "service_role_arn", /^arn:aws:iam::111111111111:role\//],
  ["aws_x_y", "created_at", /^\d{4}-\d\d-\d\dT/],
  ["aws_x_y", "something", /^something-[0-9a-f]{16}$/],
])("%s.%s has the form of the real one", (type, attribute, form) => {
  expect(of(type, attribute)).toMatch(form);
});

test.each([
  ["aws_s3_bucket", "id", { bucket: "logs" }, "logs"],
  ["aws_s3_bucket", "arn", { bucket: "logs" }, "arn:aws:s3:::logs"],
  ["aws_iam_role", "arn", { name: "reader" }, "arn:aws:iam::111111111111:role/reader"],
  ["aws_iam_role", "id", { name: "reader" }, "reader"],
  ["aws_sqs_queue", "url", { name: "jobs" }, "https://sqs.eu-west-1.amazonaws.com/111111111111/jobs"],
  [
    "aws_ecr_repository",
    "repository_url",
    { name: "api" },
    "111111111111.dkr.ecr.eu-west-1.amazonaws.com/api",
  ],
])("%s.%s carries the known name", (type, attribute, known, expected) => {
  expect(of(type, attribute, known)).toBe(expected);
});

test("an endpoint is the address with the port", () => {
  const known = { identifier: "main" };
  expect(of("aws_db_instance", "endpoint", known)).toBe(`${of("aws_db_instance", "address", known)}:5432`);
});

test("a cluster's certificate is base64 of a certificate", () => {
  const value = of("aws_eks_cluster", "certificate_authority.data");
  expect(Buffer.from(value, "base64").toString()).toMatch(/^-----BEGIN CERTIFICATE-----\n/);
});

test("the type decides the shape", () => {
  expect(placeholder(context("aws_x"), ["port"], "number")).toBe(5432);
  expect(placeholder(context("aws_x"), ["latest_version"], "number")).toBe(1);
  expect(placeholder(context("aws_x"), ["enabled"], "bool")).toBe(false);
  expect(placeholder(context("aws_x"), ["subnet_ids"], ["set", "string"])).toEqual([
    expect.stringMatching(/^subnet-/),
  ]);
  expect(placeholder(context("aws_x"), ["tags"], ["map", "string"])).toEqual({});
  const nested = placeholder(
    context("aws_x"),
    ["vpc"],
    ["list", ["object", { vpc_id: "string", port: "number" }]],
  );
  expect(nested).toEqual([{ vpc_id: expect.stringMatching(/^vpc-/) as unknown, port: 5432 }]);
});

test("a value is the same in every run and another in every stack", () => {
  const first = placeholder(context("aws_vpc"), ["id"], "string");
  expect(placeholder(context("aws_vpc"), ["id"], "string")).toBe(first);
  expect(placeholder(context("aws_vpc", {}, "stack b"), ["id"], "string")).not.toBe(first);
});
