import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { planPlainly } from "../../../tools/planning/plain";
import type { StackPlan } from "../../../tools/planning/stack-plan";
import { planOffline } from "../../../tools/planning/planner";
import { validateStacks } from "../../../tools/planning/validator";
import { optionsFor, planOf, readPlan, stubOutputs, valuesOf } from "../fixtures/plans";
import * as stacks from "../fixtures/stacks";
import { hashOf, removeFolders, temporaryFolder, writeSynthesis } from "../fixtures/synthesis";

const { producer, consumer, aliases, tagged, calling, refused, waiting, invalid } = stacks;
const { absent, readsAbsent, followsAbsent } = stacks;
const all = [
  producer,
  consumer,
  aliases,
  ...tagged,
  calling,
  refused,
  waiting,
  invalid,
  absent,
  readsAbsent,
  followsAbsent,
];

const synth = temporaryFolder();
const plansDirectory = temporaryFolder();
const options = optionsFor(synth, plansDirectory);
let before: string;
let plans: readonly StackPlan[];
afterAll(removeFolders);

beforeAll(async () => {
  writeSynthesis(synth, all);
  before = hashOf(synth);
  ({ plans } = await planOffline(options));
});

test("plans every stack that can be planned, in one run", () => {
  const unplanned = plans.filter(({ status }) => status !== "planned").map(({ id, status }) => [id, status]);
  expect(Object.fromEntries(unplanned)).toEqual({
    [refused.id]: "failed",
    [waiting.id]: "waiting",
    [invalid.id]: "failed",
    [absent.id]: "not-planned",
    [readsAbsent.id]: "not-planned",
  });
  expect(plans).toHaveLength(all.length);
});

