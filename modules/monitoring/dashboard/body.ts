import { layOut, type Placed } from "./layout";
import type { AlarmStates, Chart, Limit, Line, LogLines, Section, Widget } from "./widget";

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html
export const LIMITS = { widgets: 500, metricsInWidget: 500, metrics: 2500 } as const;
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
const ALARMS_IN_WIDGET = 100;
const LINE_ID = /^[a-z][A-Za-z0-9_]*$/;
const PERIOD_SECONDS = 60;
// Each chart keeps its period, whatever span is chosen: titles and thresholds count by it.
const SPAN = "-PT3H";
const LIMIT_COLORS = { alarm: "#b2182b", capacity: "#80807f" } as const;

export interface Description {
  /** Of every widget that names no other. */
  readonly region: string;
  readonly sections: readonly Section[];
}

/** CloudWatch's form of a dashboard. Throws where CloudWatch would refuse it or leave something out. */
export function dashboardBody({ region, sections }: Description): object {
  const placed = layOut(sections);
  const charts = placed.flatMap(({ widget }) => (widget.kind === "chart" ? [widget] : []));
  charts.forEach(assertLines);
  const metrics = charts.reduce((sum, chart) => sum + metricsIn(chart), 0);
  atMost(LIMITS.metrics, metrics, "metrics in a dashboard");
  atMost(LIMITS.widgets, placed.length, "widgets in a dashboard");
  return { start: SPAN, periodOverride: "inherit", widgets: placed.map((item) => widgetAt(item, region)) };
}

function widgetAt({ widget, ...place }: Placed, region: string): object {
  return { type: TYPES[widget.kind], ...place, properties: propertiesOf(widget, region) };
}

const TYPES = { chart: "metric", text: "text", alarms: "alarm", logs: "log" } as const;

function propertiesOf(widget: Widget, region: string): object {
  switch (widget.kind) {
    case "text":
      return { markdown: widget.markdown };
    case "chart":
      return chartOf(widget, region);
    case "alarms":
      return alarmsOf(widget);
    case "logs":
      return logsOf(widget, region);
  }
}

function chartOf(chart: Chart, region: string): object {
  const { title, view = "lines", periodSeconds = PERIOD_SECONDS, limits = [] } = chart;
  const axis = (label: string | undefined): object => ({ label, min: 0, showUnits: false });
  const numbers = view === "numbers";
  return {
    title,
    region,
    view: numbers ? "singleValue" : "timeSeries",
    stacked: view === "stacked",
    period: periodSeconds,
    metrics: Object.entries(chart.lines).map(lineOf),
    ...(numbers
      ? { sparkline: true }
      : {
          legend: { position: "bottom" },
          yAxis: {
            left: { ...axis(chart.unit), ...(chart.max !== undefined && { max: chart.max }) },
            ...(chart.rightUnit !== undefined && { right: axis(chart.rightUnit) }),
          },
        }),
    ...(limits.length > 0 && !numbers && { annotations: { horizontal: limits.map(limitOf) } }),
  };
}

function lineOf([id, line]: [string, Line]): unknown[] {
  const { label, draws, axis = "left", color } = line;
  const options = {
    id,
    ...(label !== undefined && { label }),
    ...(axis === "hidden" && { visible: false }),
    ...(axis === "right" && { yAxis: "right" }),
    ...(color !== undefined && { color }),
    ...(line.region !== undefined && { region: line.region }),
  };
  if (typeof draws === "string") return [{ expression: draws, ...options }];
  const { namespace, name, dimensions, statistic } = draws;
  return [namespace, name, ...Object.entries(dimensions).flat(), { ...options, stat: statistic }];
}

function limitOf({ label, value, kind }: Limit): object {
  return { label, value, color: LIMIT_COLORS[kind] };
}

function alarmsOf({ title, arns }: AlarmStates): object {
  if (arns.length === 0) throw new Error(`"${title}" has no alarms; CloudWatch refuses an empty list`);
  atMost(ALARMS_IN_WIDGET, arns.length, `alarms in "${title}"`);
  return { title, alarms: arns, sortBy: "stateUpdatedTimestamp" };
}

function logsOf({ title, groups, query, ...at }: LogLines, region: string): object {
  const sources = groups.map((group) => `SOURCE '${group}'`).join(" | ");
  return { title, region: at.region ?? region, view: "table", query: `${sources} | ${query}` };
}

/** A math expression counts the metrics that it reads, which are lines themselves. */
function metricsIn({ title, lines }: Chart): number {
  const count = Object.values(lines).filter(({ draws }) => typeof draws !== "string").length;
  atMost(LIMITS.metricsInWidget, count, `metrics in "${title}"`);
  return count;
}

function assertLines({ title, lines, rightUnit }: Chart): void {
  for (const [id, { axis }] of Object.entries(lines)) {
    if (!LINE_ID.test(id))
      throw new Error(`"${title}" calls a line ${id}; an id is a small letter, then letters, digits and _`);
    if (axis === "right" && rightUnit === undefined)
      throw new Error(`"${title}" draws ${id} on the right axis and does not say its unit`);
  }
}

function atMost(limit: number, count: number, what: string): void {
  if (count > limit) throw new Error(`${count} ${what}; CloudWatch takes ${limit}`);
}
