import type { AttributeChange } from "../../model";
import type { Entry, Part, Phrase, Section } from "../entry";
import { visible } from "../inert";
import { shortenPair } from "../shorten";
import { type Palette, plain } from "./palette";
import { addWrapped, type Margins, type Paint, type Span } from "./wrap";

const INDENT = "  ";
const BELOW = "      ";
/** Characters of one value; all of it is on the review's page. */
const LONGEST_VALUE = 300;
const KINDS = {
  added: { mark: "+", tone: "create" },
  removed: { mark: "-", tone: "delete" },
  changed: { mark: "~", tone: "update" },
} as const;

/** Puts its lines behind those that are there. */
export function addSection(lines: string[], section: Section, width: number, palette: Palette): void {
  const { title, about, folded, entries } = section;
  if (folded) {
    const line = about === undefined ? title : `${title}: ${about}`;
    addWrapped(lines, [{ text: line, paint: palette.quiet }], { width, first: "", indent: 0 });
    lines.push("");
    return;
  }
  lines.push(palette.strong(title));
  if (about !== undefined) {
    const margins = { width, first: INDENT, indent: INDENT.length };
    addWrapped(lines, [{ text: about, paint: palette.quiet }], margins);
  }
  for (const entry of entries) addEntry(lines, entry, width, palette);
  lines.push("");
}

function addEntry(all: string[], entry: Entry, width: number, palette: Palette): void {
  const { mark, tone, title, strong, lines = [], attributes = [], verbatim } = entry;
  const paint = palette.tone(tone);
  const first = `${INDENT}${paint(mark)} `;
  addWrapped(all, spansOf(title, strong ? paint : plain), { width, first, indent: INDENT.length + 2 });
  for (const line of lines) addWrapped(all, spansOf(line, palette.quiet), below(width));
  for (const attribute of attributes) addAttribute(all, attribute, width, palette);
  if (verbatim !== undefined)
    for (const line of verbatim.split("\n")) all.push((BELOW + visible(line)).trimEnd());
}

function addAttribute(all: string[], attribute: AttributeChange, width: number, palette: Palette): void {
  const { mark, tone } = KINDS[attribute.kind];
  const paint = palette.tone(tone);
  const first = `${BELOW}${paint(mark)} `;
  addWrapped(all, attributeSpans(attribute, palette), { width, first, indent: BELOW.length + 4 });
}

function attributeSpans(attribute: AttributeChange, { quiet, tone }: Palette): Span[] {
  const { kind, hidden, forcesReplacement } = attribute;
  const [before, after] = shortenPair(shown(attribute.before), shown(attribute.after), LONGEST_VALUE);
  const paint = hidden ? quiet : plain;
  const spans: Span[] = [{ text: `${visible(attribute.path)}: `, paint: plain }];
  if (kind !== "added") spans.push({ text: before, paint });
  if (kind === "changed") spans.push({ text: " -> ", paint: quiet });
  if (kind !== "removed") spans.push({ text: after, paint });
  if (forcesReplacement) spans.push({ text: "  forces replacement", paint: tone("replace") });
  return spans;
}

function shown(text: string | null): string {
  return text === null ? "(nothing)" : visible(text);
}

function spansOf(phrase: Phrase, paint: Paint): Span[] {
  return phrase.map((part) => ({ text: textOf(part), paint }));
}

export function textOf(part: Part): string {
  if (typeof part === "string") return part;
  return visible("name" in part ? part.name : part.words);
}

function below(width: number): Margins {
  return { width, first: BELOW, indent: BELOW.length };
}
