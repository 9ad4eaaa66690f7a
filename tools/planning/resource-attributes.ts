import type { Configuration } from "./configuration";
import type { ResourceReference } from "./expressions";
import { isObject, objectOf, type Json, type JsonObject } from "./json";
import { placeholder } from "./placeholders/placeholder";
import type { PlanDocument } from "./plan-document";
import { providerBlock } from "./providers/requirements";
import type { CtyType, ResourceSchema } from "./providers/schema";

const NO_ACCOUNT = "000000000000";
const NO_REGION = "us-east-1";

type Steps = readonly (string | number)[];

/** Looks up what a provider says of one resource type. */
export type SchemaLookup = (reference: ResourceReference) => ResourceSchema | undefined;

/** The account that a stack belongs to, as its provider blocks say. */
export function accountOf(configuration: Configuration): string {
  const listed = configuration.providers.map(({ block }) => block["allowed_account_ids"]);
  const [account] = listed.flatMap((ids) => (Array.isArray(ids) ? (ids as Json[]) : []));
  return typeof account === "string" ? account : NO_ACCOUNT;
}

/** Account and region of a resource, as its provider block says. */
export function ownerOf(
  configuration: Configuration,
  { section, type, name }: Omit<ResourceReference, "steps">,
): { type: string; name: string; region: string; account: string } {
  const provider = configuration.resource(section, type, name)?.["provider"];
  const { region } = providerBlock(configuration, type, provider);
  const account = accountOf(configuration);
  return { type, name, region: typeof region === "string" ? region : NO_REGION, account };
}

/** Values of a stack's resources: as planned, or a placeholder where only AWS can tell. */
export class ResourceAttributes {
  private readonly planned: ReadonlyMap<string, JsonObject>;

  constructor(
    private readonly stack: string,
    private readonly configuration: Configuration,
    plan: PlanDocument,
    private readonly schemas: SchemaLookup,
  ) {
    const changes = plan.resource_changes ?? [];
    this.planned = new Map(changes.map(({ address, change }) => [address, objectOf(change.after)]));
  }

  value(reference: ResourceReference): Json {
    const { section, type, name, steps } = reference;
    const address = section === "resource" ? `${type}.${name}` : `${section}.${type}.${name}`;
    const body = this.configuration.resource(section, type, name) ?? {};
    if (!("count" in body || "for_each" in body)) return this.attribute(reference, address, steps);
    const [key = "*", ...path] = steps;
    if (key !== "*") return this.attribute(reference, `${address}[${JSON.stringify(key)}]`, path);
    const instances = [...this.planned.keys()].filter((instance) => instance.startsWith(`${address}[`));
    return instances.map((instance) => this.attribute(reference, instance, path));
  }

  private attribute(reference: ResourceReference, instance: string, path: Steps): Json {
    const known = this.planned.get(instance) ?? {};
    const planned = valueAt(known, path);
    if (planned !== undefined && planned !== null) return planned;
    const [head = "id", ...rest] = path;
    const declared = this.schemas(reference)?.attributes.get(String(head))?.type;
    const names = path.filter((step): step is string => typeof step === "string" && step !== "*");
    const context = { ...ownerOf(this.configuration, reference), seed: `${this.stack} ${instance}`, known };
    const value = placeholder(context, names.length > 0 ? names : ["id"], typeAt(declared ?? "string", rest));
    return path.includes("*") ? [value] : value;
  }
}

export function valueAt(value: Json, path: Steps): Json | undefined {
  return path.reduce<Json | undefined>((inner, step) => {
    if (Array.isArray(inner) && typeof step === "number") return (inner as Json[])[step];
    return isObject(inner) ? inner[step] : undefined;
  }, value);
}

export function typeAt(type: CtyType, path: Steps): CtyType {
  return path.reduce<CtyType>((inner, step) => {
    if (!Array.isArray(inner)) return inner;
    const [kind, element] = inner as [string, CtyType];
    if (kind === "object") return objectOf(element)[step] ?? "string";
    if (kind === "tuple") return (element as CtyType[])[Number(step)] ?? "string";
    return element;
  }, type);
}
