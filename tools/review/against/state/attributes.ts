import { resourceReference, type ResourceReference } from "../../../planning/expressions";
import type { CtyType } from "../../../planning/providers/schema";
import { isObject, objectOf, type Json, type JsonObject } from "../../../planning/json";
import type { PlaceholderContext } from "../../../planning/placeholders/context";
import { ownerOf, typeAt, valueAt } from "../../../planning/resource-attributes";
import { conform } from "./conform";
import { evaluate, type Lookups } from "./evaluate";
import { invented } from "./invented";
import { member, sourcesFor, type Path } from "./members";
import { normal } from "./normal";
import { instancesAfter, mentionsIn, readData, type Instance, type Mentions, type Scope } from "./scope";

// One reference and nothing else.
const WHOLE = /^\$\{([^{}]+)\}$/;
// What changes with each update of a resource, as far as one can tell.
const COUNTED = /(^|_)(version|version_id|etag|revision)$/;

/** Attributes that every object of a stack has once its plan is applied. */
export class AppliedAttributes {
  readonly instances: ReadonlyMap<string, Instance>;
  /** Attributes whose configuration was not understood; what is said of them may be wrong. */
  readonly guessed = new Set<string>();
  private readonly mentions: Mentions;
  private readonly data: ReadonlyMap<string, JsonObject>;
  private readonly byResource = new Map<string, string[]>();
  private readonly values = new Map<string, Map<string, Json>>();
  private readonly lookups: Lookups;

  constructor(private readonly scope: Scope) {
    this.instances = instancesAfter(scope);
    this.mentions = mentionsIn(scope.configuration);
    this.data = readData(scope);
    this.lookups = { scope, attribute: (reference) => this.referred(reference) };
    for (const [address, { change, body }] of this.instances) {
      if (body === undefined) continue;
      const key = `${change.type}.${change.name}`;
      const known = this.byResource.get(key);
      if (known) known.push(address);
      else this.byResource.set(key, [address]);
    }
  }

  of(address: string): JsonObject {
    const change = this.instances.get(address)?.change.change;
    const names = new Set([
      ...Object.keys(objectOf(change?.after)),
      ...Object.keys(objectOf(change?.after_unknown)),
    ]);
    return Object.fromEntries([...names].map((name) => [name, this.attribute(address, name) ?? null]));
  }

  /** Of outputs and the like; undefined if it is not understood. */
  evaluate(source: Json): Json | undefined {
    return evaluate(this.lookups, source);
  }

  /** Declared type of what one plain reference names; undefined for anything else. */
  typeOf(source: Json | undefined): CtyType | undefined {
    const text = typeof source === "string" ? WHOLE.exec(source)?.[1] : undefined;
    const reference = text === undefined ? undefined : resourceReference(text.trim());
    if (reference?.section !== "resource") return undefined;
    const { type, name, steps } = reference;
    const instance = this.instances.get(`${type}.${name}`);
    // Of several instances it would be a list's, or that of one of them.
    if (instance === undefined || steps.includes("*")) return undefined;
    const declared = instance.schema?.attributes.get(String(steps[0]))?.type;
    return declared && typeAt(declared, steps.slice(1));
  }

  private attribute(address: string, name: string): Json | undefined {
    const instance = this.instances.get(address);
    if (instance === undefined) return undefined;
    const known = this.values.get(address) ?? new Map<string, Json>();
    this.values.set(address, known);
    if (known.has(name)) return known.get(name);
    const { after, after_unknown: unknown } = instance.change.change;
    const source = instance.body?.[name];
    const type = instance.schema?.attributes.get(name)?.type;
    const value = this.fill(
      { address, instance, path: [name], type },
      objectOf(after)[name] ?? null,
      objectOf(unknown)[name],
      source,
    );
    known.set(name, value);
    return value;
  }

