import type { Counts } from "../../planning/plan-document";
import type { Action, Level, Review, ReviewedStack } from "../model";
import type { SafeText } from "../text";
import type { Phrase, Tone } from "./entry";

export const MARKS: Readonly<Record<Action, string>> = {
  create: "+",
  update: "~",
  delete: "-",
  replace: "±",
  forget: "×",
  import: "←",
  move: "→",
  read: "?",
  "no-op": "=",
};

export const LEVEL_TITLES: Readonly<Record<Level, string>> = {
  deny: "Denied",
  warn: "Warnings",
  info: "Good to know",
};

/** In a cell of the matrix. */
const UNCHANGED = "·";
const LEGEND: Readonly<Partial<Record<Action, string>>> = {
  replace: "replace, not counted as create and delete",
};

/** `1 change`, `2 changes`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** `a, b, c and 4 more`. */
export function listed(names: readonly SafeText[], most: number): Phrase {
  const shown = names.slice(0, names.length === most + 1 ? most + 1 : most);
  const parts = shown.flatMap((name, index) => (index === 0 ? [{ name }] : [", ", { name }]));
  return shown.length === names.length ? parts : [...parts, ` and ${names.length - shown.length} more`];
}

/** `in a, b and c`, for what is not a change. */
export function within(stacks: readonly SafeText[], most: number): Phrase {
  return stacks.length === 0 ? [] : ["in ", ...listed(stacks, most)];
}

/** In which stacks: `identical in 5 of 6: …; differs in …`. */
export function placed(stacks: readonly SafeText[], differsIn: readonly SafeText[], most: number): Phrase {
  const differs: Phrase = differsIn.length > 0 ? ["; differs in ", ...listed(differsIn, most)] : [];
  if (stacks.length === 1 && stacks[0] !== undefined) return ["in ", { name: stacks[0] }, ...differs];
  const all = stacks.length + differsIn.length;
  const of = differsIn.length > 0 ? `${stacks.length} of ${all}` : `${all} stacks`;
  return [`identical in ${of}: `, ...listed(stacks, most), ...differs];
}

interface Cell {
  readonly text: string;
  readonly tone: Tone | null;
  /** The worst finding, in a word. */
  readonly worst: "deny" | "warn" | null;
}

/** `+12 ~3 ±1` and what is found there; waiting and not planned are no mistakes. */
export function cellOf(stack: ReviewedStack | null): Cell {
  if (stack === null) return { text: "", tone: null, worst: null };
  const worst = stack.worst === "info" ? null : stack.worst;
  if (stack.status === "failed") return { text: "failed", tone: "deny", worst };
  if (stack.counts === null) return { text: statusWord(stack.status), tone: "quiet", worst };
  const text = countsText(stack.counts);
  return text === "" ? { text: UNCHANGED, tone: "quiet", worst } : { text, tone: worst, worst };
}

export function statusWord(status: ReviewedStack["status"]): string {
  return status === "not-planned" ? "not planned" : status;
}

/** A replacement is counted as that, not as a creation and a deletion; what does not occur is left out. */
export function countsText(counts: Counts): string {
  return actionCounts(counts)
    .map(({ action, count }) => `${MARKS[action]}${count}`)
    .join(" ");
}

export function countsInWords(counts: Counts): string {
  const parts = actionCounts(counts).map(({ action, count }) => `${count} to ${action}`);
  return parts.length > 0 ? parts.join(", ") : "no changes";
}

/** What the marks in the matrix mean. */
export function legendOf({ totals, stacks }: Review): { mark: string; word: string }[] {
  const unchanged = stacks.some(({ counts }) => counts !== null && actionCounts(counts).length === 0);
  return [
    ...actionCounts(totals).map(({ action }) => ({ mark: MARKS[action], word: LEGEND[action] ?? action })),
    ...(unchanged ? [{ mark: UNCHANGED, word: "no changes" }] : []),
  ];
}

function actionCounts(counts: Counts): { action: Action; count: number }[] {
  const { add, change, destroy, replace, forget } = counts;
  const all: { action: Action; count: number }[] = [
    { action: "create", count: add - replace },
    { action: "update", count: change },
    { action: "delete", count: destroy - replace },
    { action: "forget", count: forget },
    { action: "import", count: counts.import },
    { action: "replace", count: replace },
  ];
  return all.filter(({ count }) => count > 0);
}

/** What kind of plans these are, and of which commit. */
export function originOf(review: Review): Phrase {
  const { kind, commit, uncommitted, against } = review;
  const of: Phrase = commit === null ? [] : [" of commit ", { name: commit }];
  switch (kind) {
    case "offline":
      return ["Offline plans", ...of];
    case "online":
      return ["Plans", ...of, " over what exists"];
    case "emulated":
      return ["Plans", ...of, " over what an emulator holds"];
    case "against":
      return [
        "What changes",
        ...(against === null ? [] : [" from commit ", { name: against }]),
        ...(commit === null ? [] : [" to commit ", { name: commit }]),
        ...(uncommitted ? [" with uncommitted changes"] : []),
        ", found without credentials",
      ];
    case "unknown":
      return commit === null ? ["Plans of unknown origin"] : ["Plans", ...of];
  }
}
