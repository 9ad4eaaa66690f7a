import type { Json, JsonObject } from "../../../../tools/planning/json";
import type { Detected } from "../../../../tools/review/detector";
import type { Plan, ResourceChange, TerraformAction } from "../../../../tools/review/plan";
import { RISKS } from "../../../../tools/review/risks/detectors";
import type { Masker } from "../../../../tools/review/secrets/masker";
import { name } from "../../../../tools/review/text";

export const ACTIONS = {
  created: ["create"],
  updated: ["update"],
  destroyed: ["delete"],
  replaced: ["delete", "create"],
  "replaced, the new one first": ["create", "delete"],
  forgotten: ["forget"],
  untouched: ["no-op"],
} as const satisfies Record<string, readonly TerraformAction[]>;

export interface Made {
  readonly type: string;
  readonly actions: keyof typeof ACTIONS;
  readonly before?: JsonObject | null;
  readonly after?: JsonObject | null;
  readonly unknown?: Json;
}

export function change({ type, actions, before = null, after = null, unknown = {} }: Made): ResourceChange {
  const values = { actions: ACTIONS[actions], before, after, after_unknown: unknown };
  return { address: `${type}.this`, mode: "managed", type, name: "this", change: values };
}

export function planOf(...changes: readonly ResourceChange[]): Plan {
  return { format_version: "1.2", resource_changes: changes };
}

/** Lets everything through. */
export const OPEN: Masker = {
  show: (_resource, _side, _path, value) => ({ text: name(JSON.stringify(value)), hidden: false }),
  showOutput: (_name, _side, value) => ({ text: name(JSON.stringify(value)), hidden: false }),
  showAddress: name,
  showKey: name,
};

/** Lets nothing through. */
export const CLOSED: Masker = {
  show: () => ({ text: name("(hidden)"), hidden: true }),
  showOutput: () => ({ text: name("(hidden)"), hidden: true }),
  showAddress: () => name("(address)"),
  showKey: () => name("(key)"),
};

export function found(plan: Plan, masker: Masker = OPEN): Detected[] {
  return (plan.resource_changes ?? []).flatMap((resource) =>
    RISKS.flatMap((detect) => [...detect({ stack: "one", plan, resource, masker, cause: null })]),
  );
}

export function foundIn(made: Made): Detected[] {
  return found(planOf(change(made)));
}

/** `value` at `pattern`, in blocks of one element. */
export function placed(pattern: string, value: Json | undefined): JsonObject {
  const [head = "", ...rest] = pattern.split(".");
  const inner = rest.length === 0 ? value : placed(rest.join("."), value);
  if (!head.endsWith("[]")) return inner === undefined ? {} : { [head]: inner };
  return { [head.slice(0, -2)]: inner === undefined ? [] : [inner] };
}

export function texts(all: readonly Detected[]): string[] {
  return all.flatMap(({ title, details = [] }) => [title, ...details]);
}
