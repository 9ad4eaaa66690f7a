import { captionOf, stacksOf, type Architecture, type DrawnStack } from "./architecture";
import { hueOf, PURPOSES, purposeOf } from "./purposes";

// Graphviz's own markup for labels, which looks like HTML: https://graphviz.org/doc/info/shapes.html#html

export const INK = "#1f2328";
const FADED = "#59636e";
// Points; boxes of equal width are easier to compare.
const BOX_WIDTH = 132;

/** Title, arrows and colours, above the picture; only what the picture has. */
export function headOf(architecture: Architecture): string {
  const { title, scope } = captionOf(architecture);
  const purposes = new Set(stacksOf(architecture).map(({ layer }) => purposeOf(layer)));
  return tableOf([
    `<font point-size="24"><b>${labelText(title)}</b></font>`,
    labelText(scope),
    ...arrowsIn(architecture).map(([arrow, meaning]) => `<b>${arrow}</b>&#160; ${meaning}`),
    PURPOSES.filter((purpose) => purposes.has(purpose))
      .map((purpose) => `<font color="${hueOf(purpose).line}"><b>■ ${purpose}</b></font>`)
      .join("&#160; &#160; "),
  ]);
}

function arrowsIn({ links }: Architecture): (readonly [arrow: string, meaning: string])[] {
  const legend = [
    ["A → B", "B reads outputs of A", links.some(({ outputs }) => outputs > 0)],
    ["A ⇢ B", "B is applied after A and reads nothing of it", links.some(({ outputs }) => outputs === 0)],
    ["thin arrow", "a chain of other arrows says the same", links.some(({ implied }) => implied)],
  ] as const;
  return legend.filter(([, , used]) => used).map(([arrow, meaning]) => [arrow, meaning]);
}

/** A stack's layer, what it holds and how much. */
export function boxOf({ layer, kinds, resources }: DrawnStack): string {
  return tableOf(
    [
      `<font point-size="17" color="${hueOf(purposeOf(layer)).line}"><b>${labelText(layer)}</b></font>`,
      ...kinds.map(labelText),
      `<font point-size="12" color="${FADED}">${resources} ${resources === 1 ? "resource" : "resources"}</font>`,
    ],
    BOX_WIDTH,
  );
}

/** Text for XML. */
export function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** Text for an attribute in which Graphviz would read a backslash as an escape, such as `\N` for the node's name. */
export function verbatim(text: string): string {
  return text.replaceAll("\\", "\\\\");
}

/** Text for a label with markup. */
export function labelText(text: string): string {
  return escapeXml(verbatim(text));
}

function tableOf(lines: readonly string[], width = 0): string {
  const rows = lines.map((line) => `<tr><td align="left" width="${width}">${line}</td></tr>`);
  return `<table border="0" cellborder="0" cellspacing="0" cellpadding="1">${rows.join("")}</table>`;
}
