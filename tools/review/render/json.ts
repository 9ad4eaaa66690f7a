import type { Review } from "../model";

// JSON.stringify escapes C0 and lone surrogates. Others that a terminal or a diff would not show, or would obey, only occur in strings.
const UNSEEN = /[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

// Far quicker to tell than by Unicode's properties.
const PLAIN = /^[\n\x20-\x7e]*$/;

/** The review in its published format, `review.schema.json`: ends with a line break and holds nothing invisible. */
export function renderJson(review: Review): string {
  const text = JSON.stringify(review, null, 2);
  return `${PLAIN.test(text) ? text : text.replace(UNSEEN, escaped)}\n`;
}

function escaped(character: string): string {
  return Array.from(
    { length: character.length },
    (_, unit) => `\\u${character.charCodeAt(unit).toString(16).padStart(4, "0")}`,
  ).join("");
}
