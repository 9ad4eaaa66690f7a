import { createHash } from "node:crypto";
import { objectOf } from "../../planning/json";
import type { ReviewedChange } from "../model";
import type { Masker } from "../secrets/masker";
import type { ResourceChange } from "../plan";
import type { Difference } from "./differences";
import type { Normalise } from "./own-words";
import { keyOf } from "./values";

/** A name under which a masker gives nothing but the keyed hash of a value. */
const SECRET = ["password"];

/**
 * Equal for changes of several stacks that say the same of the same address, whatever region, account and made-up ids they say it
 * of; hidden values count too. The whole goes through the masker's keyed hash: nobody can try guesses on a secret that is in it.
 */
export function samenessOf(
  resource: ResourceChange,
  { action, order, deposed }: Pick<ReviewedChange, "action" | "order" | "deposed">,
  content: string,
  { masker, normalise }: { readonly masker: Masker; readonly normalise: Normalise },
): string {
  const kind = JSON.stringify([resource.mode, action, order, deposed, resource.previous_address ?? null]);
  const text = normalise(`${resource.address}\n${kind}\n${content}`);
  const hashed = masker.show(resource, "before", SECRET, text).text;
  return createHash("sha256")
    .update(normalise(resource.address))
    .update("\n")
    .update(hashed)
    .digest("hex")
    .slice(0, 16);
}

/** All that a creation says. */
export function contentOf({ change }: ResourceChange): string {
  return JSON.stringify([change.before ?? null, change.after ?? null, change.after_unknown ?? null]);
}

/** Attributes that nobody writes; a plan says nothing of the configuration of what goes. */
const GIVEN: ReadonlySet<string> = new Set(["id", "arn", "arn_suffix", "certificate_authority", "unique_id"]);
/** What AWS gives to a thing, each another one: hosts, suffixes of ARNs, ids in capitals, hexadecimal ones, and times. */
const MADE_UP =
  /(?<![\w.-])[\w.-]{1,255}\.amazonaws\.com(?:\.cn)?|-[A-Za-z0-9]{6}(?=\\?")(?<=:secret:[\w/+=.@-]{1,512})|\bZ[0-9A-Z]{10,31}\b|\bA[A-Z]{3}[0-9A-Z]{16,17}\b|\b(?:[0-9a-f]{16,64}|[0-9A-F]{16,64})\b|\b\d{4}-\d\d-\d\dT[\d:.]+(?:Z|\+[\d:]+)?/g;

/** All that a deletion says of the thing, without what it got from its provider: creations do not have that yet. */
export function contentOfDeletion({ change }: ResourceChange): string {
  const before = Object.entries(objectOf(change.before)).filter(([key]) => !GIVEN.has(key));
  return JSON.stringify(before).replace(MADE_UP, "{made up}");
}

/** All that an update or replacement changes. */
export function contentOfDifferences(differences: readonly Difference[], more: number): string {
  const parts = differences.map(
    ({ place, before, after, words }) =>
      `${place.label}\t${keyOf(before)}\t${keyOf(after)}\t${words?.join() ?? ""}`,
  );
  return [...parts, more].join("\n");
}
