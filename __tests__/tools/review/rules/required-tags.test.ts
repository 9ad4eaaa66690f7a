import type { JsonObject } from "../../../../tools/planning/json";
import type { Detected } from "../../../../tools/review/detector";
import { requiredTags } from "../../../../tools/review/rules/required-tags";
import { corpus } from "../corpus";
import { change, TRANSPARENT } from "../access/support";

const find = requiredTags(["Owner", "Layer"]);

function tagged(
  before: JsonObject | null,
  after: JsonObject | null,
  unknown: JsonObject = {},
): readonly Detected[] {
  const resource = change({ type: "aws_sqs_queue", before, after, unknown });
  return find({ stack: "s", plan: { format_version: "1.2" }, resource, masker: TRANSPARENT, cause: null });
}

test.each<[string, JsonObject, JsonObject, string[]]>([
  ["all are there", { tags_all: { Owner: "a", Layer: "b" } }, {}, []],
  ["one is missing", { tags_all: { Owner: "a" } }, {}, ["aws_sqs_queue.this: the tag Layer is missing"]],
  [
    "one is empty",
    { tags_all: { Owner: "a", Layer: " " } },
    {},
    ["aws_sqs_queue.this: the tag Layer is missing"],
  ],
  ["none are there", { tags_all: null }, {}, ["aws_sqs_queue.this: the tags Owner, Layer are missing"]],
  ["one is known after apply", { tags_all: { Owner: "a" } }, { tags_all: { Layer: true } }, []],
  ["all are known after apply", { tags_all: null }, { tags_all: true }, []],
  ["it cannot have tags", { tags: null }, {}, []],
])("%s", (_what, after, unknown, titles) => {
  expect(tagged(null, after, unknown).map(({ title }) => title)).toEqual(titles);
  expect(tagged({ tags_all: {} }, { ...after, size: 1 }, unknown).map(({ title }) => title)).toEqual(titles);
});

test("says nothing of what goes or does not change", () => {
  expect(tagged({ tags_all: {} }, null)).toEqual([]);
  expect(tagged({ tags_all: {} }, { tags_all: {} })).toEqual([]);
});

test("without keys nothing is required", () => {
  const resource = change({ type: "aws_sqs_queue", after: { tags_all: {} } });
  expect(
    requiredTags([])({
      stack: "s",
      plan: { format_version: "1.2" },
      resource,
      masker: TRANSPARENT,
      cause: null,
    }),
  ).toEqual([]);
});

test("finds them in a real plan", () => {
  const plan = corpus("create");
  const found = (plan.resource_changes ?? []).flatMap((resource) =>
    requiredTags(["NoSuchTag"])({ stack: "s", plan, resource, masker: TRANSPARENT, cause: null }),
  );
  const taggable = (plan.resource_changes ?? []).filter(
    ({ change: { after } }) => typeof after === "object" && after !== null && "tags_all" in after,
  );
  expect(taggable.length).toBeGreaterThan(0);
  expect(found).toHaveLength(taggable.length);
});
