import type { Json, JsonObject } from "../../../../tools/planning/json";
import { ACCESS } from "../../../../tools/review/access/detectors";
import type { Detected } from "../../../../tools/review/detector";
import type { Plan, ResourceChange, TerraformAction } from "../../../../tools/review/plan";
import type { Masker } from "../../../../tools/review/secrets/masker";
import { name } from "../../../../tools/review/text";

/** Shows everything: these tests are about what is found. */
export const TRANSPARENT: Masker = {
  show: (_resource, _side, _path, value) => ({
    text: name(typeof value === "string" ? value : JSON.stringify(value)),
    hidden: false,
  }),
  showOutput: () => ({ text: name(""), hidden: false }),
  showAddress: name,
  showKey: name,
};

export interface Small {
  readonly type: string;
  readonly before?: JsonObject | null;
  readonly after?: JsonObject | null;
  readonly unknown?: JsonObject;
  readonly label?: string;
}

export function change({
  type,
  before = null,
  after = null,
  unknown = {},
  label = "this",
}: Small): ResourceChange {
  return {
    address: `${type}.${label}`,
    mode: "managed",
    type,
    name: label,
    change: { actions: actionsOf(before, after), before, after, after_unknown: unknown },
  };
}

function actionsOf(before: Json, after: Json): TerraformAction[] {
  if (before === null) return ["create"];
  if (after === null) return ["delete"];
  return JSON.stringify(before) === JSON.stringify(after) ? ["no-op"] : ["update"];
}

/** What is found of all resources of one plan. */
export function detect(...resources: readonly Small[]): Detected[] {
  return detectIn({ format_version: "1.2", resource_changes: resources.map(change) });
}

export function detectIn(plan: Plan, masker = TRANSPARENT): Detected[] {
  return (plan.resource_changes ?? []).flatMap((resource) =>
    ACCESS.flatMap((detector) => detector({ stack: "stack", plan, resource, masker, cause: null })),
  );
}

export const rulesOf = (found: readonly Detected[]): string[] => found.map(({ rule }) => rule);

export const policy = (...statements: readonly JsonObject[]): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });
