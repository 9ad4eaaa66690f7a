import { createHash } from "node:crypto";
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

/** All that a creation or deletion says. */
export function contentOf({ change }: ResourceChange): string {
  return JSON.stringify([change.before ?? null, change.after ?? null, change.after_unknown ?? null]);
}

/** All that an update or replacement changes. */
export function contentOfDifferences(differences: readonly Difference[], more: number): string {
  const parts = differences.map(
    ({ place, before, after, words }) =>
      `${place.label}\t${keyOf(before)}\t${keyOf(after)}\t${words?.join() ?? ""}`,
  );
  return [...parts, more].join("\n");
}
