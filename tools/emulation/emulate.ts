import type { Configuration, ConfiguredResource } from "../planning/configuration";
import { PlanningError } from "../planning/errors";
import { blocksOf, isObject, objectOf, type Json, type JsonObject } from "../planning/json";
import { providerRequirements } from "../planning/providers/requirements";
import type { SynthesizedStack } from "../planning/synthesis";
import { variablePlaceholder } from "../planning/variables";
import { CANNOT_KEEP, FORGETS, ONLY_AWAITED } from "./gaps";
import { addressOf, emulated } from "./selection";

/** What Terraform needs, beside a byte-identical copy of the stack, to work against the emulator. */
export interface EmulatedStack {
  /** For the override file. The S3 backend stays, with its bucket, key, encryption and lock. */
  readonly override: JsonObject;
  /** Addresses that the emulator can hold, for `-target`; empty: all of the stack. */
  readonly targets: readonly string[];
}

/** Why nothing of a stack can be run against the emulator. */
export interface NotEmulated {
  readonly reason: string;
}

/** Whether the emulated state of a stack, given by its id, has an output. */
export type HasOutput = (stack: string, output: string) => boolean;

// Buckets are found by path, for `<bucket>.127.0.0.1` resolves to nothing.
const S3 = { use_path_style: true, skip_metadata_api_check: true } as const;
// Asks whose account it works in, and refuses another than the configuration's.
const PROVIDER = { s3_use_path_style: true, skip_metadata_api_check: "true", max_retries: 5 } as const;
const CLUSTERS = ["helm", "kubernetes"];

/**
 * How to run `stack` against the emulator: its endpoint and mock keys are in the environment of Terraform.
 * `producers`: the stack behind each `terraform_remote_state`, see tools/planning/remote-states.ts.
 * Throws a PlanningError if the stack's state is not in S3.
 */
export function emulateStack(
  stack: SynthesizedStack,
  producers: ReadonlyMap<string, string | undefined>,
  hasOutput: HasOutput,
): EmulatedStack | NotEmulated {
  const { configuration } = stack;
  const cluster = configuration.providers.find(({ name }) => CLUSTERS.includes(name));
  if (cluster !== undefined)
    return { reason: `the AWS emulator runs no Kubernetes that ${cluster.name} could talk to` };
  const targets = emulated(configuration, (name, output) => {
    const producer = producers.get(name);
    return producer !== undefined && hasOutput(producer, output);
  });
  const { length: all } = configuration.resources.filter(isManaged);
  if (all > 0 && targets.length === 0) return { reason: "the AWS emulator can hold none of its resources" };
  return { override: override(stack), targets: targets.length === all ? [] : targets };
}

function override({ id, configuration }: SynthesizedStack): JsonObject {
  const { backend } = configuration;
  if (backend.type !== "s3") {
    throw new PlanningError([
      `${id}: the backend is ${backend.type}; against the AWS emulator only s3 is allowed; synthesize again without MINDSCAPE_BACKEND`,
    ]);
  }
  const remoteStates = remoteStateOverrides(configuration);
  const variables = Object.entries(configuration.variables).flatMap(([name, variable]) => {
    const value = variablePlaceholder(id, name, variable);
    return value === undefined ? [] : [[name, { default: value }] as const];
  });
  const resources = resourceOverrides(configuration);
  const providers = providerOverrides(configuration);
  return {
    terraform: { backend: { s3: { ...backend.config, ...S3 } } },
    ...(Object.keys(providers).length > 0 && { provider: providers }),
    ...(remoteStates.length > 0 && { data: { terraform_remote_state: Object.fromEntries(remoteStates) } }),
    ...(variables.length > 0 && { variable: Object.fromEntries(variables) }),
    ...(Object.keys(resources).length > 0 && { resource: resources }),
  };
}

