import type { Action, AttributeChange, Noise } from "../model";

/** A change without weight; an update is one only if all that it changes is. */
export function noiseOf(action: Action, attributes: readonly AttributeChange[]): Noise | null {
  if (action === "move") return "moved";
  if (action === "read") return "read";
  if (action !== "update" || attributes.length === 0) return null;
  if (attributes.every(({ computed }) => computed)) return "computed-only";
  return attributes.every((one) => one.computed || isTag(one)) ? "tags-only" : null;
}

function isTag({ path }: AttributeChange): boolean {
  return /^tags(?:_all)?(?:$|[.[])/.test(path);
}
