import { covers, overlaps } from "./patterns";
import { implies } from "./conditions";
import type { Dimension, Item, Statement } from "./statement";

/** Why a part of a statement is in none of the others; `new`: no other comes near it. */
export type Difference = "new" | "actions" | "resources" | "principals" | "conditions";

/** A part of one statement: each of its actions on each of its resources by each of its principals. */
export interface Part {
  readonly statement: Statement;
  readonly actions: readonly Item[];
  readonly resources: readonly Item[];
  readonly principals: readonly Item[];
  readonly difference: Difference;
}

/** The parts of `statements` that are within none of `others`; all are of one effect. */
export function uncovered(statements: readonly Statement[], others: readonly Statement[]): Part[] {
  const known = new Set(others.map(({ identity }) => identity));
  return statements
    .filter(({ identity }) => !known.has(identity))
    .flatMap((statement) => uncoveredParts(statement, others));
}

/** Bit n: the n-th of the other statements. Items with equal bits need to be looked at once only. */
type Bits = bigint;
type Groups = ReadonlyMap<Bits, readonly Item[]>;

function uncoveredParts(statement: Statement, others: readonly Statement[]): readonly Part[] {
  const conditions = bitsOf(others, (other) => implies(statement.clauses, other.clauses));
  const actions = groupsOf(statement.actions, others, "actions");
  const resources = groupsOf(statement.resources, others, "resources");
  const principals = groupsOf(statement.principals, others, "principals");
  const parts: Part[] = [];
  for (const [principalBits, principalItems] of principals) {
    for (const [resourceBits, resourceItems] of resources) {
      const open = [...actions].filter(([bits]) => (bits & resourceBits & principalBits & conditions) === 0n);
      for (const [difference, items] of byDifference(open, { resourceBits, principalBits, conditions })) {
        parts.push({
          statement,
          actions: items,
          resources: resourceItems,
          principals: principalItems,
          difference,
        });
      }
    }
  }
  return joined(joined(parts, "resources"), "principals");
}

interface Others {
  readonly resourceBits: Bits;
  readonly principalBits: Bits;
  readonly conditions: Bits;
}

function byDifference(
  open: readonly (readonly [Bits, readonly Item[]])[],
  others: Others,
): [Difference, Item[]][] {
  const found = new Map<Difference, Item[]>();
  for (const [bits, items] of open) {
    const difference = differenceOf(bits, others);
    found.set(difference, [...(found.get(difference) ?? []), ...items]);
  }
  return [...found];
}

function differenceOf(bits: Bits, { resourceBits, principalBits, conditions }: Others): Difference {
  if (bits & resourceBits & principalBits) return "conditions";
  if (bits & principalBits & conditions) return "resources";
  if (resourceBits & principalBits & conditions) return "actions";
  return bits & resourceBits & conditions ? "principals" : "new";
}

/** Parts that differ in `field` only as one. */
function joined(parts: readonly Part[], field: "resources" | "principals"): readonly Part[] {
  if (parts.length < 2) return parts;
  const found = new Map<string, Part>();
  const other = field === "resources" ? "principals" : "resources";
  for (const part of parts) {
    const key = JSON.stringify([part.difference, keysOf(part.actions), keysOf(part[other])]);
    const same = found.get(key);
    found.set(key, same ? { ...same, [field]: [...same[field], ...part[field]] } : part);
  }
  return [...found.values()];
}

const keysOf = (items: readonly Item[]): string[] => items.map(({ key }) => key);

type DimensionName = "actions" | "resources" | "principals";

/** The items by which of the other statements cover them; all that is not listed (`NotAction`) counts as one item. */
function groupsOf(statement: Dimension, others: readonly Statement[], field: DimensionName): Groups {
  if (statement.negated) {
    return new Map([
      [bitsOf(others, (other) => coversOthers(other[field], statement, field)), statement.items],
    ]);
  }
  const found = new Map<Bits, Item[]>();
  for (const item of statement.items) {
    const bits = bitsOf(others, (other) => coversItem(other[field], item.key, field));
    const same = found.get(bits);
    if (same) same.push(item);
    else found.set(bits, [item]);
  }
  return found;
}

function bitsOf(others: readonly Statement[], holds: (other: Statement) => boolean): Bits {
  let bits = 0n;
  let bit = 1n;
  for (const other of others) {
    if (holds(other)) bits |= bit;
    bit <<= 1n;
  }
  return bits;
}

/** So many are compared one by one sooner than through an index. */
const FEW = 4;

export function coversItem(dimension: Dimension, key: string, field: DimensionName): boolean {
  const { negated, items } = dimension;
  if (items.length > FEW || (negated && field !== "principals")) return coversByIndex(dimension, key, field);
  if (field !== "principals") return items.some((item) => covers(item.key, key));
  const listed = items.some((item) => item.key === "*" || item.key === key);
  return negated ? !listed && key !== "*" : listed;
}

function coversByIndex({ negated, items }: Dimension, key: string, field: DimensionName): boolean {
  const { keys, wildcards } = indexOf(items);
  // There are no wildcards in principals but the one for everybody.
  if (field === "principals") {
    const listed = keys.has("*") || keys.has(key);
    return negated ? !listed && key !== "*" : listed;
  }
  if (negated) return !items.some((item) => overlaps(item.key, key));
  return (
    keys.has(key) || wildcards.some(({ prefix, pattern }) => key.startsWith(prefix) && covers(pattern, key))
  );
}

interface Index {
  readonly keys: ReadonlySet<string>;
  readonly wildcards: readonly { readonly pattern: string; readonly prefix: string }[];
}

const indices = new WeakMap<readonly Item[], Index>();

/** Most values are found by equality; wildcards only are compared one by one. */
function indexOf(items: readonly Item[]): Index {
  const found = indices.get(items);
  if (found) return found;
  const keys = new Set(items.map(({ key }) => key));
  const wildcards = [...keys].flatMap((pattern) => {
    const at = pattern.search(/[*?]/);
    return at < 0 ? [] : [{ pattern, prefix: pattern.slice(0, at) }];
  });
  const index = { keys, wildcards };
  indices.set(items, index);
  return index;
}

/** Whether `dimension` has all that is not listed in `excluded`. */
function coversOthers(dimension: Dimension, excluded: Dimension, field: DimensionName): boolean {
  if (!dimension.negated) return dimension.items.some((item) => item.key === "*");
  return dimension.items.every((item) => coversItem({ ...excluded, negated: false }, item.key, field));
}
