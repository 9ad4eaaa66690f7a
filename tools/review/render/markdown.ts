import { LEVELS, type Review } from "../model";
import type { Detail } from "./entry";
import { countLines, digestLines, matrixLines, verdictLines } from "./markdown/head";
import { entryLines, sectionLines } from "./markdown/entries";
import { prose } from "./markdown/escape";
import { blocksWithin, sizeOfAll, textWithin } from "./markdown/fit";
import { sectionsOf } from "./sections";
import { findingEntry } from "./sections/findings";
import { counted } from "./words";

/**
 * Bytes of UTF-8. GitHub's message says 65,536 characters; a comment really holds 262,144 bytes, a description 65,536 code points:
 * this is within both. https://github.com/dead-claudia/github-limits/pull/13
 */
export const COMMENT_LIMIT = 65_536;
/** Bytes that one step may write. https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#step-isolation-and-limits */
export const SUMMARY_LIMIT = 1024 * 1024;

export interface MarkdownOptions {
  /** Most bytes of UTF-8. @default COMMENT_LIMIT */
  readonly limit?: number;
  /** Where all of it is to be read; Markdown of the caller's own. */
  readonly rest?: string;
}

const REST = "the job summary or the review's HTML page";
/** Characters of one value. */
const LONGEST_VALUE: Readonly<Record<Detail, number>> = { full: Infinity, changed: 300, addresses: 0 };
const LEFT_OUT: Readonly<Record<Detail, string | null>> = {
  full: null,
  changed:
    "attributes of what is created or deleted and those that only the provider decides, the ends of long values and lists, noise by address",
  addresses: "all attributes, details of findings, the ends of long lists, noise by address",
};
const DETAILS: readonly Detail[] = ["full", "changed", "addresses"];

/**
 * The review as Markdown for GitHub, of at most `limit` bytes: everything, or the attributes of what changes, or addresses, or the matrix
 * and findings, or counts; it says what is left out. Never longer, and never cut in the middle of anything.
 */
export function renderMarkdown(review: Review, options: MarkdownOptions = {}): string {
  const { limit = COMMENT_LIMIT, rest = REST } = options;
  for (const detail of DETAILS) {
    const text = textWithin(limit, detailed(review, detail, rest));
    if (text !== null) return text;
  }
  return (
    withFindings(review, limit, rest) ??
    textWithin(limit, shortest(review, rest)) ??
    textWithin(limit, verdictLines(review)) ??
    verdictWithin(limit, review)
  );
}

function* detailed(review: Review, detail: Detail, rest: string): Generator<string> {
  yield* verdictLines(review);
  yield* matrixLines(review);
  const leftOut = LEFT_OUT[detail];
  if (leftOut !== null) yield* leftOutLines(leftOut, rest);
  for (const section of sectionsOf(review, detail))
    yield* sectionLines(section, { longest: LONGEST_VALUE[detail] });
  yield* digestLines(review);
}

/** The matrix, and as many findings as there is room for, the gravest first. */
function withFindings(review: Review, limit: number, rest: string): string | null {
  const findings = LEVELS.flatMap((level) => review.findings.filter((finding) => finding.level === level));
  const head = [...verdictLines(review), ...matrixLines(review)];
  const leftOut = leftOutLines(
    "all changes, renames, reach, drift, outputs, reasons of stacks without a plan, notes",
    rest,
  );
  const tail = digestLines(review);
  const title = findings.length > 0 ? ["### Findings", ""] : [];
  const room = limit - sizeOfAll([...head, ...leftOut, ...title, ...tail]);
  const blocks = findings.map((finding) => entryLines(findingEntry(finding, "addresses"), { longest: 0 }));
  const shown = findings.length > 0 ? blocksWithin(room, blocks, notShown) : [];
  return textWithin(limit, [...head, ...leftOut, ...title, ...shown, ...tail]);
}

function notShown(count: number): string[] {
  return count === 0 ? [""] : ["", `${counted(count, "more finding")} left out.`, ""];
}

function shortest(review: Review, rest: string): string[] {
  const leftOut = leftOutLines("the matrix, all findings and changes", rest);
  return [...verdictLines(review), ...countLines(review), ...leftOut, ...digestLines(review)];
}

function leftOutLines(what: string, rest: string): string[] {
  return [`**Left out, for it does not fit here:** ${what}. Read ${rest}.`, ""];
}

/** Whole words of the verdict. */
function verdictWithin(limit: number, review: Review): string {
  const words = review.verdict.text.split(" ").map((word) => [prose(word)]);
  const taken = blocksWithin(limit, words, () => []);
  return taken.length === 0 ? "" : `${taken.join(" ")}\n`;
}
