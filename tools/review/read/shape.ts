import { type Json, type JsonObject, isObject } from "../../planning/json";

/** What makes a document useless as a plan, or null. Fields that are not known here may be anything. */
export function shapeProblem(plan: JsonObject): string | null {
  return (
    listProblem(plan, "resource_changes", resourceProblem) ??
    listProblem(plan, "resource_drift", resourceProblem) ??
    listProblem(plan, "deferred_changes", deferredProblem) ??
    listProblem(plan, "checks", objectProblem) ??
    listProblem(plan, "relevant_attributes", objectProblem) ??
    listProblem(plan, "action_invocations", objectProblem) ??
    listProblem(plan, "deferred_action_invocations", objectProblem) ??
    outputsProblem(plan["output_changes"])
  );
}

type Check = (value: Json | undefined, place: string) => string | null;

function listProblem(plan: JsonObject, field: string, check: Check): string | null {
  const list = plan[field];
  if (list === undefined) return null;
  if (!Array.isArray(list)) return `${field} is not a list`;
  for (let index = 0; index < list.length; index++) {
    const problem = check((list as readonly Json[])[index], `${field}[${index}]`);
    if (problem !== null) return problem;
  }
  return null;
}

function objectProblem(value: Json | undefined, place: string): string | null {
  return isObject(value) ? null : `${place} is not an object`;
}

function resourceProblem(value: Json | undefined, place: string): string | null {
  if (!isObject(value)) return `${place} is not an object`;
  for (const field of ["address", "mode", "type", "name"])
    if (typeof value[field] !== "string") return `${place}.${field} is not a text`;
  return changeProblem(value["change"], `${place}.change`);
}

function deferredProblem(value: Json | undefined, place: string): string | null {
  if (!isObject(value)) return `${place} is not an object`;
  const resource = value["resource_change"];
  return resource === undefined || resource === null
    ? null
    : resourceProblem(resource, `${place}.resource_change`);
}

function changeProblem(value: Json | undefined, place: string): string | null {
  if (!isObject(value)) return `${place} is not an object`;
  const actions = value["actions"];
  if (!Array.isArray(actions) || !actions.every((action) => typeof action === "string"))
    return `${place}.actions is not a list of actions`;
  return null;
}

function outputsProblem(value: Json | undefined): string | null {
  if (value === undefined) return null;
  if (!isObject(value)) return "output_changes is not an object";
  for (const change of Object.values(value)) {
    const problem = changeProblem(change, "a change of output_changes");
    if (problem !== null) return problem;
  }
  return null;
}