  private referred({ section, type, name, steps }: ResourceReference): Json | undefined {
    if (section === "data") return valueAt(this.data.get(`${type}.${name}`) ?? null, steps);
    if (section !== "resource") return undefined;
    const addresses = this.byResource.get(`${type}.${name}`) ?? [];
    const [first] = addresses;
    if (first === undefined) return undefined;
    const indexed = this.instances.get(first)?.change.index !== undefined;
    if (!indexed) return this.at(first, steps);
    const [key, ...rest] = steps;
    if (key !== "*") return this.at(`${type}.${name}[${JSON.stringify(key)}]`, rest);
    const all = addresses.map((address) => this.at(address, rest));
    return all.includes(undefined) ? undefined : (all as Json[]);
  }

  private at(address: string, [name, ...rest]: Path): Json | undefined {
    if (name === undefined) return this.instances.has(address) ? this.of(address) : undefined;
    return member(this.attribute(address, String(name)), rest);
  }

  private fill(place: Place, value: Json, unknown: Json | undefined, source: Json | undefined): Json {
    if (unknown === true) return this.decide(place, source);
    const { path, type } = place;
    if (Array.isArray(unknown) && Array.isArray(value)) {
      const sources = sourcesFor(value as Json[], source);
      return (value as Json[]).map((element, index) => {
        const inner = { ...place, path: [...path, index], type: type && typeAt(type, [index]) };
        return this.fill(inner, element, (unknown as Json[])[index], sources[index]);
      });
    }
    if (!isObject(unknown) || Object.keys(unknown).length === 0) return value;
    const from = Array.isArray(source) ? (source as Json[])[0] : source;
    const filled = Object.entries(unknown).map(([key, mask]) => {
      const inner = { ...place, path: [...path, key], type: type && typeAt(type, [key]) };
      return [key, this.fill(inner, objectOf(value)[key] ?? null, mask, objectOf(from)[key])] as const;
    });
    return { ...objectOf(value), ...Object.fromEntries(filled) };
  }

  private decide(place: Place, source: Json | undefined): Json {
    const { instance, address, path, type } = place;
    const { change } = instance;
    if (change.type === "terraform_data" && path[0] === "output")
      return this.attribute(address, "input") ?? null;
    const configured =
      source === undefined || source === null ? undefined : evaluate(this.lookups, source, instance);
    if (configured !== undefined) return normal(change.type, path, conform(configured, type));
    const open = instance.body !== undefined && !("dynamic" in instance.body);
    if (!open || (source !== undefined && source !== null)) this.guessed.add(`${address} ${path.join(".")}`);
    return this.kept(place) ?? this.invent(place);
  }

  /** What an update leaves of an unknown attribute: itself, but for what counts updates. */
  private kept({ instance, path }: Place): Json | undefined {
    const { before = null, actions } = instance.change.change;
    const { settling = false } = this.scope;
    if (actions.includes("delete") && !settling) return undefined;
    const prior = valueAt(before, path) ?? undefined;
    return settling || !countsUpdates(instance, path) ? prior : next(prior);
  }

  private invent({ instance, address, path, type }: Place): Json {
    const replaced = instance.change.change.actions.includes("delete") && this.scope.settling !== true;
    const { type: kind, name } = instance.change;
    const [head = ""] = path;
    const mention = `${kind}.${name}.${head}`;
    const context: PlaceholderContext = {
      ...ownerOf(this.scope.configuration, { section: "resource", type: kind, name }),
      seed: `${this.scope.stack} ${address}${replaced ? " replaced" : ""}`,
      known: objectOf(instance.change.change.after),
    };
    return invented({
      context,
      path: path.filter((step): step is string => typeof step === "string"),
      type,
      schema: path.length === 1 ? instance.schema?.attributes.get(String(head)) : undefined,
      mentioned: this.mentions.attributes.has(mention),
      indexed: this.mentions.indexed.has(mention),
    });
  }
}

interface Place {
  readonly instance: Instance;
  readonly address: string;
  readonly path: Path;
  readonly type: Json | undefined;
}

function countsUpdates({ schema }: Instance, path: Path): boolean {
  const [name] = path;
  return (
    path.length === 1 && COUNTED.test(String(name)) && schema?.attributes.get(String(name))?.optional !== true
  );
}

function next(value: Json | undefined): Json | undefined {
  if (typeof value === "number") return value + 1;
  return typeof value === "string" ? `${value}-next` : value;
}
