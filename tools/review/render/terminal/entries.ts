import type { AttributeChange } from "../../model";
import type { Entry, Part, Phrase, Section } from "../entry";
import { visible } from "../inert";
import { shortenPair } from "../shorten";
import { type Palette, plain } from "./palette";
import { type Paint, type Span, wrapped } from "./wrap";

const INDENT = "  ";
const BELOW = "      ";
/** Characters of one value; all of it is on the review's page. */
const LONGEST_VALUE = 300;
const KINDS = {
  added: { mark: "+", tone: "create" },
  removed: { mark: "-", tone: "delete" },
  changed: { mark: "~", tone: "update" },
} as const;

export function* sectionLines(section: Section, width: number, palette: Palette): Generator<string> {
  const { title, about, folded, entries } = section;
  if (folded) {
    const line = about === undefined ? title : `${title}: ${about}`;
    yield* wrapped([{ text: line, paint: palette.quiet }], { width, first: "", indent: 0 });
    yield "";
    return;
  }
  yield palette.strong(title);
  if (about !== undefined)
    yield* wrapped([{ text: about, paint: palette.quiet }], { width, first: INDENT, indent: INDENT.length });
  for (const entry of entries) yield* entryLines(entry, width, palette);
  yield "";
}

export function* entryLines(entry: Entry, width: number, palette: Palette): Generator<string> {
  const { mark, tone, title, strong, lines = [], attributes = [], verbatim } = entry;
  const paint = palette.tone(tone);
  const first = `${INDENT}${paint(mark)} `;
  yield* wrapped(spansOf(title, strong ? paint : plain), { width, first, indent: INDENT.length + 2 });
  for (const line of lines) yield* wrapped(spansOf(line, palette.quiet), below(width));
  for (const attribute of attributes) yield* attributeLines(attribute, width, palette);
  if (verbatim !== undefined)
    for (const line of verbatim.split("\n")) yield (BELOW + visible(line)).trimEnd();
}

function* attributeLines(attribute: AttributeChange, width: number, palette: Palette): Generator<string> {
  const { mark, tone } = KINDS[attribute.kind];
  const paint = palette.tone(tone);
  const first = `${BELOW}${paint(mark)} `;
  yield* wrapped(attributeSpans(attribute, palette), { width, first, indent: BELOW.length + 4 });
}

function attributeSpans(attribute: AttributeChange, { quiet, tone }: Palette): Span[] {
  const { kind, hidden, forcesReplacement } = attribute;
  const [before, after] = shortenPair(shown(attribute.before), shown(attribute.after), LONGEST_VALUE);
  const paint = hidden ? quiet : plain;
  return [
    { text: `${visible(attribute.path)}: `, paint: plain },
    ...(kind === "added" ? [] : [{ text: before, paint }]),
    ...(kind === "changed" ? [{ text: " -> ", paint: quiet }] : []),
    ...(kind === "removed" ? [] : [{ text: after, paint }]),
    ...(forcesReplacement ? [{ text: "  forces replacement", paint: tone("replace") }] : []),
  ];
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

function below(width: number): { width: number; first: string; indent: number } {
  return { width, first: BELOW, indent: BELOW.length };
}
