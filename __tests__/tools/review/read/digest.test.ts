import { createHash } from "node:crypto";
import { type Json, canonicalJson } from "../../../../tools/planning/json";
import { CanonicalHash } from "../../../../tools/planning/canonical";
import { digestPlan } from "../../../../tools/planning/plan-document";
import type { PlanInput } from "../../../../tools/review/input";
import type { Plan } from "../../../../tools/review/plan";
import { digestOf } from "../../../../tools/review/read/digest";
import { CORPUS_NAMES, corpus } from "../corpus";

const input = (stack: string, plan: Plan): PlanInput => ({
  stack,
  source: `${stack}.json`,
  status: "planned",
  reason: "",
  redacted: false,
  plan,
});
const waiting: PlanInput = { stack: "c", source: "-", status: "waiting", reason: "for b", redacted: false };

test("the digest of a plan is that of its canonical JSON, and the one in the digest over all plans", () => {
  for (const name of CORPUS_NAMES) {
    const plan = corpus(name);
    const relevant = plan.relevant_attributes?.map((one) => canonicalJson(one)).sort() ?? null;
    const digest = sha256(canonicalJson({ ...plan, timestamp: null, relevant_attributes: relevant }));
    expect([name, digestPlan(plan)]).toEqual([name, digest]);
    expect(digestOf([input("a", plan)])).toBe(sha256(JSON.stringify(["a", "planned", digest])));
  }
});

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

test("hashes the canonical JSON of any value", () => {
  const values: Json[] = [
    { b: 1, a: { "10": 1, "9": 2, z: [], "01": 0, "-1": 0, "4294967294": 1, "4294967295": 2, y: {} } },
    { "01": 1, "-1": 2, b: 3 },
    [null, true, -0, 1e21, "\ud800", '"\\\n\u2028', { "": "", é: "ü", Z: 1, a: [{ d: 1, c: 2 }] }],
    { x: "long ".repeat(50_000), a: ["long ".repeat(50_000), { z: 1, a: 2 }] },
    JSON.parse('{"b":{"__proto__":1,"a":2},"a":3}') as Json,
  ];
  for (const value of values) {
    const hash = createHash("sha256");
    new CanonicalHash(hash).add(value);
    expect(hash.digest("hex")).toBe(sha256(canonicalJson(value)));
  }
});

describe("the digest over all plans", () => {
  const plans = [input("a", corpus("create")), input("b", corpus("update")), waiting];
  const digest = digestOf(plans);

  test("is the same for the same plans in any order, made at any time, read from anywhere", () => {
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
    const later = input("a", { ...corpus("create"), timestamp: "2030-01-01T00:00:00Z" });
    const elsewhere = { ...input("b", corpus("update")), source: "elsewhere.json" };
    expect(digestOf([waiting, elsewhere, later])).toBe(digest);
  });

  test.each<[string, readonly PlanInput[]]>([
    ["a plan", [input("a", corpus("create")), input("b", corpus("delete")), waiting]],
    ["a stack's name", [input("a", corpus("create")), input("B", corpus("update")), waiting]],
    ["the number of stacks", plans.slice(0, 2)],
    ["a status", [...plans.slice(0, 2), { ...waiting, status: "failed" }]],
    ["which plan is whose", [input("b", corpus("create")), input("a", corpus("update")), waiting]],
  ])("changes with %s", (_, others) => {
    expect(digestOf(others)).not.toBe(digest);
  });
});
