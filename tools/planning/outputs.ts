import type { Configuration } from "./configuration";
import { mentionedResources, pieces, resourceReference } from "./expressions";
import { isObject, objectOf, type Json, type JsonObject } from "./json";
import { token, uuid } from "./placeholders/hash";
import type { PlanDocument } from "./plan-document";
import type { CtyType } from "./providers/schema";
import { ResourceAttributes, type SchemaLookup } from "./resource-attributes";
import { variablePlaceholder } from "./variables";

/**
 * A state that holds nothing but the outputs which a stack would have after its first apply: values as planned, and
 * placeholders for what only AWS can tell. Consumers read it instead of the producer's real state.
 */
export function stubState(
  stack: string,
  configuration: Configuration,
  plan: PlanDocument,
  schemas: SchemaLookup,
): JsonObject {
  const resolver = new OutputResolver(stack, configuration, plan, schemas);
  const outputs = Object.entries(plan.planned_values?.outputs ?? {}).map(([name, planned]) => {
    const value = resolver.output(name);
    return [name, { value, type: planned.type ?? typeOf(value), sensitive: planned.sensitive }] as const;
  });
  return { version: 4, serial: 1, lineage: uuid(stack), outputs: Object.fromEntries(outputs), resources: [] };
}

class OutputResolver {
  private readonly attributes: ResourceAttributes;

  constructor(
    private readonly stack: string,
    private readonly configuration: Configuration,
    private readonly plan: PlanDocument,
    schemas: SchemaLookup,
  ) {
    this.attributes = new ResourceAttributes(stack, configuration, plan, schemas);
  }

  output(name: string): Json {
    const { after = null, after_unknown: unknown = false } = this.plan.output_changes?.[name] ?? {};
    return this.fill(after, unknown, objectOf(this.configuration.outputs[name])["value"] ?? null);
  }

  /** `value` with everything that `unknown` marks replaced by what `source`, its configuration, lets one say of it. */
  private fill(value: Json, unknown: Json, source: Json): Json {
    if (unknown === true) return this.evaluate(source);
    if (!Array.isArray(unknown) && (!isObject(unknown) || Object.keys(unknown).length === 0)) return value;
    // One expression for the whole collection is resolved first, then taken apart.
    const parts = typeof source === "string" ? this.evaluate(source) : source;
    const inner = (key: string, mask: Json): Json =>
      this.fill(memberOf(value, key) ?? null, mask, memberOf(parts, key) ?? this.unknownValue(source));
    if (Array.isArray(unknown)) return (unknown as Json[]).map((mask, index) => inner(String(index), mask));
    const marked = Object.entries(unknown).map(([key, mask]) => [key, inner(key, mask ?? false)] as const);
    return { ...objectOf(value), ...Object.fromEntries(marked) };
  }

  private evaluate(source: Json): Json {
    if (Array.isArray(source)) return (source as Json[]).map((element) => this.evaluate(element));
    if (isObject(source)) {
      return Object.fromEntries(
        Object.entries(source).map(([key, inner]) => [key, this.evaluate(inner ?? null)]),
      );
    }
    if (typeof source !== "string") return source;
    const parts = pieces(source);
    const [only] = parts;
    if (parts.length === 1 && only && "expression" in only) return this.expression(only.expression);
    return parts
      .map((part) => ("text" in part ? part.text : text(this.expression(part.expression))))
      .join("");
  }

  private expression(expression: string): Json {
    const named = /^(local|var)\.([\w-]+)$/.exec(expression);
    if (named) {
      const [, kind, name = ""] = named;
      if (kind === "local") return this.evaluate(this.configuration.locals[name] ?? null);
      const variable = this.configuration.variables[name];
      return variablePlaceholder(this.stack, name, variable) ?? objectOf(variable)["default"] ?? null;
    }
    const reference = resourceReference(expression);
    if (reference) return this.attributes.value(reference);
    // A call or a condition: most often it passes on, or picks from, one attribute.
    const [mentioned] = mentionedResources(expression);
    return mentioned ? first(this.attributes.value(mentioned)) : this.unknownValue(expression);
  }

  private unknownValue(source: Json): string {
    return `value-${token(`${this.stack} ${JSON.stringify(source)}`, 16)}`;
  }
}

/** The cty type of a value that has no declared one. */
export function typeOf(value: Json): CtyType {
  if (Array.isArray(value)) return ["tuple", (value as Json[]).map(typeOf)];
  if (isObject(value)) {
    return [
      "object",
      Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, typeOf(inner ?? null)])),
    ];
  }
  if (typeof value === "number") return "number";
  return typeof value === "boolean" ? "bool" : "string";
}

function memberOf(value: Json, key: string): Json | undefined {
  return Array.isArray(value) ? (value as Json[])[Number(key)] : objectOf(value)[key];
}

function first(value: Json): Json {
  return Array.isArray(value) ? ((value as Json[])[0] ?? null) : value;
}

function text(value: Json): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
