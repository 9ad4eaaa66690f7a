import type { Json, JsonObject } from "../../../../tools/planning/json";
import { changedLines } from "../../../../tools/review/risks/shown";
import { change, foundIn, OPEN, planOf } from "./plans";

function lines(
  before: JsonObject,
  after: JsonObject,
  patterns: readonly string[],
  unknown: Json = {},
): string[] {
  const resource = change({ type: "aws_x", actions: "updated", before, after, unknown });
  return changedLines(
    { stack: "one", plan: planOf(resource), resource, masker: OPEN, cause: null },
    patterns,
  );
}

test("of a parameter only its value that changes is told, by the parameter's name", () => {
  const parameters = (connections: string): JsonObject => ({
    parameter: [
      { name: "max_connections", value: connections, apply_method: "pending-reboot" },
      { name: "work_mem", value: "4096", apply_method: "immediate" },
    ],
  });
  const told = foundIn({
    type: "aws_db_parameter_group",
    actions: "updated",
    before: parameters("100"),
    after: parameters("200"),
  });
  expect(told.flatMap(({ details = [] }) => details)).toContain(
    'parameter["max_connections"].value: "100" -> "200"',
  );
  expect(JSON.stringify(told)).not.toContain("4096");
});

test("of tags only those that change are told", () => {
  const tags = (owner: string): JsonObject => ({
    tag_specifications: [
      { resource_type: "instance", tags: { Owner: owner, Team: "core", "cost-center": owner } },
      { resource_type: "volume", tags: { Team: "core" } },
    ],
  });
  expect(lines(tags("a"), tags("b"), ["tag_specifications"])).toEqual([
    'tag_specifications[0].tags.Owner: "a" -> "b"',
    'tag_specifications[0].tags.cost-center: "a" -> "b"',
  ]);
});

test("only what is at the pattern is told, also of blocks that come or go", () => {
  const block = { logging: [{ enabled: true, bucket: "logs", level: { depth: 3 } }] };
  expect(lines(block, {}, ["logging[].enabled"])).toEqual(["logging[].enabled: true -> null"]);
  expect(lines({}, block, ["logging[].level.depth"])).toEqual(["logging[].level.depth: null -> 3"]);
  expect(lines(block, {}, ["logging[].absent", "other"])).toEqual([]);
  const other = { logging: [{ enabled: false, bucket: "others", level: { depth: 3 } }] };
  expect(lines(block, other, ["logging[].enabled"])).toEqual(["logging[0].enabled: true -> false"]);
});

test("what is not known yet is said, and nothing that stays", () => {
  const before = { version: "1", ids: ["a", "b"] };
  expect(lines(before, { ids: ["b", "c"] }, ["version", "ids"], { version: true })).toEqual([
    'version: "1" -> (known after apply)',
    'ids[]: "a" -> null',
    'ids[]: null -> "c"',
  ]);
  expect(lines(before, before, ["version", "ids"])).toEqual([]);
});

test("more than a few lines are counted", () => {
  const many = (value: number): JsonObject => ({
    settings: Object.fromEntries(Array.from({ length: 12 }, (_, at) => [`k${String(at)}`, value])),
  });
  const told = lines(many(1), many(2), ["settings"]);
  expect(told).toHaveLength(6);
  expect(told.at(-1)).toBe("and 7 more");
});
