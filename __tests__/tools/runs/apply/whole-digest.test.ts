import fc from "fast-check";
import { digestPlan, type PlanDocument } from "../../../../tools/planning/plan-document";
import type { StackStatus } from "../../../../tools/planning/stack-plan";
import { wholeDigest } from "../../../../tools/planning/whole-digest";
import type { PlanInput } from "../../../../tools/review/input";
import type { Plan } from "../../../../tools/review/plan";
import { digestOf } from "../../../../tools/review/read/digest";

const STATUSES: readonly StackStatus[] = ["planned", "not-planned", "waiting", "failed"];
const stack = fc.record({
  id: fc.string(),
  status: fc.constantFrom(...STATUSES),
  values: fc.jsonValue(),
  relevant: fc.array(fc.record({ resource: fc.string(), attribute: fc.array(fc.string()) })),
});

test("what a reviewer sees is what is compared with the saved plans", () => {
  fc.assert(
    fc.property(fc.uniqueArray(stack, { selector: ({ id }) => id, maxLength: 5 }), (stacks) => {
      const documents = stacks.map(({ id, status, values, relevant }) => {
        const content = { resource_changes: [], values, relevant_attributes: relevant, timestamp: "now" };
        return { id, status, content: status === "planned" ? content : undefined };
      });
      const reviewed = documents.map(({ id, status, content }): PlanInput => ({
        stack: id,
        source: "",
        status,
        reason: "",
        redacted: false,
        ...(content && { plan: content as unknown as Plan }),
      }));
      const saved = documents.map(
        ({ id, status, content }) =>
          [id, status, content ? digestPlan(content as unknown as PlanDocument) : null] as const,
      );
      expect(wholeDigest([...saved].reverse())).toBe(digestOf(reviewed));
    }),
  );
});

test("each part of a stack counts", () => {
  const whole = wholeDigest([["a", "planned", "1"]]);
  expect(wholeDigest([["b", "planned", "1"]])).not.toBe(whole);
  expect(wholeDigest([["a", "waiting", "1"]])).not.toBe(whole);
  expect(wholeDigest([["a", "planned", "2"]])).not.toBe(whole);
  expect(wholeDigest([])).not.toBe(whole);
});
