import type { Json } from "../json";
import { field, fields } from "./wire";

// Field numbers of GetProviderSchema.Response, the same in plugin protocols 5 and 6.
// https://github.com/hashicorp/terraform/tree/main/docs/plugin-protocol
const RESPONSE = { resource: 2, data: 3, capabilities: 6, ephemeral: 8 } as const;
const SCHEMA = { version: 1, block: 2 } as const;
const BLOCK = { attribute: 2, nested: 3 } as const;
const NESTED_BLOCK = { name: 1, block: 2, nesting: 3 } as const;
const ATTRIBUTE = { name: 1, type: 2, required: 4, optional: 5, computed: 6, sensitive: 7 } as const;
// Protocol 5 ends with write_only = 10; protocol 6 has nested_type = 10 and write_only = 11.
const ATTRIBUTE_10 = 10;
const OBJECT = { attribute: 1, nesting: 3 } as const;
const NESTING = ["invalid", "single", "list", "set", "map", "group"] as const;
const MAP_ENTRY = { key: 1, value: 2 } as const;
const OPTIONAL_SCHEMA_CALL = 2;

export type Section = "resource" | "data" | "ephemeral";
type Nesting = (typeof NESTING)[number];

/** A cty type as Terraform writes it in states: `"string"`, `["list","string"]`, `["object",{...}]`. */
export type CtyType = Json;

export interface AttributeSchema {
  readonly type: CtyType;
  readonly required: boolean;
  readonly optional: boolean;
  readonly computed: boolean;
  readonly sensitive: boolean;
}

export interface ResourceSchema {
  readonly version: number;
  /** Attributes and nested blocks alike, by name. */
  readonly attributes: ReadonlyMap<string, AttributeSchema>;
}

/** A provider's schema as the provider itself answered it; single types are decoded on demand. */
export class ProviderSchema {
  private readonly decoded = new Map<string, ResourceSchema | undefined>();

  constructor(readonly response: Buffer) {}

  /**
   * The response with only these types left, for a Terraform whose configuration uses no others: reading the whole
   * schema of a large provider takes Terraform several times as long as planning.
   */
  prunedTo(types: ReadonlySet<string>): Buffer {
    const kept: Buffer[] = [];
    for (const entry of fields(this.response)) {
      if (!isSection(entry.number) || types.has(keyOf(entry.data))) kept.push(entry.raw);
    }
    return Buffer.concat(kept);
  }

  /** Whether the provider accepts other calls before it was asked for its schema. */
  get schemaCallIsOptional(): boolean {
    const capabilities = field(this.response, RESPONSE.capabilities)?.data;
    return capabilities !== undefined && field(capabilities, OPTIONAL_SCHEMA_CALL)?.value === 1;
  }

  resource(section: Section, type: string): ResourceSchema | undefined {
    const key = `${section} ${type}`;
    if (!this.decoded.has(key)) this.decoded.set(key, this.decode(section, type));
    return this.decoded.get(key);
  }

  private decode(section: Section, type: string): ResourceSchema | undefined {
    for (const entry of fields(this.response)) {
      if (entry.number !== RESPONSE[section] || keyOf(entry.data) !== type) continue;
      const schema = field(entry.data, MAP_ENTRY.value)?.data ?? Buffer.alloc(0);
      const block = field(schema, SCHEMA.block)?.data ?? Buffer.alloc(0);
      return { version: field(schema, SCHEMA.version)?.value ?? 0, attributes: blockAttributes(block) };
    }
    return undefined;
  }
}

function isSection(number: number): boolean {
  return number === RESPONSE.resource || number === RESPONSE.data || number === RESPONSE.ephemeral;
}

function keyOf(mapEntry: Buffer): string {
  return field(mapEntry, MAP_ENTRY.key)?.data.toString("utf8") ?? "";
}

function blockAttributes(block: Buffer): Map<string, AttributeSchema> {
  const attributes = new Map<string, AttributeSchema>();
  for (const entry of fields(block)) {
    if (entry.number === BLOCK.attribute) attributes.set(...attribute(entry.data));
    if (entry.number !== BLOCK.nested) continue;
    const name = field(entry.data, NESTED_BLOCK.name)?.data.toString("utf8") ?? "";
    const inner = blockAttributes(field(entry.data, NESTED_BLOCK.block)?.data ?? Buffer.alloc(0));
    const type = nestedType(inner, NESTING[field(entry.data, NESTED_BLOCK.nesting)?.value ?? 0] ?? "invalid");
    attributes.set(name, { type, required: false, optional: true, computed: false, sensitive: false });
  }
  return attributes;
}

function attribute(message: Buffer): [string, AttributeSchema] {
  const flag = (number: number): boolean => field(message, number)?.value === 1;
  const type = field(message, ATTRIBUTE.type)?.data;
  const nested = field(message, ATTRIBUTE_10)?.data;
  return [
    field(message, ATTRIBUTE.name)?.data.toString("utf8") ?? "",
    {
      type: type?.length
        ? (JSON.parse(type.toString("utf8")) as CtyType)
        : objectType(nested ?? Buffer.alloc(0)),
      required: flag(ATTRIBUTE.required),
      optional: flag(ATTRIBUTE.optional),
      computed: flag(ATTRIBUTE.computed),
      sensitive: flag(ATTRIBUTE.sensitive),
    },
  ];
}

/** Type of a nested attribute of protocol 6. */
function objectType(object: Buffer): CtyType {
  const inner = [...fields(object)]
    .filter(({ number }) => number === OBJECT.attribute)
    .map(({ data }) => attribute(data));
  return nestedType(new Map(inner), NESTING[field(object, OBJECT.nesting)?.value ?? 1] ?? "single");
}

function nestedType(attributes: ReadonlyMap<string, AttributeSchema>, nesting: Nesting): CtyType {
  const object = ["object", Object.fromEntries([...attributes].map(([name, { type }]) => [name, type]))];
  return nesting === "list" || nesting === "set" || nesting === "map" ? [nesting, object] : object;
}
