import type { SafeText } from "../../text";
import type { Facts, Fate } from "../facts";
import type { Pattern } from "../paths";
import type { RiskRule } from "../rules";

/** Something that happens and cannot be read from the diff. */
export interface Effect {
  readonly types: readonly string[];
  readonly fates: readonly Fate[];
  /** One of these has to change, to another value or to one that is not known yet. */
  readonly paths?: readonly Pattern[];
  readonly when?: (facts: Facts) => boolean;
  readonly rule: RiskRule;
  /** After `<address> is replaced: ` and the like. */
  readonly words: SafeText;
  readonly details?: (facts: Facts) => readonly SafeText[];
}

export const UPDATED = ["updated"] as const;
export const GONE = ["destroyed", "replaced"] as const;
export const REPLACED = ["replaced"] as const;
export const DESTROYED = ["destroyed"] as const;
