import { evaluate } from "../../support/policy";
import { resource, resources, type StackJson, synthesis } from "../../support/synthesis";

const ACCOUNT = "333333333333";
const ZONE_ARN = "arn:aws:route53:::hostedzone/Z1";
const real = synthesis();
const dns = real.json("production-global-dns");

/** References to the zone's ARN replaced by one. */
function logPolicy(stack: StackJson): string {
  const policy = resource(stack, "aws_cloudwatch_log_resource_policy", "query-logs/may-write");
  return (policy["policy_document"] as string).replace(/\$\{aws_route53_zone\.[^}]*\.arn\}/, ZONE_ARN);
}

const GROUP = `arn:aws:logs:us-east-1:${ACCOUNT}:log-group:/aws/route53/mindscape.example`;

test.each([
  ["for our zone", {}, "allow"],
  ["for another zone", { "aws:SourceArn": "arn:aws:route53:::hostedzone/Z2" }, "none"],
  ["for another account's zone", { "aws:SourceAccount": "999999999999" }, "none"],
])("Route 53 writes queries %s: %j", (_, changed, expected) => {
  const request = {
    principal: { Service: "route53.amazonaws.com" },
    action: "logs:PutLogEvents",
    resource: `${GROUP}:log-stream:Z1/IAD1`,
    context: { "aws:SourceArn": ZONE_ARN, "aws:SourceAccount": ACCOUNT, ...changed },
  };
  expect(evaluate(logPolicy(dns), request)).toBe(expected);
  const elsewhere = { ...request, resource: `${GROUP}-2:log-stream:Z1/IAD1` };
  expect(evaluate(logPolicy(dns), elsewhere)).toBe("none");
});

test("Route 53 may write before the zone is told to log", () => {
  const queries = resource(dns, "aws_route53_query_log", "query-logs/query-log");
  expect(queries["depends_on"]).toEqual([expect.stringMatching(/^aws_cloudwatch_log_resource_policy\./)]);
  expect(queries["cloudwatch_log_group_arn"]).toMatch(/aws_cloudwatch_log_group\.query-logs_/);
});

test("group, policy and key are in us-east-1, the only region that Route 53 writes to", () => {
  const types = [
    "aws_cloudwatch_log_group",
    "aws_cloudwatch_log_resource_policy",
    "aws_kms_key",
    "aws_kms_alias",
  ];
  for (const type of types) {
    const providers = [...resources(dns, type).values()].map(({ provider }) => provider);
    expect([type, providers]).toEqual([type, ["aws.us-east-1"]]);
  }
  expect(dns.provider["aws"]?.[1]).toMatchObject({ alias: "us-east-1", region: "us-east-1" });
});

test.each([
  ["us-east-1", "allow"],
  ["us-east-2", "none"],
])("the key encrypts log groups of %s: %s", (region, expected) => {
  const request = {
    principal: { Service: "logs.us-east-1.amazonaws.com" },
    action: "kms:GenerateDataKey",
    context: { "kms:EncryptionContext:aws:logs:arn": GROUP.replace("us-east-1", region) },
  };
  expect(evaluate(String(resource(dns, "aws_kms_key", "key/key")["policy"]), request)).toBe(expected);
});

test("only AWS issues certificates for the domain", () => {
  expect(resource(dns, "aws_route53_record", "zone/authorities")).toMatchObject({
    name: "mindscape.example",
    type: "CAA",
    records: ['0 issue "amazon.com"'],
  });
});

test("a zone whose name servers somebody wrote down is kept as the environment says", () => {
  const zone = (environment: string) =>
    resource(real.json(`${environment}-global-dns`), "aws_route53_zone", "zone/zone");
  expect(zone("production")).toMatchObject({ force_destroy: false, lifecycle: { prevent_destroy: true } });
  expect(zone("development")).toMatchObject({ name: "development.mindscape.example", force_destroy: true });
  expect(zone("development")["lifecycle"]).toBeUndefined();
});
