import {
  NOISE,
  type Action,
  type AttributeChange,
  type ChangeGroup,
  type Noise,
  type Review,
  type ReviewedChange,
} from "../../model";
import type { Detail, Entry, Phrase, Section } from "../entry";
import { counted, MARKS, placed } from "../words";
import { MOST_NAMES } from "./most-names";

const NOISE_WORDS: Readonly<Record<Noise, string>> = {
  "tags-only": "of tags only",
  "computed-only": "of what only the provider decides",
  moved: "of addresses only",
  read: "only read",
};

const DRIFTED: Readonly<Partial<Record<Action, string>>> = {
  delete: "gone:",
  move: "moved",
  "no-op": "unchanged",
};

export function changeSection(review: Review, detail: Detail): Section | null {
  const groups = review.changes.filter(isTelling);
  if (groups.length === 0) return null;
  return { title: `Changes (${occurrences(groups)})`, entries: entriesOf(groups, detail) };
}

/** What is folded: told by kind, and by address where everything is told. */
export function noiseSection(review: Review, detail: Detail): Section | null {
  const groups = review.changes.filter((group) => !isTelling(group));
  if (groups.length === 0) return null;
  const kinds = [...NOISE, null].map((noise) => ({
    words: noise === null ? "unchanged" : NOISE_WORDS[noise],
    count: occurrences(groups.filter(({ change }) => change.noise === noise)),
  }));
  return {
    title: `Noise (${occurrences(groups)})`,
    about: kinds
      .filter(({ count }) => count > 0)
      .map(({ words, count }) => `${count} ${words}`)
      .join(", "),
    folded: true,
    entries: detail === "full" ? entriesOf(groups, detail) : [],
  };
}

export function driftSection(review: Review, detail: Detail): Section | null {
  if (review.drift.length === 0) return null;
  return {
    title: `Drift (${occurrences(review.drift)})`,
    about: "Changed outside of Terraform, not by this commit.",
    entries: mapped(review.drift, (group) => driftEntry(group, detail)),
  };
}

/** Its cause says what this apply does with it. */
function driftEntry(group: ChangeGroup, detail: Detail): Entry {
  const { address, action, cause } = group.change;
  const entry = changeEntry({ ...group, change: { ...group.change, cause: null } }, detail);
  const where = placed(group.stacks, group.differsIn, MOST_NAMES[detail]);
  return {
    ...entry,
    title: [`${DRIFTED[action] ?? "changed"} `, { name: address }, " ", ...where],
    lines: [...(cause === null ? [] : [[{ words: cause }]]), ...(entry.lines ?? [])],
  };
}

function isTelling({ change: { noise, action } }: ChangeGroup): boolean {
  return noise === null && action !== "no-op";
}

function occurrences(groups: readonly ChangeGroup[]): number {
  return groups.reduce((sum, { stacks }) => sum + stacks.length, 0);
}

function entriesOf(groups: readonly ChangeGroup[], detail: Detail): Iterable<Entry> {
  return mapped(groups, (group) => changeEntry(group, detail));
}

function* mapped<T>(items: readonly T[], entry: (item: T) => Entry): Iterable<Entry> {
  for (const item of items) yield entry(item);
}

function changeEntry(group: ChangeGroup, detail: Detail): Entry {
  const { change, stacks, differsIn } = group;
  const attributes = shownAttributes(change, detail);
  return {
    mark: MARKS[change.action],
    tone: change.noise === null ? change.action : "quiet",
    title: [verb(change), { name: change.address }, " ", ...placed(stacks, differsIn, MOST_NAMES[detail])],
    lines: linesOf(change, detail, attributes.length),
    attributes,
    folded: !isEdit(change) || change.noise !== null,
  };
}

function verb(change: ReviewedChange): string {
  const deposed = change.deposed ? "the old object left over of " : "";
  switch (change.action) {
    case "replace":
      return `replace${orderOf(change)} ${deposed}`;
    case "forget":
      return `forget ${deposed}`;
    case "no-op":
      return `no change to ${deposed}`;
    case "move":
    case "create":
    case "update":
    case "delete":
    case "import":
    case "read":
      return `${change.action} ${deposed}`;
  }
}

function orderOf({ order }: ReviewedChange): string {
  if (order === null) return "";
  return order === "create-first" ? " (create, then delete)" : " (delete, then create)";
}

function linesOf(change: ReviewedChange, detail: Detail, shown: number): Phrase[] {
  const { action, cause, construct, previousAddress, attributes } = change;
  const untold = attributes.length - shown;
  const lines: Phrase[] = [];
  if (action === "forget") lines.push(["leaves the state; what it describes stays, and nothing manages it"]);
  if (previousAddress !== null) lines.push(["was ", { name: previousAddress }]);
  if (cause !== null) lines.push(["why: ", { words: cause }]);
  if (construct !== null && detail !== "addresses") lines.push(["in the code: ", { name: construct }]);
  if (untold > 0 && detail === "changed" && isEdit(change))
    lines.push([`${counted(untold, "more attribute")} that only the provider decides`]);
  return lines;
}

function shownAttributes(change: ReviewedChange, detail: Detail): readonly AttributeChange[] {
  if (detail === "full") return change.attributes;
  if (detail === "addresses" || !isEdit(change)) return [];
  return change.attributes.filter(({ computed, forcesReplacement }) => !computed || forcesReplacement);
}

/** Whether there is something before and after. */
function isEdit({ action }: ReviewedChange): boolean {
  return action === "update" || action === "replace";
}
