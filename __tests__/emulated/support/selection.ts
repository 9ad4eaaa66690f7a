import type { Configuration, ConfiguredResource } from "../../../tools/planning/configuration";
import { CANNOT_MAKE, CANNOT_MAKE_WITH, ONLY_AWAITED } from "./gaps";

const REFERENCE = /(?<!data\.|ephemeral\.)\b(aws_[a-z0-9_]+\.[A-Za-z][\w-]*)/g;
const REMOTE = /data\.terraform_remote_state\.([\w-]+)\.outputs\.([\w-]+)/g;

/** Whether the emulated state of another stack has an output; stacks by the data source's name. */
export type HasOutput = (remoteState: string, output: string) => boolean;

/**
 * Addresses of the managed resources that the emulator can make: without those of `CANNOT_MAKE`, those that read
 * outputs which do not exist there, and all that refer to one of either; and without those of `ONLY_AWAITED`.
 */
export function emulated(configuration: Configuration, hasOutput: HasOutput): string[] {
  const managed = configuration.resources.filter(({ mode }) => mode === "managed");
  const text = new Map(managed.map((resource) => [addressOf(resource), referencesOf(resource)]));
  const left = new Set(
    managed.filter((resource) => cannotBeMade(resource) || misses(resource, hasOutput)).map(addressOf),
  );
  for (let before = -1; before !== left.size;) {
    before = left.size;
    for (const [address, references] of text) {
      if (references.some((reference) => left.has(reference))) left.add(address);
    }
  }
  return [...text.keys()].filter((address) => !left.has(address) && !isOnlyAwaited(address));
}

function cannotBeMade({ type, body }: ConfiguredResource): boolean {
  const word = CANNOT_MAKE_WITH[type];
  return type in CANNOT_MAKE || (word !== undefined && JSON.stringify(body).includes(word));
}

function isOnlyAwaited(address: string): boolean {
  return address.slice(0, address.indexOf(".")) in ONLY_AWAITED;
}

function addressOf({ type, name }: ConfiguredResource): string {
  return `${type}.${name}`;
}

function referencesOf({ body }: ConfiguredResource): string[] {
  return [...JSON.stringify(body).matchAll(REFERENCE)].flatMap(([, address]) => address ?? []);
}

function misses({ body }: ConfiguredResource, hasOutput: HasOutput): boolean {
  return [...JSON.stringify(body).matchAll(REMOTE)].some(
    ([, state = "", output = ""]) => !hasOutput(state, output),
  );
}
