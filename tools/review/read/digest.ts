import { createHash } from "node:crypto";
import { type Json, canonicalJson } from "../../planning/json";
import type { PlanInput } from "../input";
import type { Plan } from "../plan";
import { CanonicalHash } from "./canonical";

/** SHA-256 over what is to be applied: every stack with its status and the digest of its plan, in whatever order they come. */
export function digestOf(plans: readonly PlanInput[]): string {
  const lines = plans.map(({ stack, status, plan }) =>
    JSON.stringify([stack, status, plan === undefined ? null : digestOfPlan(plan)]),
  );
  return createHash("sha256").update(lines.sort().join("\n")).digest("hex");
}

const known = new WeakMap<Plan, string>();

/** What `digestPlan` of the planning says, sooner and in less memory; computed once. */
export function digestOfPlan(plan: Plan): string {
  const before = known.get(plan);
  if (before !== undefined) return before;
  const relevant = plan.relevant_attributes as Json | undefined;
  const sorted = Array.isArray(relevant) ? relevant.map(canonicalJson).sort() : null;
  const hash = createHash("sha256");
  new CanonicalHash(hash).add({ ...plan, timestamp: null, relevant_attributes: sorted });
  const digest = hash.digest("hex");
  known.set(plan, digest);
  return digest;
}
