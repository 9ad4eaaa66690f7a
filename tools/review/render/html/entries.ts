import { createHash } from "node:crypto";
import {
  LEVELS,
  type Action,
  type ChangeGroup,
  type Finding,
  type Level,
  type Reach,
  type Review,
} from "../../model";
import { fragmentOf } from "./markup";

/** One group of changes with all that the page says beside it. */
export interface Entry {
  readonly group: ChangeGroup;
  /** Attribute `id`; stays the same as long as the stack and the address do. */
  readonly id: string;
  /** Of findings about it that are not waived. */
  worst: Level | null;
  reach: Reach | null;
}

/** Who belongs to whom on one page. */
export interface Index {
  readonly changes: readonly Entry[];
  readonly drift: readonly Entry[];
  /** Places of stacks in the filter's list. */
  readonly stacks: ReadonlyMap<string, number>;
  /** The changes that something about `address` in `stacks` is about. */
  entriesOf(address: string | null, stacks: readonly string[]): readonly Entry[];
}

export function indexOf(review: Review): Index {
  const used = new Map<string, number>();
  const changes = review.changes.map((group) => entry("change", group, used));
  const drift = review.drift.map((group) => entry("drift", group, used));
  const places = new Map<string, Entry>();
  for (const found of changes) {
    for (const stack of found.group.stacks) {
      const place = placeOf(stack, found.group.change.address);
      // A left-over object has the address of the one that is in use; findings are about that.
      if (!places.has(place) || !found.group.change.deposed) places.set(place, found);
    }
  }
  const entriesOf: Index["entriesOf"] = (address, stacks) => {
    if (address === null) return [];
    const found = stacks.map((stack) => places.get(placeOf(stack, address)));
    return [...new Set(found.filter((one) => one !== undefined))];
  };
  for (const finding of review.findings) mark(finding, entriesOf(finding.address, finding.stacks));
  for (const reach of review.reaches) {
    for (const found of entriesOf(reach.address, [reach.stack])) found.reach ??= reach;
  }
  return { changes, drift, stacks: stacksOf(review), entriesOf };
}

/** The link that filters by `stack`; without JavaScript it leads to the stack's row. */
export function stackFragment(stack: string): string {
  return `stack=${fragmentOf(stack)}`;
}

/** What the filters read from an item: its level, its actions, and its stacks as places in the list. */
export interface Facets {
  readonly level: Level | null;
  readonly actions: readonly Action[];
  readonly stacks: readonly string[];
}

export function facetsOfFinding(finding: Finding, entries: readonly Entry[]): Facets {
  const actions = [...new Set(entries.map(({ group }) => group.change.action))];
  return { level: finding.level, actions, stacks: finding.stacks };
}

export function facetsOfChange({ group, worst }: Entry): Facets {
  return { level: worst, actions: [group.change.action], stacks: group.stacks };
}

function entry(kind: "change" | "drift", group: ChangeGroup, used: Map<string, number>): Entry {
  const { address, deposed } = group.change;
  const stack = group.stacks[0] ?? group.change.stack;
  const key = `${stack}\n${address}\n${String(deposed)}`;
  const base = `${kind}-${createHash("sha256").update(key).digest("hex").slice(0, 12)}`;
  const times = (used.get(base) ?? 0) + 1;
  used.set(base, times);
  return { group, id: times === 1 ? base : `${base}-${times}`, worst: null, reach: null };
}

function mark(finding: Finding, entries: readonly Entry[]): void {
  if (finding.waived !== null) return;
  for (const found of entries) found.worst = graver(found.worst, finding.level);
}

function graver(a: Level | null, b: Level): Level {
  return a !== null && LEVELS.indexOf(a) <= LEVELS.indexOf(b) ? a : b;
}

function stacksOf(review: Review): Map<string, number> {
  const stacks = new Map<string, number>();
  const add = (stack: string): void => void (stacks.has(stack) || stacks.set(stack, stacks.size));
  for (const { id } of review.stacks) add(id);
  for (const { stacks: some } of [...review.changes, ...review.drift, ...review.findings]) some.forEach(add);
  return stacks;
}

function placeOf(stack: string, address: string): string {
  return `${stack}\n${address}`;
}
