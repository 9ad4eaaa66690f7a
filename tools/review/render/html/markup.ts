import { visible } from "../inert";

/** Markup that is safe to put into a page: made by the tag `markup` alone, which escapes whatever is not `Html` itself. */
export interface Html {
  readonly markup: string;
}

export type Part = Html | string | number | null | readonly Html[];

/**
 * Markup from a literal: `markup\`<td>${value}</td>\``. Strings are escaped for texts and for quoted attributes alike; characters that
 * nobody would see, or that change the order of others, become visible; `null` is nothing. Not named `html`: the formatter would add
 * blanks, which show.
 */
export function markup(literal: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return assembled(literal, parts, escaped);
}

/** As `markup`, but strings keep their line breaks; they show where CSS says `white-space: pre-wrap`. */
export function lined(literal: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return assembled(literal, parts, escapedLines);
}

export function join(parts: readonly Html[], separator: string): Html {
  return { markup: parts.map(({ markup }) => markup).join(escaped(separator)) };
}

/** What follows `#` in a link, and the attribute `id` that it leads to. Everything but ASCII letters and digits is encoded. */
export function fragmentOf(text: string): string {
  return encodeURIComponent(text.replace(LONE_SURROGATE, "\ufffd")).replace(/'/g, "%27");
}

export const EMPTY: Html = { markup: "" };

const LONE_SURROGATE = /\p{Cs}/gu;
// Anything else than printable ASCII without & < > " '.
const SUSPECT = /[^ !#-%(-;=?-~]/;
const SPECIAL = /[&<>"']/g;
const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function assembled(
  literal: TemplateStringsArray,
  parts: readonly Part[],
  escape: (text: string) => string,
): Html {
  let text = literal[0] ?? "";
  for (let index = 0; index < parts.length; index++) {
    const part = parts[index] ?? null;
    text += (typeof part === "string" ? escape(part) : markupOf(part)) + (literal[index + 1] ?? "");
  }
  return { markup: text };
}

function markupOf(part: Exclude<Part, string>): string {
  if (part === null) return "";
  if (typeof part === "number") return String(part);
  return "markup" in part ? part.markup : part.map(({ markup }) => markup).join("");
}

function escapedLines(text: string): string {
  return text.includes("\n") ? text.split("\n").map(escaped).join("\n") : escaped(text);
}

function escaped(text: string): string {
  if (!SUSPECT.test(text)) return text;
  return visible(text).replace(SPECIAL, (character) => ENTITIES[character] ?? character);
}
