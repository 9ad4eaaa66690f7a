import type { Note, OutputGroup, Review, ReviewedStack } from "../../model";
import { joined, name, type SafeText } from "../../text";
import type { Detail, Entry, Section } from "../entry";
import { listed, MARKS, statusWord, within } from "../words";
import { MOST_NAMES } from "./most-names";

const OUTPUT_VERB = { create: "new output ", update: "changed output ", delete: "removed output " } as const;
/** The one that somebody has to correct first. */
const STATUS_ORDER = ["failed", "not-planned", "waiting"] as const;

export function outputSection(review: Review, detail: Detail): Section | null {
  if (review.outputs.length === 0) return null;
  return {
    title: `Outputs (${review.outputs.length})`,
    entries: review.outputs.map((group) => outputEntry(group, MOST_NAMES[detail])),
  };
}

function outputEntry({ output, action, stacks, readers }: OutputGroup, most: number): Entry {
  return {
    mark: MARKS[action],
    tone: action,
    title: [OUTPUT_VERB[action], { name: output }, " ", ...within(stacks, most)],
    lines: readers.length === 0 ? [] : [["read by ", ...listed(readers, most)]],
  };
}

/** Stacks without a plan. Who waits for another stack has done nothing wrong. */
export function stackSection(review: Review, detail: Detail): Section | null {
  const missing = unplanned(review.stacks);
  if (missing.length === 0) return null;
  const counts = STATUS_ORDER.map((status) => ({
    status,
    count: missing.filter((stack) => stack.status === status).length,
  })).filter(({ count }) => count > 0);
  return {
    title: `Without a plan (${counts.map(({ status, count }) => `${count} ${statusWord(status)}`).join(", ")})`,
    entries: byReason(missing).map((stacks) => stackEntry(stacks, MOST_NAMES[detail])),
  };
}

function unplanned(stacks: readonly ReviewedStack[]): ReviewedStack[] {
  return STATUS_ORDER.flatMap((status) => stacks.filter((stack) => stack.status === status));
}

/** Stacks without a plan: what keeps several of them from one is told once; in the order of the first of them. */
export function unplannedByReason(stacks: readonly ReviewedStack[]): ReviewedStack[][] {
  return byReason(unplanned(stacks));
}

function byReason(missing: readonly ReviewedStack[]): ReviewedStack[][] {
  const same = new Map<string, ReviewedStack[]>();
  for (const stack of missing) {
    const key = JSON.stringify([stack.status, stack.reason]);
    const stacks = same.get(key);
    if (stacks) stacks.push(stack);
    else same.set(key, [stack]);
  }
  return [...same.values()];
}

function stackEntry(stacks: readonly ReviewedStack[], most: number): Entry {
  const { status = "failed", reason = null } = stacks[0] ?? {};
  const severalLines = reason?.includes("\n") ?? false;
  const ids = stacks.map(({ id }) => id);
  return {
    mark: status === "failed" ? "✗" : "…",
    tone: status === "failed" ? "deny" : "quiet",
    title: [`${statusWord(status)}: `, ...listed(ids, most)],
    lines: reason !== null && !severalLines ? [[{ words: reason }]] : [],
    ...(reason !== null && severalLines ? { verbatim: reason } : {}),
  };
}

export function noteSection(review: Review, detail: Detail): Section | null {
  return notes("Notes", review.notes, detail);
}

export function notAnalysedSection(review: Review, detail: Detail): Section | null {
  return notes("Not analysed", review.notAnalysed, detail);
}

function notes(title: string, all: readonly Note[], detail: Detail): Section | null {
  if (all.length === 0) return null;
  return {
    title: `${title} (${all.length})`,
    entries: all.map(({ stacks, text }) => ({
      mark: "·",
      tone: "quiet",
      title: [{ words: oneLine(text) }],
      lines: stacks.length === 0 ? [] : [within(stacks, MOST_NAMES[detail])],
    })),
  };
}

function oneLine(text: SafeText): SafeText {
  return text.includes("\n")
    ? joined(
        text.split("\n").map((line) => name(line.trim())),
        " ",
      )
    : text;
}
