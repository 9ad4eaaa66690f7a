import { isObject, type Json, type JsonObject, objectOf } from "../../planning/json";
import type { Plan, ResourceChange } from "../plan";
import { type SafeText, say } from "../text";
import { foundAt, headOf, type Pattern } from "./paths";

/** What becomes of a resource. */
export type Fate = "created" | "updated" | "destroyed" | "replaced" | "forgotten";

/** What rows ask of a resource. Values only to compare with: into a text they come through the masker. */
export interface Facts {
  readonly fate: Fate;
  /** Of a replacement: the new one is made before the old one goes. */
  readonly createFirst: boolean;
  /** Left over from a create-before-destroy that did not end. */
  readonly deposed: boolean;
  readonly before: JsonObject | undefined;
  readonly after: JsonObject | undefined;
  readonly unknown: Json | undefined;
  readonly address: string;
  readonly plan: Plan;
  /** Attributes that may have changed; `*`: any. */
  readonly touched: ReadonlySet<string>;
}

export const FATE_WORDS: Readonly<Record<Fate, SafeText>> = {
  created: say`is created`,
  updated: say`changes`,
  destroyed: say`is destroyed`,
  replaced: say`is replaced`,
  forgotten: say`is forgotten`,
};

/** Several detectors ask for the same resource, one after another. */
let last:
  { readonly plan: Plan; readonly resource: ResourceChange; readonly facts: Facts | undefined } | undefined;

/** Undefined where nothing is done to it: data sources, reads, no-ops. */
export function factsOf(plan: Plan, resource: ResourceChange): Facts | undefined {
  if (last?.resource !== resource || last.plan !== plan)
    last = { plan, resource, facts: readFacts(plan, resource) };
  return last.facts;
}

function readFacts(plan: Plan, { change, mode, address, deposed }: ResourceChange): Facts | undefined {
  const fate = mode === "data" ? undefined : fateOf(change.actions);
  if (fate === undefined) return undefined;
  const before = isObject(change.before) ? change.before : undefined;
  const after = isObject(change.after) ? change.after : undefined;
  const unknown = change.after_unknown;
  return {
    fate,
    createFirst: change.actions[0] === "create",
    deposed: deposed !== undefined,
    before,
    after,
    unknown,
    address,
    plan,
    touched: touchedIn(before, after, unknown),
  };
}

function touchedIn(
  before: JsonObject = {},
  after: JsonObject = {},
  unknown: Json | undefined,
): ReadonlySet<string> {
  const touched = new Set<string>();
  const add = (key: string): void => {
    if ((before[key] ?? null) !== (after[key] ?? null)) touched.add(key);
  };
  for (const key in before) add(key);
  for (const key in after) add(key);
  if (unknown === true) touched.add(ANY);
  for (const key in objectOf(unknown)) touched.add(key);
  return touched;
}

const ANY = "*";

function fateOf(actions: readonly string[]): Fate | undefined {
  // A replacement whose old object is kept is one that is forgotten.
  if (actions.includes("forget")) return "forgotten";
  if (actions.includes("delete")) return actions.includes("create") ? "replaced" : "destroyed";
  if (actions.includes("create")) return "created";
  return actions.includes("update") ? "updated" : undefined;
}

const ON = new Set(["true", "on", "enabled", "active", "required", "yes"]);

/** Providers say `true`, `"true"`, `"Enabled"`, `"ACTIVE"`. */
export function isOn(value: Json | undefined): boolean {
  return value === true || (typeof value === "string" && ON.has(value.toLowerCase()));
}

/** Whether nothing can have changed at `pattern`, told from its first step: the answer for nearly every row of nearly every resource. */
export function isUntouched({ touched }: Facts, pattern: Pattern): boolean {
  return !touched.has(headOf(pattern)) && !touched.has(ANY);
}

/** The first value at `pattern` before, or after. */
export function valueAt(side: JsonObject | undefined, pattern: Pattern): Json | undefined {
  return foundAt(side, pattern)[0]?.value;
}
