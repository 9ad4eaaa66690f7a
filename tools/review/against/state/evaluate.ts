import { pieces, resourceReference, type ResourceReference } from "../../../planning/expressions";
import { isObject, objectOf, type Json } from "../../../planning/json";
import { variablePlaceholder } from "../../../planning/variables";
import type { Instance, Scope } from "./scope";

/** What an expression may refer to. `undefined`: nobody knows. */
export interface Lookups {
  readonly scope: Scope;
  /** A resource or data source; `steps` are part of the reference. */
  readonly attribute: (reference: ResourceReference) => Json | undefined;
}

// CDKTF's way to pick one validation record of a certificate.
const PICKED = /^(one)?\(?\[for (\w+) in ([^:]+) : \2\.(\w+)(?: if \2\.(\w+) == "([^"$]*)")?\]\)?$/;
const CALL = /^(base64decode|base64encode|one|tostring|tolist|toset|length|element|join)\((.*)\)$/s;

/**
 * Value of `source`, a value of Terraform JSON with its references and templates, for one instance (which `count.index` and
 * `each.key` depend on). Undefined if there is anything in it that is not understood.
 */
export function evaluate(lookups: Lookups, source: Json, instance?: Instance): Json | undefined {
  const inner = (value: Json): Json | undefined => evaluate(lookups, value, instance);
  if (Array.isArray(source)) return every((source as Json[]).map(inner));
  if (isObject(source)) {
    const keys = Object.keys(source).filter((key) => key !== "//");
    const values = every(keys.map((key) => inner(source[key] ?? null)));
    return values && Object.fromEntries(keys.map((key, index) => [key, values[index] ?? null]));
  }
  if (typeof source !== "string" || !source.includes("{")) return source;
  const parts = pieces(source);
  const [only] = parts;
  if (parts.length === 1 && only && "expression" in only)
    return expression(lookups, only.expression, instance);
  const texts = every(
    parts.map((part) => ("text" in part ? part.text : expression(lookups, part.expression, instance))),
  );
  if (texts === undefined || texts.some((text) => typeof text === "object")) return undefined;
  return (texts as readonly (string | number | boolean)[]).join("");
}

function expression(lookups: Lookups, text: string, instance: Instance | undefined): Json | undefined {
  const literal = /^(?:"([^"$%\\]*)"|(-?\d+(?:\.\d+)?)|(true|false|null))$/.exec(text);
  if (literal) return literal[1] ?? (JSON.parse(text) as Json);
  const named = /^(local|var|count|each|terraform)\.([\w-]+)$/.exec(text);
  if (named) return namedValue(lookups, named[1] ?? "", named[2] ?? "", instance);
  const reference = resourceReference(text);
  if (reference) return lookups.attribute(reference);
  return picked(lookups, text, instance) ?? called(lookups, text, instance);
}

function namedValue(
  lookups: Lookups,
  kind: string,
  name: string,
  instance: Instance | undefined,
): Json | undefined {
  const { stack, configuration } = lookups.scope;
  const variable = configuration.variables[name];
  switch (`${kind}.${name}`) {
    case "terraform.workspace":
      return "default";
    case "count.index":
    case "each.key":
      return instance?.change.index;
    case "each.value":
      return eachValue(lookups, instance);
  }
  if (kind === "local") return evaluate(lookups, configuration.locals[name] ?? null, instance);
  if (kind !== "var") return undefined;
  return variablePlaceholder(stack, name, variable) ?? objectOf(variable)["default"];
}

function eachValue(lookups: Lookups, instance: Instance | undefined): Json | undefined {
  const each = evaluate(lookups, instance?.body?.["for_each"] ?? null);
  const index = instance?.change.index;
  // Of a set, key and value are the same.
  return isObject(each) ? each[String(index)] : index;
}

function picked(lookups: Lookups, text: string, instance: Instance | undefined): Json | undefined {
  const [matched, one, , list = "", attribute = "", key, wanted] = PICKED.exec(text) ?? [];
  if (matched === undefined) return undefined;
  const elements = expression(lookups, list.trim(), instance);
  if (!Array.isArray(elements)) return undefined;
  const kept = elements.map(objectOf).filter((element) => key === undefined || element[key] === wanted);
  const values = kept.map((element) => element[attribute] ?? null);
  return one === undefined ? values : (values[0] ?? null);
}

const first = (value: Json | undefined): Json | undefined =>
  Array.isArray(value) ? (value as Json[])[0] : value;
const FUNCTIONS: Readonly<Record<string, (values: readonly (Json | undefined)[]) => Json | undefined>> = {
  base64decode: ([text]) =>
    typeof text === "string" ? Buffer.from(text, "base64").toString("utf8") : undefined,
  base64encode: ([text]) => (typeof text === "string" ? Buffer.from(text).toString("base64") : undefined),
  one: ([list]) => first(list),
  tostring: ([value]) => (typeof value === "object" ? undefined : String(value)),
  tolist: ([list]) => list,
  toset: ([list]) => list,
  length: ([list]) => (Array.isArray(list) ? list.length : undefined),
  element: ([list, index]) =>
    Array.isArray(list) ? (list as Json[])[Number(index) % list.length] : undefined,
  join: ([separator, list]) =>
    Array.isArray(list) && typeof separator === "string" ? list.join(separator) : undefined,
};

/** Calls whose arguments are literals or plain references. */
function called(lookups: Lookups, text: string, instance: Instance | undefined): Json | undefined {
  const [, name = "", inside = ""] = CALL.exec(text) ?? [];
  const run = FUNCTIONS[name];
  if (run === undefined || /[({?]/.test(inside)) return undefined;
  const values = inside
    .split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/)
    .map((argument) => expression(lookups, argument.trim(), instance));
  return values.includes(undefined) ? undefined : run(values);
}

function every(values: readonly (Json | undefined)[]): readonly Json[] | undefined {
  return values.includes(undefined) ? undefined : (values as readonly Json[]);
}
