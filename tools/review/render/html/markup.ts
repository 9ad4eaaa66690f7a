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
const ENTITIES: ReadonlyMap<number, string> = new Map(
  (
    [
      ["&", "&amp;"],
      ["<", "&lt;"],
      [">", "&gt;"],
      ['"', "&quot;"],
      ["'", "&#39;"],
    ] as const
  ).map(([character, entity]) => [character.charCodeAt(0), entity]),
);
/** Of the last of them. */
const LAST_SPECIAL = ">".charCodeAt(0);

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
  if (!isList(part)) return part.markup;
  let text = "";
  for (const { markup } of part) text += markup;
  return text;
}

function isList(part: Html | readonly Html[]): part is readonly Html[] {
  return Array.isArray(part);
}

function escapedLines(text: string): string {
  return text.includes("\n") ? text.split("\n").map(escaped).join("\n") : escaped(text);
}

function escaped(text: string): string {
  if (!SUSPECT.test(text)) return text;
  const shown = visible(text);
  let safe = "";
  let start = 0;
  for (let at = 0; at < shown.length; at++) {
    const code = shown.charCodeAt(at);
    const entity = code > LAST_SPECIAL ? undefined : ENTITIES.get(code);
    if (entity === undefined) continue;
    safe += shown.slice(start, at) + entity;
    start = at + 1;
  }
  return start === 0 ? shown : safe + shown.slice(start);
}
