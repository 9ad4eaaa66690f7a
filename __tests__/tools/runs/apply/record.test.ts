import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { PlanningError } from "../../../../tools/planning/errors";
import { type AppliedStack, ApplyRecord } from "../../../../tools/runs/apply/record";
import { removeFolders, temporaryFolder } from "../../fixtures/synthesis";

afterAll(removeFolders);

const FILE = "a".repeat(64);
const applied: AppliedStack = {
  status: "applied",
  file: FILE,
  reason: "",
  startedAt: "2026-11-20T10:00:00.000Z",
  endedAt: "2026-11-20T10:01:00.000Z",
  serial: 3,
};

test("what is recorded is known to the next run", () => {
  const folder = temporaryFolder();
  ApplyRecord.open(folder).set("base", applied);
  const record = ApplyRecord.open(folder);
  record.set("data", { ...applied, status: "failed" });
  expect(record.get("base")).toEqual(applied);
  expect(record.isApplied("base", FILE)).toBe(true);
  expect(readdirSync(folder)).toEqual(["apply.json"]);
});

test("only the same plan, applied to its end, counts as applied", () => {
  const record = ApplyRecord.open(temporaryFolder());
  record.set("base", applied);
  record.set("data", { ...applied, status: "interrupted" });
  expect(record.isApplied("base", "b".repeat(64))).toBe(false);
  expect(record.isApplied("data", FILE)).toBe(false);
  expect(record.isApplied("other", FILE)).toBe(false);
});

test.each([
  ["no JSON", '{"stacks": {'],
  ["nothing", ""],
  ["no stacks", "{}"],
  ["null", "null"],
  ["a stack of another form", JSON.stringify({ stacks: { base: { ...applied, status: "done" } } })],
  ["a stack that is null", JSON.stringify({ stacks: { base: null } })],
])("a record that is %s says nothing, and is replaced", (_what, text) => {
  const folder = temporaryFolder();
  writeFileSync(path.join(folder, "apply.json"), text);
  const record = ApplyRecord.open(folder);
  expect(record.get("base")).toBeUndefined();
  record.set("base", applied);
  expect(JSON.parse(readFileSync(path.join(folder, "apply.json"), "utf8"))).toMatchObject({
    formatVersion: "1.0",
    stacks: { base: applied },
  });
});

test("where it cannot be written, it says which file and why", () => {
  const folder = temporaryFolder();
  mkdirSync(path.join(folder, "apply.json"));
  const record = ApplyRecord.open(folder);
  expect(() => record.save()).toThrow(PlanningError);
  expect(() => record.save()).toThrow(
    /apply\.json, which says what is applied, cannot be written \(EISDIR\); make/,
  );
});
