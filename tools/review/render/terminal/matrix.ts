import type { Matrix, Review } from "../../model";
import { visible } from "../inert";
import { cellOf, legendOf } from "../words";
import { type Palette, plain } from "./palette";
import { padded, widthOf } from "./width";
import type { Paint } from "./wrap";

const GAP = 2;
const INDENT = "  ";

interface DrawnCell {
  readonly text: string;
  readonly paint: Paint;
}

interface Column {
  /** Environment, and below it the place. */
  readonly head: readonly [string, string];
  readonly cells: readonly DrawnCell[];
  readonly width: number;
}

/** Layers as rows; columns that do not fit beside each other come below. */
export function matrixLines(review: Review, width: number, palette: Palette): string[] {
  const { matrix } = review;
  if (matrix.rows.length === 0) return [];
  const layers = matrix.rows.map(({ layer }) => visible(layer));
  const first = Math.max("layer".length, ...layers.map(widthOf)) + INDENT.length;
  const bands = bandsOf(columnsOf(matrix, palette), width - first);
  const legend = legendOf(review)
    .map(({ mark, word }) => `${mark} ${word}`)
    .join("   ");
  return [
    ...bands.flatMap((band) => [...bandLines(band, layers, first, palette), ""]),
    ...(legend === "" ? [] : [INDENT + palette.quiet(legend), ""]),
  ];
}

function columnsOf(matrix: Matrix, palette: Palette): Column[] {
  return matrix.columns.map((column, index) => {
    const cells = matrix.rows.map((row) => drawn(row.cells[index] ?? null, palette));
    const [environment = "", ...place] = visible(column).trim().split(" ");
    const head = [environment, place.join(" ")] as const;
    return { head, cells, width: Math.max(...[...head, ...cells.map(({ text }) => text)].map(widthOf)) };
  });
}

function drawn(cell: Parameters<typeof cellOf>[0], palette: Palette): DrawnCell {
  const { text, tone, worst } = cellOf(cell);
  return {
    text: worst === null ? text : `${text} ${worst}`,
    paint: tone === null ? plain : palette.tone(tone),
  };
}

/** Columns that have room beside each other; one always has. An environment stays together where it can. */
function bandsOf(columns: readonly Column[], room: number): Column[][] {
  const bands: Column[][] = [];
  let used = Infinity;
  columns.forEach((column, index) => {
    const size = column.width + GAP;
    const begins = columns[index - 1]?.head[0] !== column.head[0];
    const together = begins ? environmentWidth(columns, index) : size;
    if (used + size > room || (used + together > room && together <= room)) {
      bands.push([]);
      used = 0;
    }
    bands.at(-1)?.push(column);
    used += size;
  });
  return bands;
}

/** Of the columns from `first` on that belong to the same environment. */
function environmentWidth(columns: readonly Column[], first: number): number {
  const rest = columns.slice(first);
  const end = rest.findIndex(({ head }) => head[0] !== columns[first]?.head[0]);
  return (end === -1 ? rest : rest.slice(0, end)).reduce((sum, { width }) => sum + width + GAP, 0);
}

function bandLines(
  band: readonly Column[],
  layers: readonly string[],
  first: number,
  { strong, quiet }: Palette,
): string[] {
  const line = (label: string, cells: readonly DrawnCell[]): string => {
    const parts = cells.map(
      ({ text, paint }, index) => paint(text) + gapAfter(text, band[index]?.width ?? 0),
    );
    return (padded(INDENT + label, first + GAP) + parts.join("")).trimEnd();
  };
  const head = (part: 0 | 1, paint: Paint): DrawnCell[] =>
    band.map((column) => ({ text: column.head[part], paint }));
  return [
    line("", head(0, strong)),
    ...(band.some((column) => column.head[1] !== "") ? [line("layer", head(1, quiet))] : []),
    ...layers.map((layer, row) =>
      line(
        layer,
        band.map((column) => column.cells[row] ?? { text: "", paint: plain }),
      ),
    ),
  ];
}

function gapAfter(text: string, width: number): string {
  return " ".repeat(Math.max(0, width - widthOf(text)) + GAP);
}
