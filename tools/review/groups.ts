import type { ChangeGroup, Finding, Level, Rename, ReviewedChange } from "./model";
import { LEVELS } from "./model";
import { stackNameOf } from "../stack-name";
import { name, type SafeText } from "./text";

const RISKIEST_FIRST = ["delete", "forget", "replace", "update", "move", "import", "create", "read", "no-op"];

/**
 * The same change of several stacks once, the riskiest first. Changes are the same where `sameness` is; a resource of the same address
 * that changes in another way is said beside it.
 */
export function groupChanges(changes: readonly ReviewedChange[]): ChangeGroup[] {
  const same = new Map<string, { readonly change: ReviewedChange; readonly stacks: Set<SafeText> }>();
  const byAddress = new Map<string, Set<SafeText>>();
  for (const change of changes) {
    // What drifted in the same way may be reverted here and left there: the cause says which.
    const key = JSON.stringify([layerOf(change), change.sameness, change.cause]);
    const group = same.get(key) ?? { change, stacks: new Set() };
    group.stacks.add(change.stack);
    same.set(key, group);
    const stacks = byAddress.get(placeless(change)) ?? new Set();
    byAddress.set(placeless(change), stacks.add(change.stack));
  }
  const groups = [...same.values()].map(({ change, stacks }) => ({
    change,
    stacks: [...stacks].sort(byCodePoint),
    differsIn: [...(byAddress.get(placeless(change)) ?? [])]
      .filter((stack) => !stacks.has(stack))
      .sort(byCodePoint),
  }));
  return groups.sort(
    (a, b) =>
      rank(a.change) - rank(b.change) ||
      byCodePoint(a.change.type, b.change.type) ||
      byCodePoint(a.change.address, b.change.address) ||
      byCodePoint(a.stacks[0] ?? "", b.stacks[0] ?? ""),
  );
}

/** What is meant to be alike: the same resource of the same layer, in another region or environment. */
function placeless(change: ReviewedChange): string {
  return `${layerOf(change)} ${change.address}`;
}

function layerOf({ stack }: { readonly stack: SafeText }): string {
  return stackNameOf(stack)?.layer ?? "";
}

function rank({ action, noise }: ReviewedChange): number {
  return RISKIEST_FIRST.indexOf(action) + (noise === null ? 0 : RISKIEST_FIRST.length);
}

/** One finding as it was found in one stack. */
export type FindingOfStack = Omit<Finding, "stacks" | "waived"> & { readonly stack: SafeText };

/** The same finding of several stacks once; the gravest first, then by rule and address. */
export function groupFindings(found: readonly FindingOfStack[]): Finding[] {
  const same = new Map<
    string,
    { readonly finding: Omit<FindingOfStack, "stack">; readonly stacks: Set<SafeText> }
  >();
  for (const finding of found) {
    const { stack, ...rest } = finding;
    const key = JSON.stringify(rest);
    const group = same.get(key) ?? { finding: rest, stacks: new Set() };
    group.stacks.add(stack);
    same.set(key, group);
  }
  return [...same.values()]
    .map(({ finding, stacks }) => ({
      ...finding,
      stacks: [...stacks].sort(byCodePoint),
      waived: null,
    }))
    .sort(gravestFirst);
}

/** One suspected rename as it was found in one stack. */
export type RenameOfStack = Omit<Rename, "stacks"> & { readonly stack: SafeText };

/** The same rename of several stacks of one layer once; a remedy for several names its construct without the stack. */
export function groupRenames(found: readonly RenameOfStack[]): Rename[] {
  const same = new Map<string, RenameOfStack[]>();
  for (const rename of found) {
    const key = JSON.stringify([layerOf(rename), rename.from, rename.to, stackless(rename)]);
    const group = same.get(key);
    if (group) group.push(rename);
    else same.set(key, [rename]);
  }
  return [...same.values()].flatMap((group) => {
    const [first, ...others] = group;
    if (first === undefined) return [];
    const { type, from, to } = first;
    const stacks = [...new Set(group.map(({ stack }) => stack))].sort(byCodePoint);
    const likeness = Math.min(...group.map((one) => one.likeness));
    return [
      { stacks, type, from, to, likeness, remedy: others.length === 0 ? first.remedy : stackless(first) },
    ];
  });
}

function stackless({ stack, remedy }: RenameOfStack): SafeText {
  const own = `// ${stack}/`;
  return remedy.startsWith(own) ? name(`// ${remedy.slice(own.length)}`) : remedy;
}

export function gravestFirst(a: Finding, b: Finding): number {
  return (
    Number(a.waived !== null) - Number(b.waived !== null) ||
    LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level) ||
    byCodePoint(a.rule, b.rule) ||
    byCodePoint(a.address ?? "", b.address ?? "") ||
    byCodePoint(a.stacks[0] ?? "", b.stacks[0] ?? "")
  );
}

export function worstOf(levels: readonly Level[]): Level | null {
  return LEVELS.find((level) => levels.includes(level)) ?? null;
}

/** Independent of a machine's language. */
export function byCodePoint(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
