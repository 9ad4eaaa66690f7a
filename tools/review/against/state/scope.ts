import type { Configuration } from "../../../planning/configuration";
import { resourceReference, mentionedResources, pieces } from "../../../planning/expressions";
import { isObject, objectOf, type Json, type JsonObject } from "../../../planning/json";
import type { PlanDocument } from "../../../planning/plan-document";
import type { ProviderSchemas } from "../../../planning/plan-stack";
import type { ResourceSchema } from "../../../planning/providers/schema";
import type { Plan, ResourceChange } from "../../plan";
import { builtInSchema } from "./built-in";

/** One plan of one stack, and all that is known of it beside. */
export interface Scope {
  readonly stack: string;
  readonly configuration: Configuration;
  readonly plan: Plan;
  readonly schemas: ProviderSchemas;
  /** Whether nothing is really changed by the plan: then what is unknown is what it was before. */
  readonly settling?: boolean;
}

/** One object that there is after the apply. */
export interface Instance {
  readonly change: ResourceChange;
  readonly schema: ResourceSchema | undefined;
  /** What the stack's configuration says of it; undefined in a module. */
  readonly body: JsonObject | undefined;
}

export function scopeOf(
  stack: string,
  configuration: Configuration,
  plan: PlanDocument,
  schemas: ProviderSchemas,
): Scope {
  return { stack, configuration, plan: plan as JsonObject as Plan, schemas };
}

/** Managed objects that the apply of a plan leaves, by address. */
export function instancesAfter({ configuration, plan, schemas }: Scope): Map<string, Instance> {
  const known = new Map<string, ResourceSchema | undefined>();
  const found = new Map<string, Instance>();
  for (const change of plan.resource_changes ?? []) {
    const {
      address,
      mode,
      type,
      name,
      provider_name: provider = "",
      module_address: module,
      deposed,
    } = change;
    if (mode !== "managed" || deposed !== undefined || !remains(change)) continue;
    const key = `${provider} ${type}`;
    if (!known.has(key))
      known.set(key, schemas.get(provider)?.resource("resource", type) ?? builtInSchema(type));
    const body = module === undefined ? configuration.resource("resource", type, name) : undefined;
    found.set(address, { change, schema: known.get(key), body });
  }
  return found;
}

function remains({ change: { actions } }: ResourceChange): boolean {
  return actions.includes("create") || actions.includes("update") || actions.includes("no-op");
}

/** Attributes that somebody in a stack refers to, as `type.name.attribute`, and which of them are picked from by index. */
export interface Mentions {
  readonly attributes: ReadonlySet<string>;
  readonly indexed: ReadonlySet<string>;
}

export function mentionsIn({ root, outputs }: Configuration): Mentions {
  const attributes = new Set<string>();
  const indexed = new Set<string>();
  const note = (expression: string, picked: boolean): void => {
    const plain = resourceReference(expression);
    for (const { type, name, steps } of plain ? [plain] : mentionedResources(expression)) {
      // An instance's index comes before its attribute.
      const at = typeof steps[0] === "number" || steps[0] === "*" ? 1 : 0;
      const key = `${type}.${name}.${steps[at]}`;
      attributes.add(key);
      if (picked || steps.length > at + 1 || !plain) indexed.add(key);
    }
  };
  const walk = (value: unknown, picked: boolean): void => {
    if (typeof value === "string") {
      if (!value.includes("${")) return;
      for (const piece of pieces(value)) if ("expression" in piece) note(piece.expression, picked);
    } else if (Array.isArray(value)) value.forEach((element) => walk(element, picked));
    else if (isObject(value)) Object.values(value).forEach((inner) => walk(inner, picked));
  };
  walk(root, false);
  // Whoever reads an output may pick from it.
  walk(outputs, true);
  return { attributes, indexed };
}

/** What data sources of the stack have told while it was planned, by address without index. */
export function readData({ plan }: Scope): Map<string, JsonObject> {
  const root = objectOf(objectOf(objectOf(plan.prior_state)["values"])["root_module"]);
  const resources = Array.isArray(root["resources"]) ? (root["resources"] as readonly Json[]) : [];
  const data = resources.map(objectOf).filter(({ mode }) => mode === "data");
  return new Map(
    data.map((entry) => [`${textOf(entry["type"])}.${textOf(entry["name"])}`, objectOf(entry["values"])]),
  );
}

function textOf(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}
