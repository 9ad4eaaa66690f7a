import { Testing, TerraformStack } from "cdktf";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { Construct } from "constructs";
import { constructOf, constructPaths } from "../../../../tools/review/changes/construct";
import { renamesIn as renamesBy } from "../../../../tools/review/changes/renames";
import type { ResourceChange } from "../../../../tools/review/plan";
import { synthesis } from "../../../support/synthesis";
import { corpus } from "../corpus";
import type { PlanInput } from "../../../../tools/review/input";
import { inputOf, maskerFor, STACK } from "./reviewing";

const renamesIn = (input: PlanInput) => renamesBy(input, maskerFor(input));

function created(address: string, after: NonNullable<ResourceChange["change"]["after"]>): ResourceChange {
  const [type = "", name = ""] = address.split(".");
  return {
    address,
    mode: "managed",
    type,
    name,
    change: { actions: ["create"], before: null, after, after_unknown: { id: true } },
  };
}

function deleted(address: string, before: NonNullable<ResourceChange["change"]["before"]>): ResourceChange {
  return { ...created(address, {}), change: { actions: ["delete"], before, after: null } };
}

const queue = { name: "jobs", delay_seconds: 5, fifo_queue: false, tags: { Team: "core" } };

function renames(...changes: ResourceChange[]) {
  return renamesIn(inputOf({ resource_changes: changes }));
}

test("the real plan of two renamed resources has a moved block for each", () => {
  const found = renamesIn(inputOf(corpus("renamed")));
  expect(found.map(({ from, to }) => [from, to])).toEqual([
    ["aws_dynamodb_table.old", "aws_dynamodb_table.sessions"],
    ["aws_sqs_queue.old", "aws_sqs_queue.jobs"],
  ]);
  expect(found[1]).toMatchObject({
    likeness: 1,
    remedy: "moved {\n  from = aws_sqs_queue.old\n  to   = aws_sqs_queue.jobs\n}",
  });
});

test("things that have another name, or nothing in common, are no renames", () => {
  expect(
    renames(
      deleted("aws_sqs_queue.a", queue),
      created("aws_sqs_queue.b", { ...queue, name: "mails", delay_seconds: 9 }),
    ),
  ).toEqual([]);
  expect(renames(deleted("aws_sqs_queue.a", queue), created("aws_sns_topic.b", queue))).toEqual([]);
  expect(renames(deleted("aws_x.a", { enabled: true }), created("aws_x.b", { enabled: true }))).toEqual([]);
  expect(renamesIn(inputOf(corpus("delete")))).toEqual([]);
  expect(renamesIn(inputOf(corpus("repeated")))).toEqual([]);
});

test("the only one of its type that changes nothing but its name is one, and its name has to stay", () => {
  const whole = { ...queue, kms_master_key_id: "alias/data", message_retention_seconds: 86400 };
  const [rename] = renames(
    deleted("aws_sqs_queue.a", whole),
    created("aws_sqs_queue.b", { ...whole, name: "mails" }),
  );
  expect(rename?.remedy).toMatch(/# and keep its name as it was/);
});

test("each of many is matched with its own, in linear time", () => {
  const count = 3000;
  const numbers = Array.from({ length: count }, (_, at) => at);
  const changes = numbers.flatMap((at) => [
    deleted(`aws_sqs_queue.old${String(at)}`, { ...queue, name: `queue-${String(at)}` }),
    created(`aws_sqs_queue.new${String(count - 1 - at)}`, {
      ...queue,
      name: `queue-${String(count - 1 - at)}`,
    }),
  ]);
  const found = renames(...changes);
  expect(found).toHaveLength(count);
  expect(found.every(({ from, to }) => from.replace("old", "new") === to)).toBe(true);
});

test("a queue of a CDKTF stack gets the line that makes CDKTF write the moved block", () => {
  class Jobs extends Construct {
    readonly queue: SqsQueue;
    constructor(scope: Construct, id: string, from?: string) {
      super(scope, id);
      this.queue = new SqsQueue(this, "queue", { name: "jobs" });
      if (from !== undefined) this.queue.moveFromId(from);
    }
  }
  const app = Testing.app();
  const stack = (id: string): TerraformStack => new TerraformStack(app, id);
  const old = new Jobs(stack("one"), "old").queue.friendlyUniqueId;
  const young = new Jobs(stack("two"), "young").queue.friendlyUniqueId;
  const [rename] = renames(deleted(`aws_sqs_queue.${old}`, queue), created(`aws_sqs_queue.${young}`, queue));
  expect(rename?.remedy).toBe(`// ${STACK}/young/queue\nresource.moveFromId("aws_sqs_queue.${old}");`);
  const from = /moveFromId\("(.*)"\)/.exec(rename?.remedy ?? "")?.[1];
  const renamed = stack("three");
  new Jobs(renamed, "young", from);
  expect(JSON.parse(Testing.synth(renamed))).toMatchObject({
    moved: [{ from: `aws_sqs_queue.${old}`, to: `aws_sqs_queue.${young}` }],
  });
});

test("construct paths are read from the synthesis, and nearly all are proven by their names alone", () => {
  let proven = 0;
  let all = 0;
  for (const stack of synthesis().stacks)
    for (const [address, path] of constructPaths(synthesis().outdir, stack)) {
      const [type = "", name = ""] = address.replace(/^data\./, "").split(".");
      const resource = { mode: "managed", type, name } as const;
      const found = constructOf(stack, resource);
      all++;
      if (found === null) continue;
      proven++;
      expect(found).toBe(path);
    }
  expect(all).toBeGreaterThan(500);
  expect(proven / all).toBeGreaterThan(0.9);
});

test("names that CDKTF did not make prove nothing", () => {
  expect(constructOf("s", { mode: "managed", type: "aws_x", name: "database_DEADBEEF" })).toBeNull();
  expect(constructPaths("/nonexistent", "s").size).toBe(0);
});
