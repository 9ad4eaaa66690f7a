import type { AttributeChange } from "../../model";
import { EMPTY, lined, markup, type Html } from "./markup";

// A mark helps where most of a long text is the same; elsewhere it only flickers.
const MARKED = { characters: 16, share: 0.4 } as const;

/** The attributes of one change, old beside new. A side that no attribute has gets no column. */
export function attributeTable(attributes: readonly AttributeChange[]): Html {
  if (attributes.length === 0) return EMPTY;
  const sides = {
    before: attributes.some(({ before }) => before !== null),
    after: attributes.some(({ after }) => after !== null),
  };
  const head = (shown: boolean, title: string): Html =>
    shown ? markup`<th scope="col">${title}</th>` : EMPTY;
  return markup`<table class="attributes">
<thead><tr><th scope="col">Attribute</th>${head(sides.before, "Before")}${head(sides.after, "After")}</tr></thead>
<tbody>${attributes.map((attribute) => row(attribute, sides))}</tbody></table>`;
}

const FORCES = markup` <b class="tag forces">forces replacement</b>`;
const COMPUTED = markup` <i>computed</i>`;

function row(attribute: AttributeChange, sides: { readonly before: boolean; readonly after: boolean }): Html {
  const { path, before, after, hidden } = attribute;
  const [old, fresh] =
    before !== null && after !== null && !hidden
      ? compared(before, after)
      : [cell(before, hidden), cell(after, hidden)];
  const forces = attribute.forcesReplacement ? FORCES : null;
  const computed = attribute.computed ? COMPUTED : null;
  return markup`<tr><th scope="row">${path}${forces}${computed}</th>${sides.before ? old : null}${sides.after ? fresh : null}</tr>`;
}

function cell(value: string | null, hidden: boolean): Html {
  return hidden && value !== null ? lined`<td class="hid">${value}</td>` : lined`<td>${value}</td>`;
}

/** Cells of both texts, with what differs marked if little does. */
function compared(before: string, after: string): readonly [Html, Html] {
  const least = Math.min(before.length, after.length);
  let start = 0;
  while (start < least && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  let end = 0;
  while (
    end < least - start &&
    before.charCodeAt(before.length - 1 - end) === after.charCodeAt(after.length - 1 - end)
  )
    end++;
  // Never between the halves of one character.
  if (isLowSurrogate(before, start) || isLowSurrogate(after, start)) start--;
  if (isLowSurrogate(before, before.length - end) || isLowSurrogate(after, after.length - end)) end--;
  if (least < MARKED.characters || start + end < least * MARKED.share)
    return [cell(before, false), cell(after, false)];
  return [marked(before, start, end), marked(after, start, end)];
}

function marked(text: string, start: number, end: number): Html {
  const stop = text.length - end;
  if (stop <= start) return cell(text, false);
  return lined`<td>${text.slice(0, start)}<mark>${text.slice(start, stop)}</mark>${text.slice(stop)}</td>`;
}

function isLowSurrogate(text: string, index: number): boolean {
  const unit = text.charCodeAt(index);
  return unit >= 0xdc00 && unit <= 0xdfff;
}
