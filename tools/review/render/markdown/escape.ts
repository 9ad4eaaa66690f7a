import { visible } from "../inert";
import type { Part, Phrase } from "../entry";

// Words in which Markdown, HTML and GitHub see nothing: letters, and numbers that begin no list.
const HARMLESS = /^["'(]*(?:\p{L}[\p{L}\p{M}\p{N}'-]*|\d+(?:\.\d+)?%?)[)"',;:.?]*$|^(?:[-–—=]|->)$/u;
// `1.` begins a list, `www.` a link, and hexadecimal or `ABC-1` words may be links to commits and tickets.
const HARMFUL =
  /^\d+[.)]|(?:^|[^\p{L}\p{N}])(?:www\.|(?:[A-Z][A-Z0-9]*|gh)-\d|[0-9a-f]{7,40}(?![\p{L}\p{N}]))/u;
const EMPTY = "(empty)";
const TRAILING = /[,;:.?)]+$/;
const MARKUP = /[^A-Za-z0-9 ]/gu;

/** What stands for a text of others, so that nothing in it is markup, a mention, a reference or a link. */
export function inertPhrase(phrase: Phrase, inTable = false): string {
  return phrase.map((part) => inertPart(part, inTable)).join("");
}

function inertPart(part: Part, inTable: boolean): string {
  if (typeof part === "string") return part;
  return "name" in part ? code(part.name, inTable) : prose(part.words, inTable);
}

/**
 * A sentence. GitHub looks for mentions and references after Markdown has been read, so that no backslash or entity helps: whatever is not
 * clearly a word becomes code.
 */
export function prose(text: string, inTable = false): string {
  const shown = visible(text).trim();
  if (shown === "") return EMPTY;
  return shown
    .split(/ +/)
    .map((word, index) => proseWord(word, index, inTable))
    .join(" ");
}

function proseWord(word: string, index: number, inTable: boolean): string {
  const dash = index === 0 && /^[-–—=]$/.test(word);
  if (HARMLESS.test(word) && !HARMFUL.test(word) && !dash) return word;
  const trailing = TRAILING.exec(word)?.[0] ?? "";
  const rest = word.slice(0, word.length - trailing.length);
  // A bracket that is opened inside is closed inside.
  if (rest === "" || trailing.includes(")")) return code(word, inTable);
  return code(rest, inTable) + trailing;
}

/** A name or a value. */
export function code(text: string, inTable = false): string {
  const shown = visible(text);
  if (shown === "") return EMPTY;
  // A table ends its cell at any bar, and what a backslash before it means differs from reader to reader.
  if (inTable && shown.includes("|")) return `<code>${shown.replace(MARKUP, entity)}</code>`;
  const fence = "`".repeat(longestRun(shown) + 1);
  const pad = /^`|`$|^ .* $/.test(shown) && shown.trim() !== "" ? " " : "";
  return `${fence}${pad}${shown}${pad}${fence}`;
}

/** Lines as a code block, whose fence is longer than any run of backticks in them. */
export function fenced(lines: readonly string[], language = ""): string[] {
  const fence = "`".repeat(
    Math.max(3, 1 + lines.reduce((most, line) => Math.max(most, longestRun(line)), 0)),
  );
  return [`${fence}${language}`, ...lines, fence];
}

function longestRun(text: string): number {
  if (!text.includes("`")) return 0;
  return [...text.matchAll(/`+/g)].reduce((most, [run]) => Math.max(most, run.length), 0);
}

function entity(character: string): string {
  return `&#${character.codePointAt(0) ?? 0};`;
}