function remoteStateOverrides(configuration: Configuration): [name: string, override: JsonObject][] {
  return Object.entries(configuration.remoteStates).flatMap(([name, body]) => {
    const { backend, config } = objectOf(body);
    return backend === "s3" ? [[name, { config: { ...objectOf(config), ...S3 } }]] : [];
  });
}

function providerOverrides(configuration: Configuration): JsonObject {
  const sources = new Map(
    providerRequirements(configuration).map(({ localName, address }) => [localName, address]),
  );
  const overrides: Record<string, Json[]> = {};
  for (const { name, block } of configuration.providers) {
    if (sources.get(name)?.endsWith("/aws") !== true) continue;
    const { alias } = block;
    (overrides[name] ??= []).push({ ...(typeof alias === "string" && { alias }), ...PROVIDER });
  }
  return overrides;
}

/** What the emulator needs to be different, by type and name. */
function resourceOverrides(configuration: Configuration): Record<string, Record<string, JsonObject>> {
  const overrides: Record<string, Record<string, JsonObject>> = {};
  for (const resource of configuration.resources.filter(isManaged)) {
    const { type, name } = resource;
    const different = resourceOverride(resource);
    if (Object.keys(different).length > 0) (overrides[type] ??= {})[name] = different;
  }
  return overrides;
}

function resourceOverride(resource: ConfiguredResource): JsonObject {
  const { type, body } = resource;
  if (type in ONLY_AWAITED) return { count: 0 };
  const lost = CANNOT_KEEP[type];
  return {
    ...ignoring(resource),
    ...(lost !== undefined && without(lost, body)),
    ...(type === "aws_s3_bucket_policy" && { policy: withoutConditionalDenials(resource) }),
  };
}

/**
 * Takes away what `path` leads to. An override has no word for "no block", but one that is repeated no times replaces it; of
 * nested blocks it replaces all of a kind.
 */
function without(path: string, body: JsonObject): JsonObject {
  const [name = "", ...inner] = path.split(".");
  if (!(name in body)) return {};
  if (inner.length > 0) return { [name]: stripped(body[name] ?? null, inner) };
  if (blocksOf(body[name]).length === 0) return { [name]: null };
  return { dynamic: { [name]: { for_each: [], content: {} } } };
}

function stripped(value: Json, [name = "", ...inner]: readonly string[]): Json {
  if (Array.isArray(value)) return (value as Json[]).map((item) => stripped(item, [name, ...inner]));
  if (!isObject(value)) return value;
  const others = Object.entries(value).filter(([key]) => key !== name || inner.length > 0);
  return Object.fromEntries(
    others.map(([key, nested]) => [key, key === name ? stripped(nested ?? null, inner) : nested]),
  );
}

/** An override replaces the whole list, so the resource's own is repeated. */
function ignoring({ type, body }: ConfiguredResource): JsonObject {
  const forgotten = FORGETS[type];
  const own = objectOf(body["lifecycle"])["ignore_changes"];
  if (forgotten === undefined || own === "all") return {};
  const all = [...(Array.isArray(own) ? (own as Json[]) : []), ...forgotten];
  return { lifecycle: { ignore_changes: [...new Set(all)] } };
}

/** The emulator evaluates bucket policies without their conditions: "not without TLS" would refuse every request. */
function withoutConditionalDenials(resource: ConfiguredResource): string {
  const text = resource.body["policy"];
  const document: unknown = typeof text === "string" ? parsed(text) : undefined;
  if (!isObject(document) || !Array.isArray(document["Statement"])) {
    throw new PlanningError([
      `${addressOf(resource)}.policy is no JSON text with a list of statements; the AWS emulator needs one`,
    ]);
  }
  const statements = (document["Statement"] as JsonObject[]).filter(
    (statement) => statement["Effect"] !== "Deny" || statement["Condition"] === undefined,
  );
  return JSON.stringify({ ...document, Statement: statements });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isManaged({ mode }: ConfiguredResource): boolean {
  return mode === "managed";
}
