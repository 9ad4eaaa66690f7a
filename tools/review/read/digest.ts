import { digestPlan } from "../../planning/plan-document";
import { wholeDigest } from "../../planning/whole-digest";
import type { PlanInput } from "../input";
import type { Plan } from "../plan";

/** SHA-256 over what is to be applied: every stack with its status and the digest of its plan, in whatever order they come. */
export function digestOf(plans: readonly PlanInput[]): string {
  return wholeDigest(
    plans.map(({ stack, status, plan }) => [stack, status, plan === undefined ? null : digestOfPlan(plan)]),
  );
}

const known = new WeakMap<Plan, string>();

/** The digest that the preview's summary has; computed once. */
function digestOfPlan(plan: Plan): string {
  const before = known.get(plan);
  if (before !== undefined) return before;
  const digest = digestPlan(plan);
  known.set(plan, digest);
  return digest;
}
