import { type Json, type JsonObject, objectOf } from "../../planning/json";
import type { Plan } from "../plan";

const IDENTITIES = ["id", "name", "bucket", "arn"];

interface Identities {
  readonly going: ReadonlySet<string>;
  readonly coming: ReadonlySet<string>;
}

const known = new WeakMap<Plan, Identities>();

/** Whether a plan destroys what has this id, name or ARN; `*` is any type, by ARN. */
export function goes(plan: Plan, type: string, identity: Json | undefined): boolean {
  return typeof identity === "string" && identitiesOf(plan).going.has(`${type} ${identity}`);
}

/** Whether a plan creates what has this name. An identity that is not known yet is one of something new. */
export function comes(plan: Plan, type: string, identity: Json | undefined): boolean {
  return typeof identity !== "string" || identitiesOf(plan).coming.has(`${type} ${identity}`);
}

function identitiesOf(plan: Plan): Identities {
  let identities = known.get(plan);
  if (identities === undefined) {
    identities = collect(plan);
    known.set(plan, identities);
  }
  return identities;
}

function collect({ resource_changes: changes = [] }: Plan): Identities {
  const going = new Set<string>();
  const coming = new Set<string>();
  for (const { change, mode, type } of changes) {
    const [action, second] = change.actions;
    if (mode === "data" || second !== undefined) continue;
    if (action === "delete") add(going, type, objectOf(change.before));
    if (action === "create") add(coming, type, objectOf(change.after));
  }
  return { going, coming };
}

function add(found: Set<string>, type: string, values: JsonObject): void {
  for (const identity of IDENTITIES) {
    const value = values[identity];
    if (typeof value !== "string") continue;
    found.add(`${type} ${value}`);
    if (identity === "arn") found.add(`* ${value}`);
  }
}
