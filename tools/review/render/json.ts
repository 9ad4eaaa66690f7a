import type { Review } from "../model";

// JSON.stringify escapes C0 and lone surrogates. Others that a terminal or a diff would not show, or would obey, only occur in strings.
const UNSEEN = /[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** The review in its published format, `review.schema.json`: ends with a line break and holds nothing invisible. */
export function renderJson(review: Review): string {
  const text = JSON.stringify(review, null, 2);
  return `${isPlain(text) ? text : text.replace(UNSEEN, escaped)}\n`;
}

/** Whether it is ASCII without DEL, the one that JSON.stringify leaves: far quicker to tell than by any pattern. */
function isPlain(text: string): boolean {
  return Buffer.byteLength(text) === text.length && !text.includes("\u007f");
}

function escaped(character: string): string {
  return Array.from(
    { length: character.length },
    (_, unit) => `\\u${character.charCodeAt(unit).toString(16).padStart(4, "0")}`,
  ).join("");
}
