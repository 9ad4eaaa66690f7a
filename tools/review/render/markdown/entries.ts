import type { Entry, Section } from "../entry";
import { visible } from "../inert";
import { counted } from "../words";
import { diffLines } from "./attributes";
import { code, fenced, inertPhrase } from "./escape";

const INDENT = "  ";

export interface EntryOptions {
  /** Of one value. */
  readonly longest: number;
}

/** A section as lines. Each entry is one block: what is left out is left out between blocks. */
export function* sectionLines(section: Section, options: EntryOptions): Generator<string> {
  const { title, about, folded } = section;
  if (folded) {
    yield* foldedSection(section, options);
    return;
  }
  yield `### ${title}`;
  yield "";
  if (about !== undefined) {
    yield about;
    yield "";
  }
  for (const entry of section.entries) yield* entryLines(entry, options);
  yield "";
}

function* foldedSection({ title, about = "", entries }: Section, options: EntryOptions): Generator<string> {
  const summary = about === "" ? title : `${title}: ${about}`;
  let first = true;
  for (const entry of entries) {
    if (first) yield* [`<details><summary>${summary}</summary>`, ""];
    first = false;
    yield* entryLines(entry, options);
  }
  yield* first ? [summary, ""] : ["", "</details>", ""];
}

/** An item of a list. */
export function entryLines(entry: Entry, options: EntryOptions): string[] {
  const { mark, title, strong, lines = [], attributes = [], folded, verbatim } = entry;
  const words = inertPhrase(title);
  const diff = attributes.flatMap((attribute) => diffLines(attribute, options.longest));
  const block = diff.length === 0 ? [] : fenced(diff, "diff");
  const paste = verbatim === undefined ? [] : fenced(verbatim.split("\n").map(visible));
  const below = [
    ...(folded && block.length > 0 ? details(counted(attributes.length, "attribute"), block) : block),
    ...paste,
  ];
  return [
    `- ${code(mark)} ${strong ? `**${words}**` : words}`,
    ...lines.map((line) => `${INDENT}- ${inertPhrase(line)}`),
    ...below.map((line) => (line === "" ? "" : INDENT + line)),
  ];
}

function details(summary: string, lines: readonly string[]): string[] {
  return ["", `<details><summary>${summary}</summary>`, "", ...lines, "", "</details>", ""];
}