describe("outputs that only AWS can tell", () => {
  const outputs = (): Record<string, { value: unknown; type: unknown }> =>
    stubOutputs(plansDirectory, producer.id);
  const value = (name: string): unknown => outputs()[name]?.value;

  test("have the form, account and region that they would have", () => {
    const key = /^arn:aws:kms:us-west-2:111111111111:key\/([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;
    expect(value("key")).toMatch(key);
    expect(value("key_id")).toBe(key.exec(String(value("key")))?.[1]);
    expect(value("topic")).toBe("arn:aws:sns:us-west-2:111111111111:alerts");
    expect(value("role")).toBe("arn:aws:iam::111111111111:role/flow");
    expect(value("bucket")).toBe("arn:aws:s3:::logs-of-production");
    expect(value("vpc")).toMatch(/^vpc-[0-9a-f]{17}$/);
    expect(value("security_group")).toMatch(/^sg-[0-9a-f]{17}$/);
    expect(value("issuer")).toMatch(/^https:\/\/oidc\.eks\.us-west-2\.amazonaws\.com\/id\/[0-9A-Z]{32}$/);
  });

  test("keep what the plan knows", () => {
    expect(value("bucket_name")).toBe("logs-of-production");
    expect(value("mixed")).toEqual({
      subnet: expect.stringMatching(/^subnet-[0-9a-f]{17}$/) as unknown,
      cidr: "10.0.9.0/24",
      text: `vpc=${String(value("vpc"))}!`,
    });
  });

  test("are as many as there are instances, each different", () => {
    const subnets = value("subnets") as string[];
    expect(subnets).toHaveLength(2);
    expect(new Set([...subnets, (value("mixed") as { subnet: string }).subnet]).size).toBe(3);
    expect(value("first")).toBe(subnets[0]);
  });

  test("reach the consumer and pass the provider's checks", () => {
    const plan = planOf(plans, consumer.id);
    expect(valuesOf(plan, "aws_flow_log.this")).toMatchObject({
      vpc_id: value("vpc"),
      iam_role_arn: value("role"),
    });
    expect(valuesOf(plan, "aws_cloudwatch_log_group.this")["kms_key_id"]).toBe(value("key"));
    const own = stubOutputs(plansDirectory, consumer.id);
    expect(own["certificate"]?.value).toMatch(/^-----BEGIN CERTIFICATE-----/);
    expect(own["subnets"]?.value).toBe((value("subnets") as string[]).join(","));
  });
});

describe("provider processes", () => {
  test("never give one stack another stack's default tags", () => {
    const found = tagged.flatMap(({ id }) =>
      readPlan(planOf(plans, id)).planned_values.root_module.resources.map(({ values }) => [
        id,
        values["tags_all"],
      ]),
    );
    const expected = tagged.flatMap(({ id }, index) =>
      Array.from({ length: 15 }, () => [id, { Owner: `owner${index}` }]),
    );
    expect(found).toEqual(expected);
  });

  test("never give one alias another alias's tags or region", () => {
    const plan = planOf(plans, aliases.id);
    const tags = readPlan(plan).planned_values.root_module.resources.map(({ address, values }) => [
      address.replace(/\d$/, ""),
      values["tags_all"],
    ]);
    expect(tags).toHaveLength(12);
    for (const [address, found] of tags) {
      expect(found).toEqual({ Which: address === "aws_sns_topic.edge" ? "edge" : "main" });
    }
    const { main, edge } = stubOutputs(plansDirectory, aliases.id);
    expect(main?.value).toBe("arn:aws:sns:us-west-2:111111111111:main0");
    expect(edge?.value).toBe("arn:aws:sns:us-east-1:111111111111:edge0");
  });
});

describe("calls to AWS during a plan", () => {
  test("are answered where the answer is known", () => {
    const plan = planOf(plans, calling.id);
    expect(plan.counts).toMatchObject({ add: 2, change: 0, destroy: 0 });
    expect(readPlan(plan).planned_values.outputs?.["account"]?.value).toBe("111111111111");
  });

  test("are refused and named otherwise, without stopping other stacks", () => {
    const { reason } = planOf(plans, refused.id);
    expect(reason).toContain("AWS calls that cannot be answered offline: ec2 DescribeVpcs");
    expect(reason).toContain("construct lookup/network/shared");
    expect(planOf(plans, waiting.id).reason).toBe(`waits for ${refused.id}, which failed`);
  });
});

test("a failure shows Terraform's words and the construct", () => {
  const { reason } = planOf(plans, invalid.id);
  expect(reason).toContain("10.0.0.0/33");
  expect(reason).toContain("aws_vpc.main, construct invalid/network/vpc");
});

test("a stack whose provider cannot be had is not planned, nor is who reads it; who merely follows it is", () => {
  expect(planOf(plans, absent.id).reason).toMatch(
    /^provider absent\.invalid\/none\/absent 1\.0\.0 cannot be had: .+/,
  );
  expect(planOf(plans, readsAbsent.id).reason).toBe(`it reads outputs of ${absent.id}, which is not planned`);
  expect(planOf(plans, followsAbsent.id).status).toBe("planned");
});

test("plans a byte-identical copy and leaves the synthesized folder as it was", () => {
  for (const { id, folder } of plans.filter(({ status }) => status === "planned")) {
    const original = readFileSync(path.join(synth, "stacks", id, "cdk.tf.json"));
    expect(readFileSync(path.join(folder ?? "", "cdk.tf.json")).equals(original)).toBe(true);
  }
  expect(hashOf(synth)).toBe(before);
});

test("a second run gives the same digests, whatever the caller's environment says", async () => {
  const wanted = [consumer.id, calling.id, aliases.id];
  const environment = {
    ...process.env,
    AWS_PROFILE: "absent",
    AWS_ACCESS_KEY_ID: "AKIAEXAMPLE",
    AWS_CA_BUNDLE: "/absent",
    TF_CLI_ARGS_plan: "-destroy",
    TF_VAR_token: "other",
    TF_WORKSPACE: "other",
    TF_DATA_DIR: "/absent",
    TF_LOG: "trace",
    TF_CLI_CONFIG_FILE: "/absent",
  };
  const { plans: again } = await planOffline({ ...options, stacks: wanted, environment });
  expect(again.map(({ id }) => id)).toEqual([producer.id, consumer.id, aliases.id, calling.id]);
  for (const { id, digest } of again) {
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
    expect(digest).toBe(planOf(plans, id).digest);
  }
});

test("a digest changes with the plan", async () => {
  const other = temporaryFolder();
  const [queue] = tagged;
  if (queue === undefined) throw new Error("no fixture");
  const { resource } = queue.configuration as { resource: { aws_sqs_queue: Record<string, object> } };
  const changed = { aws_sqs_queue: { ...resource.aws_sqs_queue, q0: { name: "q0", delay_seconds: 5 } } };
  writeSynthesis(other, [{ ...queue, configuration: { ...queue.configuration, resource: changed } }]);
  const { plans: again } = await planOffline({ ...options, synthDirectory: other });
  expect(again[0]?.status).toBe("planned");
  expect(again[0]?.digest).not.toBe(planOf(plans, queue.id).digest);
});

test("Terraform alone makes the same plans", async () => {
  const { plans: plain } = await planPlainly({ ...options, stacks: [aliases.id, producer.id] });
  expect(plain.map(({ id, digest }) => [id, digest])).toEqual(
    [producer.id, aliases.id].map((id) => [id, planOf(plans, id).digest]),
  );
});

test("validates the pristine configuration, and says what is wrong with it", async () => {
  const found = await validateStacks({
    ...options,
    stacks: [consumer.id, aliases.id, invalid.id, absent.id],
  });
  expect(found.map(({ id, status }) => [id, status])).toEqual([
    [producer.id, "valid"],
    [consumer.id, "valid"],
    [aliases.id, "valid"],
    [invalid.id, "invalid"],
    [absent.id, "not-validated"],
  ]);
  expect(found[3]?.reason).toContain("aws_vpc.main, construct invalid/network/vpc");
  const copy = readdirSync(path.join(plansDirectory, ".work/.validate", consumer.id));
  expect(copy.filter((name) => name.endsWith(".json"))).toEqual(["cdk.tf.json"]);
});
