import type { Configuration, ConfiguredResource } from "../planning/configuration";
import { CANNOT_MAKE, CANNOT_MAKE_WITH, ONLY_AWAITED } from "./gaps";

const REFERENCE = /(?<!data\.|ephemeral\.)\b(aws_[a-z0-9_]+\.[A-Za-z][\w-]*)/g;
const REMOTE = /data\.terraform_remote_state\.([\w-]+)\.outputs\.([\w-]+)/g;

/** Whether the emulated state behind a `terraform_remote_state` has an output. */
type Reads = (remoteState: string, output: string) => boolean;

/**
 * Addresses of the managed resources that the emulator can make: without those of `CANNOT_MAKE`, those that read
 * outputs which do not exist there, and all that refer to one of either; and without those of `ONLY_AWAITED`.
 */
export function emulated(configuration: Configuration, reads: Reads): string[] {
  const managed = configuration.resources.filter(({ mode }) => mode === "managed");
  const text = new Map(managed.map((resource) => [addressOf(resource), referencesIn(resource.body)]));
  const left = new Set(
    managed.filter((resource) => cannotBeMade(resource) || misses(resource, reads)).map(addressOf),
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

/** Address without index, for example `aws_vpc.this`. */
export function addressOf({ type, name }: ConfiguredResource): string {
  return `${type}.${name}`;
}

function referencesIn(value: unknown): string[] {
  return [...JSON.stringify(value).matchAll(REFERENCE)].flatMap(([, address]) => address ?? []);
}

function misses({ body }: ConfiguredResource, reads: Reads): boolean {
  return [...JSON.stringify(body).matchAll(REMOTE)].some(
    ([, state = "", output = ""]) => !reads(state, output),
  );
}

/** Names of the outputs that a stack has of which only `addresses` were made: those that refer to nothing else. */
export function emulatedOutputs(configuration: Configuration, addresses: Iterable<string>): Set<string> {
  const made = new Set(addresses);
  const outputs = Object.entries(configuration.outputs).filter(([, output]) =>
    referencesIn(output).every((address) => made.has(address)),
  );
  return new Set(outputs.map(([name]) => name));
}
