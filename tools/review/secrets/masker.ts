import type { Json } from "../../planning/json";
import type { Plan, ResourceChange } from "../plan";
import type { SafeText } from "../text";

export type Path = readonly (string | number)[];

/** Lets values of one plan through, or hides them. */
export interface Masker {
  /** Where a value of a resource stands, and the value (`null` and unknown ones have words of their own). */
  show(resource: ResourceChange, side: "before" | "after", path: Path, value: Json): Shown;
  showOutput(name: string, side: "before" | "after", value: Json): Shown;
  /** An address: keys of `for_each` that look like secrets are hidden. */
  showAddress(address: string): SafeText;
  /** A key of a map, for paths: hidden if it looks like a secret. */
  showKey(key: string): SafeText;
}

export interface Shown {
  readonly text: SafeText;
  /** `text` says only that there is something, and whether it is the same as elsewhere. */
  readonly hidden: boolean;
}

export type MaskerOf = (
  plan: Plan,
  options: { readonly key: Uint8Array; readonly redacted: boolean },
) => Masker;
