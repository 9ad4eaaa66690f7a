import { createHash } from "node:crypto";
import { CanonicalHash } from "./canonical";
import { canonicalJson, isObject, type Json, type JsonObject } from "./json";

/** The parts of `terraform show -json` that planning reads. Unknown fields are kept and tolerated. */
export interface PlanDocument extends JsonObject {
  readonly planned_values?: { readonly outputs?: Readonly<Record<string, PlannedOutput>> };
  readonly output_changes?: Readonly<
    Record<
      string,
      { readonly actions?: readonly string[]; readonly after?: Json; readonly after_unknown?: Json }
    >
  >;
  readonly resource_changes?: readonly ResourceChange[];
}

export interface PlannedOutput extends JsonObject {
  readonly sensitive: boolean;
  readonly type?: Json;
  readonly value?: Json;
}

export interface ResourceChange extends JsonObject {
  readonly address: string;
  readonly change: { readonly actions: readonly string[]; readonly after?: Json; readonly importing?: Json };
}

/** What a plan would do, counted as Terraform does: a replacement is one `add` and one `destroy`. */
export interface Counts {
  readonly add: number;
  readonly change: number;
  readonly destroy: number;
  /** How many of `add` and `destroy` belong together. */
  readonly replace: number;
  readonly import: number;
  /** Removed from the state but kept in AWS. */
  readonly forget: number;
}

export function countChanges(plan: PlanDocument): Counts {
  const counts = { add: 0, change: 0, destroy: 0, replace: 0, import: 0, forget: 0 };
  for (const { change } of plan.resource_changes ?? []) {
    const actions = new Set(change.actions);
    if (actions.has("create")) counts.add++;
    if (actions.has("update")) counts.change++;
    if (actions.has("delete")) counts.destroy++;
    if (actions.has("create") && actions.has("delete")) counts.replace++;
    if (actions.has("forget")) counts.forget++;
    if (isObject(change.importing)) counts.import++;
  }
  return counts;
}

/** SHA-256 of a plan in a form without time and without the lists that Terraform writes in random order. */
export function digestPlan(plan: JsonObject): string {
  const relevant = plan["relevant_attributes"];
  const sorted = Array.isArray(relevant) ? relevant.map(canonicalJson).sort() : null;
  const hash = createHash("sha256");
  new CanonicalHash(hash).add({ ...plan, timestamp: null, relevant_attributes: sorted });
  return hash.digest("hex");
}
