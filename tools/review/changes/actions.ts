import { isObject } from "../../planning/json";
import type { Action, ReviewedChange } from "../model";
import type { ResourceChange } from "../plan";

const SINGLE: readonly Action[] = ["create", "update", "delete", "forget", "read"];

/** What becomes of a resource. An import that also changes attributes is an import with attributes. */
export function actionOf(resource: ResourceChange): Action {
  const actions = actionsOf(resource);
  const { importing } = resource.change;
  if (actions.length > 1) return "replace";
  if (isObject(importing)) return "import";
  const single = SINGLE.find((action) => actions.includes(action));
  if (single !== undefined) return single;
  return isMoved(resource) ? "move" : "no-op";
}

/** Terraform's own words; the list of those of a newer Terraform may hold others than the type says. */
export function actionsOf({ change }: ResourceChange): readonly string[] {
  const actions: unknown = change.actions;
  return Array.isArray(actions) ? actions.filter((action) => typeof action === "string") : [];
}

export function orderOf(resource: ResourceChange): ReviewedChange["order"] {
  const actions = actionsOf(resource);
  if (actions.length < 2) return null;
  return actions[0] === "create" ? "create-first" : "delete-first";
}

const KNOWN: ReadonlySet<string> = new Set(["no-op", "create", "read", "update", "delete", "forget"]);

/** Actions that nobody here knows. */
export function unknownActions(resource: ResourceChange): readonly string[] {
  return actionsOf(resource).filter((action) => !KNOWN.has(action));
}

export function isMoved({ address, previous_address: previous }: ResourceChange): boolean {
  return typeof previous === "string" && previous !== address;
}

/** Whether a reader has to hear of it at all. */
export function isChange(resource: ResourceChange): boolean {
  return actionOf(resource) !== "no-op" || unknownActions(resource).length > 0;
}
