import type { SafeText } from "../../text";
import type { Pattern } from "../paths";
import type { RiskRule } from "../rules";
import type { Comparison } from "./comparisons";

/** One way in which a change can make a resource less protected. */
export interface Weakening {
  /** `*`: any type that has such an attribute and no row of its own for it. */
  readonly types: readonly string[] | "*";
  readonly path: Pattern;
  readonly weaker: Comparison;
  readonly rule: RiskRule;
  /** After `<address>: `. */
  readonly words: SafeText;
  /** Also tells of new resources that begin like this. */
  readonly alsoNew?: true;
}

/** A resource that is itself a protection: what its deletion ends. */
export interface Guard {
  readonly types: readonly string[];
  readonly rule: RiskRule;
  /** After `<address> is destroyed: `. */
  readonly words: SafeText;
  /** What it protects, by an attribute with its id, name or ARN: nothing is told where that goes as well. `*`: of any type, by ARN. */
  readonly of?: { readonly path: Pattern; readonly owner: string };
}
