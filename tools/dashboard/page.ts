import MarkdownIt from "markdown-it";
import { drawChart, sampled, type SampledLine } from "./chart";
import type { FoundDashboard } from "./find";
import type { ChartProperties, Widget } from "./body";
import type { Readable } from "./readable";
import { STYLE } from "./style";

// Pixels. CloudWatch's grid has 24 columns on a page as wide as the screen.
const COLUMN = 64;
const UNIT = 48;
const GAP = 8;
const TITLE = 30;
const SPARK = { width: 110, height: 26 } as const;

const markdown = new MarkdownIt({ html: false, linkify: false });
const escapeHtml = (text: string): string => markdown.utils.escapeHtml(text);

/** One self-contained page: every widget at its place, with made-up numbers that say so. */
export async function renderPage({ stack, name, body }: FoundDashboard, readable: Readable): Promise<string> {
  const bottom = Math.max(...body.widgets.map(({ y, height }) => y + height));
  const widgets: string[] = [];
  for (const widget of body.widgets) widgets.push(boxed(widget, await contentOf(widget, name, readable)));
  const title = escapeHtml(name);
  return [
    "<!doctype html>",
    `<html lang="en"><head><meta charset="utf-8"><title>${title}</title><style>${STYLE}</style></head><body>`,
    `<header><h1>${title}</h1><p>As <code>${escapeHtml(stack)}</code> would make it.`,
    "<strong>Sample data: no number on this page was measured.</strong></p></header>",
    `<main style="width:${24 * COLUMN}px;height:${bottom * UNIT}px">`,
    ...widgets,
    "</main></body></html>",
    "",
  ].join("\n");
}

function boxed(widget: Widget, content: string): string {
  const { x, y, width, height, type } = widget;
  const box = sizeOf({ width, height });
  const style = `left:${x * COLUMN}px;top:${y * UNIT}px;width:${box.width}px;height:${box.height}px`;
  return `<section class="${type}" style="${style}">${content}</section>`;
}

function sizeOf({ width, height }: { readonly width: number; readonly height: number }): {
  readonly width: number;
  readonly height: number;
} {
  return { width: width * COLUMN - GAP, height: height * UNIT - GAP };
}

async function contentOf(widget: Widget, dashboard: string, readable: Readable): Promise<string> {
  switch (widget.type) {
    case "text":
      return markdown.render(readable(widget.properties.markdown));
    case "alarm": {
      const { title, alarms } = widget.properties;
      const tiles = alarms.map((arn) => `<li>${escapeHtml(readable(arn).replace(/^.*:alarm:/, ""))}</li>`);
      return `${heading(title)}<ul>${tiles.join("")}</ul>`;
    }
    case "log": {
      const { title, query } = widget.properties;
      const steps = readable(query).split(/ \| /);
      return `${heading(title)}<pre>${escapeHtml(steps.join("\n| "))}</pre>`;
    }
    case "metric": {
      const chart = widget.properties;
      const lines = sampled(chart, dashboard).map((line) => ({ ...line, label: readable(line.label) }));
      const box = sizeOf(widget);
      const drawn =
        chart.view === "singleValue"
          ? numbers(lines)
          : await drawChart(chart, lines, {
              id: `at-${widget.x}-${widget.y}`,
              width: box.width,
              height: box.height - TITLE,
            });
      return `${heading(chart.title, sources(chart, lines, readable))}${drawn}`;
    }
  }
}

function heading(title: string, details = ""): string {
  return `<h2 title="${escapeHtml(details)}">${escapeHtml(title)}</h2>`;
}

/** What a chart reads, for whoever points at its title. */
function sources({ period }: ChartProperties, lines: readonly SampledLine[], readable: Readable): string {
  const every = period === undefined ? [] : [`every ${period} s`];
  return [...lines.map(({ label, source }) => `${label}: ${readable(source)}`), ...every].join("\n");
}

function numbers(lines: readonly SampledLine[]): string {
  const shown = lines.map(({ label, values, color = "#2166ac" }) => {
    const newest = String(values.at(-1) ?? "");
    return `<div><b>${newest}</b>${sparkline(values, color)}<span>${escapeHtml(label)}</span></div>`;
  });
  return `<div class="numbers">${shown.join("")}</div>`;
}

function sparkline(values: readonly number[], color: string): string {
  const most = Math.max(...values, Number.MIN_VALUE);
  const points = values.map((value, index) => {
    const x = (index / (values.length - 1)) * SPARK.width;
    const y = SPARK.height - (value / most) * (SPARK.height - 2);
    return `${x.toFixed(1)},${y.toFixed(1)}`;
  });
  return `<svg width="${SPARK.width}" height="${SPARK.height}"><polyline points="${points.join(" ")}" fill="none" stroke="${escapeHtml(color)}" stroke-width="1.5"/></svg>`;
}
