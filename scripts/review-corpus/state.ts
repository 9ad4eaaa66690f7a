import { createHash } from "node:crypto";
import type { Json, JsonObject } from "../../tools/planning/json";
import { isObject, objectOf } from "../../tools/planning/json";
import type { Plan, ResourceChange } from "../../tools/review/plan";
import { PROVIDER, type Schemas } from "./terraform";

/** What AWS would have decided, by address and attribute. */
export type Known = Readonly<Record<string, JsonObject>>;

interface Instance {
  readonly change: ResourceChange;
  readonly attributes: Record<string, Json>;
}

/** A state as if `plan`, which creates everything, had been applied. */
export function stateAfter(plan: Plan, known: Known, schemas: Schemas): JsonObject {
  const managed = (plan.resource_changes ?? []).filter(({ mode }) => mode === "managed");
  const instances = new Map(
    managed.map((change): [string, Instance] => [change.address, { change, attributes: {} }]),
  );
  for (let pass = 0; pass < 3; pass++)
    for (const instance of instances.values())
      Object.assign(instance.attributes, attributesOf(instance.change, plan, { known, schemas, instances }));
  const groups = new Map<string, Instance[]>();
  for (const instance of instances.values()) {
    const { module_address: module = "", type, name } = instance.change;
    const key = [module, type, name].join(" ");
    groups.set(key, [...(groups.get(key) ?? []), instance]);
  }
  return {
    version: 4,
    terraform_version: "1.11.4",
    serial: 1,
    lineage: "11111111-2222-3333-4444-555555555555",
    outputs: outputsOf(plan, known),
    resources: [...groups.values()].map((group) => stateResource(group, schemas)),
  };
}

interface Surroundings {
  readonly known: Known;
  readonly schemas: Schemas;
  readonly instances: ReadonlyMap<string, Instance>;
}

function attributesOf(change: ResourceChange, plan: Plan, around: Surroundings): Record<string, Json> {
  const { known, schemas, instances } = around;
  const types = schemas.get(change.type)?.block.attributes ?? {};
  const attributes: Record<string, Json> = { ...(objectOf(change.change.after) as Record<string, Json>) };
  const expressions = objectOf(configurationOf(plan, change)["expressions"]);
  for (const [attribute, unknown] of Object.entries(objectOf(change.change.after_unknown))) {
    if (unknown !== true) continue;
    const kind = types[attribute]?.type;
    const found = referenced(objectOf(expressions[attribute])["references"], instances);
    const value = Array.isArray(kind) && !Array.isArray(found[0]) && found.length > 0 ? found : found[0];
    attributes[attribute] = value ?? standIn(change, attribute, kind);
  }
  if (change.type === "terraform_data") attributes["output"] = attributes["input"] ?? null;
  return { ...attributes, ...(known[change.address] as Record<string, Json> | undefined) };
}

function configurationOf(plan: Plan, { mode, type, name }: ResourceChange): JsonObject {
  const resources = objectOf(objectOf(plan.configuration)["root_module"])["resources"];
  const all = Array.isArray(resources) ? resources.map(objectOf) : [];
  return all.find((one) => one["mode"] === mode && one["type"] === type && one["name"] === name) ?? {};
}

/** Values of the attributes that an expression refers to. */
function referenced(references: Json | undefined, instances: ReadonlyMap<string, Instance>): Json[] {
  if (!Array.isArray(references)) return [];
  return references
    .filter((reference) => typeof reference === "string")
    .flatMap((reference) => {
      const cut = reference.lastIndexOf(".");
      const value = instances.get(reference.slice(0, cut))?.attributes[reference.slice(cut + 1)];
      return value === undefined ? [] : [value];
    });
}

function standIn({ type, address, change }: ResourceChange, attribute: string, kind?: Json): Json {
  const hash = createHash("sha256").update(address).digest("hex");
  if (type === "terraform_data" && attribute === "id")
    return hash.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, "$1-$2-$3-$4-$5");
  if (attribute === "id") return `${type.replace(/^aws_/, "").replaceAll("_", "-")}-${hash.slice(0, 17)}`;
  if (attribute === "arn") return `arn:aws:${type.split("_")[1] ?? "x"}:us-west-2:111122223333:${address}`;
  if (attribute === "tags_all") return objectOf(change.after)["tags"] ?? {};
  if (!Array.isArray(kind)) return null;
  return kind[0] === "map" ? {} : [];
}

function stateResource(group: readonly Instance[], schemas: Schemas): JsonObject {
  const { mode, type, name, module_address: module } = (group[0] as Instance).change;
  const builtIn = type === "terraform_data";
  const provider = builtIn ? "terraform.io/builtin/terraform" : PROVIDER.address;
  return {
    ...(module !== undefined && { module }),
    mode,
    type,
    name,
    provider: `provider["${provider}"]`,
    instances: group.map(({ change, attributes }) => ({
      ...(change.index !== undefined && { index_key: change.index }),
      schema_version: schemas.get(type)?.version ?? 0,
      attributes: builtIn ? dynamic(attributes) : attributes,
      sensitive_attributes: sensitivePaths(change.change.after_sensitive ?? {}, []),
    })),
  };
}

/** As the built-in provider keeps attributes that may be of any type. */
function dynamic(attributes: JsonObject): JsonObject {
  const wrap = (value: Json | undefined): Json =>
    value === null || value === undefined ? null : { value, type: typeOf(value) };
  const { id = null, input, output, triggers_replace } = attributes;
  return { id, input: wrap(input), output: wrap(output), triggers_replace: wrap(triggers_replace) };
}

function typeOf(value: Json): Json {
  if (value === null) return "dynamic";
  if (Array.isArray(value)) return ["tuple", value.map(typeOf)];
  if (isObject(value))
    return ["object", Object.fromEntries(Object.entries(value).map(([k, v]) => [k, typeOf(v ?? null)]))];
  return typeof value === "boolean" ? "bool" : typeof value;
}

function sensitivePaths(marks: Json, path: readonly Json[]): Json[] {
  if (marks === true) return [path];
  if (Array.isArray(marks))
    return marks.flatMap((mark: Json, index) =>
      sensitivePaths(mark, [...path, { type: "index", value: { value: index, type: "number" } }]),
    );
  return Object.entries(objectOf(marks)).flatMap(([key, mark]) =>
    sensitivePaths(mark ?? false, [...path, { type: "get_attr", value: key }]),
  );
}

function outputsOf(plan: Plan, known: Known): JsonObject {
  const outputs = Object.entries(objectOf(objectOf(plan.planned_values)["outputs"]));
  return Object.fromEntries(
    outputs.map(([name, output]) => {
      const { sensitive = false, value: planned } = objectOf(output);
      const value = planned ?? known["outputs"]?.[name] ?? "unknown";
      return [name, { value, type: typeOf(value), ...(sensitive === true && { sensitive }) }];
    }),
  );
}
