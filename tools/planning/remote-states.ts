import type { Configuration } from "./configuration";
import { canonicalJson, isObject, objectOf, type JsonObject } from "./json";
import type { SynthesizedStack } from "./synthesis";

// Name that CDKTF gives to the data source behind a reference to another stack.
const NATIVE_REFERENCE = /^cross-stack-reference-input-(.+)$/;

/**
 * Which stack writes the state that each `terraform_remote_state` of a stack reads: the one whose backend is what the
 * data source names. Undefined as producer: none of these stacks.
 */
export function producers(
  configuration: Configuration,
  candidates: Iterable<SynthesizedStack>,
): Map<string, string | undefined> {
  const stacks = [...candidates];
  const found = new Map<string, string | undefined>();
  for (const [name, body] of Object.entries(configuration.remoteStates)) {
    const reader = objectOf(body);
    const writers = stacks.filter((stack) => writes(stack.configuration, reader));
    const named = NATIVE_REFERENCE.exec(name)?.[1];
    const byName = stacks.find(({ id }) => id === named);
    found.set(name, (writers.length === 1 ? writers[0] : byName)?.id);
  }
  return found;
}

function writes(producer: Configuration, reader: JsonObject): boolean {
  const { type, config } = producer.backend;
  if (reader["backend"] !== (type === "cloud" ? "remote" : type)) return false;
  const shared = Object.entries(objectOf(reader["config"])).filter(([key]) => key in config);
  return shared.length > 0 && shared.every(([key, value]) => equal(value, config[key]));
}

function equal(read: unknown, written: unknown): boolean {
  const unwrapped = Array.isArray(written) && isObject(read) ? (written as unknown[])[0] : written;
  return canonicalJson(read) === canonicalJson(unwrapped);
}
