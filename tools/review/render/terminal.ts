import type { Review } from "../model";
import { visible } from "./inert";
import { sectionsOf } from "./sections";
import { addSection, textOf } from "./terminal/entries";
import { matrixLines } from "./terminal/matrix";
import { type Palette, paletteOf } from "./terminal/palette";
import { wrapped } from "./terminal/wrap";
import { originOf } from "./words";

export interface TerminalOptions {
  readonly colour: boolean;
  /** Columns. */
  readonly width: number;
}

/** Less than this is not drawn for: such a terminal breaks lines by itself. */
const NARROWEST = 40;

/** The review for a person at a terminal: one screen first; of what is created only addresses. */
export function renderTerminal(review: Review, options: TerminalOptions): string {
  const width = Math.max(NARROWEST, options.width);
  return `${linesOf(review, width, paletteOf(options.colour)).join("\n")}\n`;
}

function linesOf(review: Review, width: number, palette: Palette): string[] {
  const { level, text } = review.verdict;
  const colour = palette.verdict(level);
  const paint = (words: string): string => palette.strong(colour(words));
  const origin = `${originOf(review).map(textOf).join("")}.`;
  const margins = { width, first: "", indent: 0 };
  const lines = [
    ...wrapped([{ text: visible(text), paint }], margins),
    ...wrapped([{ text: origin, paint: palette.quiet }], margins),
    "",
    ...matrixLines(review, width, palette),
  ];
  for (const section of sectionsOf(review, "changed")) addSection(lines, section, width, palette);
  const digest = { text: `Digest of all plans: ${visible(review.digest)}`, paint: palette.quiet };
  lines.push(...wrapped([digest], margins));
  return lines;
}
