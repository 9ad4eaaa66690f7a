import type { Row, Section, Widget } from "./widget";

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
const COLUMNS = 24;
const HEADING_HEIGHT = 1;

/** A widget at its place, in grid units from the top left. */
export interface Placed {
  readonly widget: Widget;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Puts sections below each other, their rows below their headings. */
export function layOut(sections: readonly Section[]): Placed[] {
  const placed: Placed[] = [];
  let y = 0;
  for (const row of sections.flatMap(rowsOf)) {
    let x = 0;
    for (const [index, width] of widthsOf(row).entries()) {
      const widget = row.widgets[index];
      if (widget !== undefined) placed.push({ widget, x, y, width, height: row.height });
      x += width;
    }
    y += row.height;
  }
  return placed;
}

function rowsOf({ title, rows }: Section): readonly Row[] {
  if (title === undefined) return rows;
  return [{ height: HEADING_HEIGHT, widgets: [{ kind: "text", markdown: `## ${title}` }] }, ...rows];
}

function widthsOf({ columns, widgets }: Row): readonly number[] {
  const widths = columns ?? widgets.map(() => COLUMNS / widgets.length);
  const sum = widths.reduce((total, width) => total + width, 0);
  const whole = widths.every((width) => Number.isInteger(width) && width > 0);
  if (widths.length !== widgets.length || !whole || sum !== COLUMNS)
    throw new Error(
      `columns ${widths.join(" + ")} for ${widgets.length} widgets; a row has ${COLUMNS} whole columns`,
    );
  return widths;
}
