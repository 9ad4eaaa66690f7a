import type { PlanInput } from "../../../../tools/review/input";
import {
  awsProvider,
  remoteState,
  removeFolders,
  type Block,
  type FixtureStack,
} from "../../fixtures/synthesis";
import { aliases, consumer, producer } from "../../fixtures/stacks";
import { changesIn, Repository, synthesisOf } from "./repository";

afterAll(removeFolders);

const STACK = "production-us-west-2-base";
const reader = (attribute: string): Block => ({
  data: { terraform_remote_state: { base: remoteState(STACK) } },
  resource: { aws_ssm_parameter: { this: { name: "/x", type: "String", value: `\${${attribute}}` } } },
});

async function compare(old: readonly FixtureStack[], fresh: readonly FixtureStack[], thorough = false) {
  const repository = new Repository();
  repository.commit(synthesisOf(old));
  const result = await repository.against(synthesisOf(fresh), { thorough });
  expect(repository.left()).toEqual([]);
  return result;
}

test("nothing changes: functions, count, aliases, references between stacks", async () => {
  const stacks = [producer, consumer, aliases];
  const result = await compare(stacks, stacks, true);
  expect(changesIn(result)).toEqual([]);
  const planned = result.plans.flatMap(({ plan }) => plan?.resource_changes ?? []);
  expect(planned.length).toBeGreaterThan(20);
  const outputs = result.plans.flatMap(({ plan }) => Object.values(plan?.output_changes ?? {}));
  expect(outputs.filter(({ actions }) => actions.join() !== "no-op")).toEqual([]);
});

test("nothing changes: what only Terraform can work out, for each, sensitive values, any type", async () => {
  const stack: FixtureStack = {
    id: STACK,
    configuration: {
      resource: {
        terraform_data: {
          built: { input: '${{ key = aws_kms_key.this.arn, list = [1, "two"] }}' },
          after: { triggers_replace: ["${terraform_data.built.id}"] },
        },
        aws_kms_key: { this: {} },
        aws_sns_topic: { each: { for_each: '${toset(["a", "b"])}', name: "${each.key}" } },
        aws_ssm_parameter: {
          each: {
            for_each: "${{ for name, topic in aws_sns_topic.each : name => topic }}",
            name: "/${each.key}",
            type: "SecureString",
            value: '${join(":", [upper(each.value.arn), aws_kms_key.this.key_id])}',
          },
        },
      },
      output: { arns: { value: "${[for topic in aws_sns_topic.each : topic.arn]}" } },
    },
  };
  const result = await compare([stack], [stack], true);
  expect(changesIn(result)).toEqual([]);
  expect(result.plans[0]?.plan?.resource_changes).toHaveLength(7);
});

test("a stack that is the same needs no second plan, and says that nothing changes", async () => {
  const result = await compare([producer], [producer]);
  expect(result.kind).toBe("against");
  expect(result.against).toMatch(/^[0-9a-f]{40}$/);
  expect(result.plans.map(({ status, plan }) => [status, plan?.resource_changes])).toEqual([["planned", []]]);
  expect(result.limits.join()).toContain("clean apply of");
});

describe("a replaced resource", () => {
  const base = (description: string): FixtureStack => ({
    id: STACK,
    configuration: {
      resource: { aws_security_group: { this: { name: "x", description, vpc_id: "vpc-0123" } } },
      output: {
        group: { value: "${aws_security_group.this.id}" },
        name: { value: "${aws_security_group.this.name}" },
      },
    },
  });
  const consumers = [
    {
      id: "production-us-west-2-data",
      dependencies: [STACK],
      configuration: reader("data.terraform_remote_state.base.outputs.group"),
    },
    {
      id: "production-us-west-2-edge",
      dependencies: [STACK],
      configuration: reader("data.terraform_remote_state.base.outputs.name"),
    },
  ];

  test("shows in those who read its id, and in nobody else", async () => {
    const result = await compare([base("one"), ...consumers], [base("two"), ...consumers]);
    expect(changesIn(result)).toEqual([
      `${STACK} delete+create aws_security_group.this`,
      "production-us-west-2-data update aws_ssm_parameter.this",
    ]);
  });
});

test("a stack that is gone is destroyed, also what no plan may destroy; a new one is created", async () => {
  const old: FixtureStack = {
    id: STACK,
    configuration: {
      provider: { aws: [awsProvider("us-west-2", {}), awsProvider("us-east-1", {}, "edge")] },
      resource: {
        aws_s3_bucket: { this: { bucket: "b", lifecycle: { prevent_destroy: true } } },
        aws_sns_topic: { this: { name: "t", provider: "aws.edge" } },
      },
    },
  };
  const fresh = { ...old, id: "production-us-west-2-data" };
  expect(changesIn(await compare([old], [fresh])).sort()).toEqual([
    "production-us-west-2-base delete aws_s3_bucket.this",
    "production-us-west-2-base delete aws_sns_topic.this",
    "production-us-west-2-data create aws_s3_bucket.this",
    "production-us-west-2-data create aws_sns_topic.this",
  ]);
});

test("a type that the new configuration no longer has is still understood", async () => {
  const old = {
    id: STACK,
    configuration: {
      resource: { aws_sns_topic: { this: { name: "t" } }, aws_sqs_queue: { this: { name: "q" } } },
    },
  };
  const fresh = { id: STACK, configuration: { resource: { aws_sns_topic: { this: { name: "t" } } } } };
  expect(changesIn(await compare([old], [fresh]))).toEqual([`${STACK} delete aws_sqs_queue.this`]);
});

test("a stack that the other commit cannot plan has nothing to be compared with", async () => {
  const broken = {
    id: STACK,
    configuration: { resource: { aws_vpc: { this: { cidr_block: "no range" } } } },
  };
  const fresh = {
    id: STACK,
    configuration: { resource: { aws_vpc: { this: { cidr_block: "10.0.0.0/16" } } } },
  };
  const [plan] = (await compare([broken], [fresh])).plans as [PlanInput];
  expect(plan.status).toBe("not-planned");
  expect(plan.reason).toMatch(/there is nothing to compare with.*invalid CIDR address: no range/s);
  expect(plan.plan).toBeUndefined();
});
