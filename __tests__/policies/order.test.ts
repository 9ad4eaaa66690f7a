import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { DataAwsAmi } from "@cdktf/provider-aws/lib/data-aws-ami";
import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { LaunchTemplate } from "@cdktf/provider-aws/lib/launch-template";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { DataTerraformRemoteStateLocal, TerraformResource, type TerraformStack } from "cdktf";
import { AWS_KEY, KEY, LOCKED, TAGS, testRule } from "./synthesis";

const group = (config: object) => (stack: TerraformStack) => new CloudwatchLogGroup(stack, "group", config);

testRule("log-groups", [
  { what: "retention and key", build: group({ retentionInDays: 30, kmsKeyId: KEY }), problems: [] },
  {
    what: "neither",
    build: group({}),
    problems: [/^retention_in_days is not set/, /^kms_key_id is not set/],
  },
  {
    what: "never expiring",
    build: group({ retentionInDays: 0, kmsKeyId: KEY }),
    problems: [/^retention_in_days is 0/],
  },
  {
    what: "days that AWS refuses",
    build: group({ retentionInDays: 31, kmsKeyId: KEY }),
    problems: [/is 31; allowed/],
  },
  {
    what: "AWS's own key",
    build: group({ retentionInDays: 30, kmsKeyId: AWS_KEY }),
    problems: [/AWS's own key/],
  },
  {
    what: "days overridden",
    build: (stack) =>
      group({ retentionInDays: 30, kmsKeyId: KEY })(stack).addOverride("retention_in_days", null),
    problems: [/^retention_in_days is not set/],
  },
]);

testRule("no-lookups", [
  {
    what: "states and documents",
    build: (stack) => {
      new DataAwsIamPolicyDocument(stack, "document", {});
      new DataTerraformRemoteStateLocal(stack, "state", { path: "x" });
    },
    problems: [],
  },
  {
    what: "an image by filter",
    build: (stack) => new DataAwsAmi(stack, "image", { owners: ["amazon"] }),
    problems: [/^data source aws_ami asks a service$/],
  },
  {
    what: "one that came by an override",
    build: (stack) => stack.addOverride("data.aws_caller_identity.me", {}),
    problems: [/aws_caller_identity/],
  },
]);

testRule("imds-v2", [
  {
    what: "tokens required",
    build: (stack) => new LaunchTemplate(stack, "nodes", { metadataOptions: { httpTokens: "required" } }),
    problems: [],
  },
  {
    what: "tokens optional",
    build: (stack) => new LaunchTemplate(stack, "nodes", { metadataOptions: { httpTokens: "optional" } }),
    problems: [/http_tokens is optional/],
  },
  {
    what: "nothing said",
    build: (stack) => new LaunchTemplate(stack, "nodes", {}),
    problems: [/http_tokens is not set/],
  },
]);

const limit = { min: 3, max: 8, pattern: /^[a-z]+$/, allowed: "a-z", source: "https://docs.aws.amazon.com" };
const settings = {
  ...LOCKED,
  nameLimits: {
    "aws_sqs_queue.name": limit,
    "aws_sqs_queue.tags.Name": limit,
    "aws_iam_role_policy.name": limit,
  },
};
const queues =
  (...names: string[]) =>
  (stack: TerraformStack) =>
    names.forEach((name, index) => new SqsQueue(stack, `queue-${index}`, { name }));
const rolePolicy = (stack: TerraformStack, id: string, role: string) =>
  new IamRolePolicy(stack, id, { name: "inline", role, policy: "{}" });

testRule("names", [
  { what: "short enough", settings, build: queues("jobs", "failed"), problems: [] },
  { what: "not known yet", settings, build: queues("${var.name_of_the_queue}"), problems: [] },
  {
    what: "too long",
    settings,
    build: queues("dead-letters"),
    problems: [/^name "dead-letters" has 12 characters; allowed are 3-8$/],
  },
  { what: "too short", settings, build: queues("a"), problems: [/has 1 characters/] },
  {
    what: "refused characters",
    settings,
    build: queues("Jobs"),
    problems: [/^name "Jobs" is refused; allowed are a-z$/],
  },
  {
    what: "a name inside a map",
    settings,
    build: (stack) => new SqsQueue(stack, "queue", { tags: { Name: "X" } }),
    problems: [/^tags\.Name "X"/],
  },
  {
    what: "one name twice",
    settings,
    build: queues("jobs", "jobs"),
    problems: [/^name "jobs" is also the name of test\/queue-1$/, /test\/queue-0$/],
  },
  {
    what: "one name in two regions",
    settings,
    build: (stack) => {
      const tags = [{ tags: TAGS }];
      const provider = new AwsProvider(stack, "other", {
        region: "us-east-2",
        alias: "other",
        defaultTags: tags,
      });
      new SqsQueue(stack, "here", { name: "jobs" });
      new SqsQueue(stack, "there", { name: "jobs", provider });
    },
    problems: [],
  },
  {
    what: "one name in two roles, and twice in one",
    settings,
    build: (stack) => {
      rolePolicy(stack, "a", "reader");
      rolePolicy(stack, "b", "writer");
      rolePolicy(stack, "c", "writer");
    },
    problems: [/also the name of test\/c/, /also the name of test\/b/],
  },
]);

const filled = (resources: number, count?: number) => (stack: TerraformStack) => {
  for (let index = 0; index < resources; index++) {
    const resource = new TerraformResource(stack, `r${index}`, { terraformResourceType: "aws_eip" });
    if (count !== undefined && index === 0) resource.addOverride("count", count);
  }
};

testRule("stack-size", [
  { what: "150 resources", build: filled(150), problems: [] },
  { what: "151 resources", build: filled(151), problems: [/^has 151 resources; allowed are 150$/] },
  { what: "one resource counted 200 times", build: filled(1, 200), problems: [/^has 200 resources/] },
]);
