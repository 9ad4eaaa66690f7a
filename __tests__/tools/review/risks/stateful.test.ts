import { STATEFUL } from "../../../../tools/review/risks/stateful/catalog";
import { corpus } from "../corpus";
import { foundIn, found, change, planOf } from "./plans";

const ROWS = STATEFUL.flatMap((row) => row.types.map((type) => [type, row] as const));
const LOSS = /^(stateful|contents)-(destroyed|replaced|forgotten)$/;
const losses = (all: ReturnType<typeof foundIn>): string[] =>
  all.map(({ rule }) => rule).filter((rule) => LOSS.test(rule));

test("every type is listed once, says why, and what is lost", () => {
  const types = ROWS.map(([type]) => type);
  expect(new Set(types).size).toBe(types.length);
  expect(types.length).toBeGreaterThan(400);
  for (const [, { kind, why, lost, replaced }] of ROWS)
    for (const text of [kind, why, lost, replaced ?? "it is so"]) expect(text).toMatch(/^[^.!]{3,}$/);
});

test.each(ROWS)("%s: told when it is destroyed, replaced or forgotten, and only then", (type, { grade }) => {
  const what = grade === "data" ? "stateful" : "contents";
  const level = grade === "data" ? "deny" : "warn";
  const before = { id: "x" };
  const destroyed = foundIn({ type, actions: "destroyed", before }).filter(({ rule }) => LOSS.test(rule));
  expect(destroyed).toEqual([expect.objectContaining({ rule: `${what}-destroyed`, level })]);
  expect(destroyed[0]?.title).toContain(`${type}.this`);
  for (const actions of ["replaced", "replaced, the new one first"] as const)
    expect(losses(foundIn({ type, actions, before, after: before }))).toEqual([`${what}-replaced`]);
  expect(losses(foundIn({ type, actions: "forgotten", before }))).toEqual(["stateful-forgotten"]);
  expect(losses(foundIn({ type, actions: "created", after: before }))).toEqual([]);
  expect(losses(foundIn({ type, actions: "updated", before, after: before }))).toEqual([]);
  expect(losses(foundIn({ type, actions: "untouched", before, after: before }))).toEqual([]);
});

const db = (before: object, actions: "destroyed" | "replaced" = "destroyed", after: object | null = null) =>
  foundIn({ type: "aws_db_instance", actions, before: { ...before }, after: after && { ...after } })[0];

test("how a deletion goes is read from the state", () => {
  expect(db({ skip_final_snapshot: true, delete_automated_backups: true })?.details).toEqual([
    "it holds the rows of a database",
    "no final snapshot is taken",
    "its automated backups are deleted with it",
  ]);
  expect(db({ skip_final_snapshot: false })?.details).toContain("a final snapshot is taken first");
  expect(db({ deletion_protection: true })?.details).toContain(
    "deletion protection is on in the state: the deletion is refused, and the apply stops there",
  );
  const machine = foundIn({
    type: "aws_instance",
    actions: "destroyed",
    before: { disable_api_termination: true },
  });
  expect(machine[0]?.details).toContain(
    "termination protection does not stop it: the provider switches it off first",
  );
  const key = foundIn({ type: "aws_kms_key", actions: "destroyed", before: { deletion_window_in_days: 7 } });
  expect(key[0]?.details).toContain(
    "the deletion can be cancelled for so many days: deletion_window_in_days: 7",
  );
});

test("a replica is a copy, and a replacement from a snapshot is not empty", () => {
  expect(db({ replicate_source_db: "primary" })).toMatchObject({ rule: "contents-destroyed", level: "warn" });
  expect(db({ replicate_source_db: "" })).toMatchObject({ rule: "stateful-destroyed", level: "deny" });
  expect(db({}, "replaced", {})?.title).toMatch(
    /is replaced: what it holds is lost, and the new one is empty$/,
  );
  expect(db({}, "replaced", { snapshot_identifier: "s" })?.title).toMatch(/but for what is in the snapshot/);
});

test("what the provider is told to leave alone is forgotten, not destroyed", () => {
  const kept = { skip_destroy: true };
  const type = "aws_cloudwatch_log_group";
  expect(losses(foundIn({ type, actions: "destroyed", before: kept }))).toEqual(["stateful-forgotten"]);
  expect(losses(foundIn({ type, actions: "destroyed", before: {} }))).toEqual(["contents-destroyed"]);
});

test("data sources hold nothing, and left-over objects do", () => {
  const resource = change({ type: "aws_s3_bucket", actions: "destroyed", before: {} });
  expect(found(planOf({ ...resource, mode: "data" }))).toEqual([]);
  expect(found(planOf({ ...resource, deposed: "0a1b2c3d" }))[0]?.title).toMatch(
    /^the left-over bucket of aws_s3_bucket.this is destroyed/,
  );
});

test.each([
  [
    "delete",
    ["aws_db_instance.main is destroyed", "aws_s3_bucket.assets is destroyed"],
    "stateful-destroyed",
  ],
  ["replace", ["aws_db_instance.main is replaced"], "stateful-replaced"],
  [
    "forget",
    ["aws_db_instance.main is forgotten", "aws_s3_bucket.assets is forgotten"],
    "stateful-forgotten",
  ],
  ["deposed", ["the left-over database of aws_db_instance.main"], "stateful-destroyed"],
  ["no-changes", [], "stateful-destroyed"],
  ["moved", [], "stateful-destroyed"],
])("a real plan: %s", (name, titles, rule) => {
  const all = found(corpus(name)).filter((one) => one.rule === rule);
  expect(all.map(({ title }) => title)).toEqual(
    titles.map((title): unknown => expect.stringContaining(title)),
  );
});
