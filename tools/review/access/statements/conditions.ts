import { isObject, type Json } from "../../../planning/json";
import type { Path } from "../../secrets/masker";
import { familyOf, rangesOf, uncoveredRanges } from "../network/ranges";
import { textOf } from "../sides";
import { covers } from "./patterns";

/** One line of a `Condition`: an operator, what it looks at, and the values it accepts. */
export interface Clause {
  /** In lower case, without `IfExists`. */
  readonly operator: string;
  /** Whether it holds where there is nothing to look at. */
  readonly ifExists: boolean;
  /** In lower case. */
  readonly key: string;
  /** Sorted. */
  readonly values: readonly string[];
  readonly path: Path;
  /** As written. */
  readonly shown: { readonly operator: string; readonly key: string; readonly value: Json };
}

const IF_EXISTS = "ifexists";

export function clausesOf(condition: Json | undefined, at: Path): Clause[] {
  if (!isObject(condition)) return [];
  return Object.entries(condition).flatMap(([operator, keys]) =>
    !isObject(keys)
      ? []
      : Object.entries(keys).map(([key, value]) => clauseOf([operator, key], value ?? null, at)),
  );
}

function clauseOf([operator, key]: readonly [string, string], value: Json, at: Path): Clause {
  const lower = operator.toLowerCase();
  const ifExists = lower.endsWith(IF_EXISTS);
  const bare = ifExists ? lower.slice(0, -IF_EXISTS.length) : lower;
  const list = Array.isArray(value) ? (value as readonly Json[]) : [value];
  const caseless = bare.endsWith("ignorecase") || bare === "bool" || bare === "null";
  const values = list.map((inner) => (caseless ? textOf(inner).toLowerCase() : textOf(inner)));
  return {
    operator: bare,
    ifExists,
    key: key.toLowerCase(),
    values: [...new Set(values)].sort(),
    path: [...at, operator, key],
    shown: { operator, key, value },
  };
}

/** Whether `narrow` holds only where `wide` holds too. */
export function implies(narrow: readonly Clause[], wide: readonly Clause[]): boolean {
  return wide.every((clause) => narrow.some((candidate) => clauseImplies(candidate, clause)));
}

function clauseImplies(narrow: Clause, wide: Clause): boolean {
  if (narrow.key !== wide.key || (narrow.ifExists && !wide.ifExists)) return false;
  const [narrowSet, narrowOperator] = quantified(narrow.operator);
  const [wideSet, wideOperator] = quantified(wide.operator);
  if (narrowSet !== wideSet) return false;
  const compare = OPERATORS[wideOperator];
  if (!compare || !(narrowOperator === wideOperator || compare.narrower?.includes(narrowOperator))) {
    return narrowOperator === wideOperator && narrow.values.join("\n") === wide.values.join("\n");
  }
  return compare.negative
    ? compare.within(wide.values, narrow.values)
    : compare.within(narrow.values, wide.values);
}

function quantified(operator: string): [quantifier: string, operator: string] {
  const at = operator.indexOf(":");
  return at < 0 ? ["", operator] : [operator.slice(0, at), operator.slice(at + 1)];
}

interface Comparison {
  /** Whether the values are those that are refused. */
  readonly negative?: true;
  readonly narrower?: readonly string[];
  readonly within: (inner: readonly string[], outer: readonly string[]) => boolean;
}

type Within = Comparison["within"];
const listed: Within = (inner, outer) => inner.every((value) => outer.includes(value));
const matched: Within = (inner, outer) =>
  inner.every((value) => outer.some((pattern) => covers(pattern, value)));

const addresses: Within = (inner, outer) =>
  (["IPv4", "IPv6"] as const).every(
    (family) => uncoveredRanges(rangesOf(family, inner), rangesOf(family, outer)).length === 0,
  ) && inner.every((value) => familyOf(value) !== undefined || outer.includes(value));

const OPERATORS: Readonly<Record<string, Comparison>> = {
  stringequals: { within: listed },
  stringequalsignorecase: { within: listed },
  stringlike: { within: matched, narrower: ["stringequals"] },
  arnequals: { within: matched, narrower: ["arnlike"] },
  arnlike: { within: matched, narrower: ["arnequals"] },
  ipaddress: { within: addresses },
  stringnotequals: { within: listed, negative: true },
  stringnotequalsignorecase: { within: listed, negative: true },
  stringnotlike: { within: matched, negative: true },
  arnnotequals: { within: matched, negative: true, narrower: ["arnnotlike"] },
  arnnotlike: { within: matched, negative: true, narrower: ["arnnotequals"] },
  notipaddress: { within: addresses, negative: true },
  bool: { within: listed },
  null: { within: listed },
};
