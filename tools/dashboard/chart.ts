import type { EChartsOption, SeriesOption } from "echarts";
import type { ChartProperties } from "./body";
import { drawnLines, type DrawnLine } from "./lines";
import { POINTS, sampleSeries } from "./sample";

const PALETTE = ["#2166ac", "#e08214", "#762a83", "#4d9221", "#b2182b", "#80807f"];
const INK = "#16191f";
const FAINT = "#d5dbdb";
const FONT = "Arial, Helvetica, sans-serif";
const SPAN_MINUTES = 180;
// So that a threshold is not the edge of its chart.
const ROOM_ABOVE = 1.15;

/** Where a chart is drawn. */
export interface Frame {
  /** Of its own on the page. */
  readonly id: string;
  readonly width: number;
  readonly height: number;
}

/** A line with made-up numbers. */
export interface SampledLine extends DrawnLine {
  readonly values: readonly number[];
}

/** The lines of a chart with made-up numbers. */
export function sampled(chart: ChartProperties, dashboard: string): SampledLine[] {
  const limits = chart.annotations?.horizontal ?? [];
  const limit = limits.length > 0 ? Math.min(...limits.map(({ value }) => value)) : undefined;
  const alarmBelow = limits.some(({ label }) => label?.includes("below") === true);
  const { left, right } = chart.yAxis ?? {};
  return drawnLines(chart).map((line) => {
    const seed = `${dashboard}/${chart.title}/${line.label}`;
    const scale =
      line.axis === "right" ? { max: right?.max, alarmBelow: false } : { max: left?.max, limit, alarmBelow };
    return { ...line, values: sampleSeries(seed, line, scale) };
  });
}

/** A chart as SVG, drawn by echarts, which is loaded only when something is drawn. */
export async function drawChart(
  chart: ChartProperties,
  lines: readonly SampledLine[],
  { id, width, height }: Frame,
): Promise<string> {
  const echarts = await import("echarts");
  const instance = echarts.init(null, null, { renderer: "svg", ssr: true, width, height });
  try {
    instance.setOption(optionsOf(chart, lines));
    return still(instance.renderToSVGString(), id);
  } finally {
    instance.dispose();
  }
}

/** Takes out what is for a pointer, and the numbers that echarts counts on from chart to chart. */
function still(svg: string, id: string): string {
  return svg
    .replace(/<style[^]*?<\/style>/g, "")
    .replace(/ (?:class="zr[^"]*"|ecmeta_\w+="[^"]*")/g, "")
    .replace(/\bzr\d+-/g, `${id}-`);
}

function optionsOf(chart: ChartProperties, lines: readonly SampledLine[]): EChartsOption {
  const { left, right } = chart.yAxis ?? {};
  return {
    animation: false,
    color: PALETTE,
    textStyle: { fontFamily: FONT, color: INK },
    grid: { left: 48, right: right === undefined ? 14 : 48, top: 24, bottom: 48 },
    legend: {
      type: "scroll",
      bottom: 0,
      left: 8,
      itemWidth: 12,
      itemHeight: 8,
      icon: "roundRect",
      textStyle: { fontSize: 11 },
      data: lines.map(({ label }) => label),
    },
    xAxis: {
      type: "category",
      boundaryGap: false,
      data: Array.from({ length: POINTS }, (_, index) => ago(index)),
      axisLabel: { fontSize: 10, interval: (POINTS - 1) / 3 - 1, showMaxLabel: true, alignMaxLabel: "right" },
    },
    yAxis: [axisOf(left, highestLimit(chart)), ...(right === undefined ? [] : [axisOf(right)])],
    series: lines.map((line, index) => seriesOf(line, chart, index === 0)),
  };
}

function axisOf(axis: { label?: string | undefined; max?: number | undefined } = {}, atLeast = 0): object {
  return {
    type: "value",
    name: axis.label,
    nameLocation: "end",
    nameTextStyle: { fontSize: 10, align: "center" },
    min: 0,
    max: axis.max ?? ((extent: { max: number }) => (extent.max >= atLeast ? null : atLeast)),
    splitNumber: 4,
    axisLabel: { fontSize: 10 },
    splitLine: { lineStyle: { color: FAINT } },
  };
}

function seriesOf(line: SampledLine, chart: ChartProperties, first: boolean): SeriesOption {
  return {
    type: "line",
    name: line.label,
    data: [...line.values],
    yAxisIndex: line.axis === "right" ? 1 : 0,
    showSymbol: false,
    lineStyle: { width: 1.6 },
    ...(line.color !== undefined && { itemStyle: { color: line.color } }),
    ...(chart.stacked && { stack: line.axis, areaStyle: { opacity: 0.5 } }),
    ...(first && { markLine: limitsOf(chart) }),
  };
}

function limitsOf({
  annotations,
}: ChartProperties): NonNullable<Extract<SeriesOption, { type?: "line" }>["markLine"]> {
  return {
    silent: true,
    symbol: "none",
    data: (annotations?.horizontal ?? []).map(({ label = "", value, color = INK }) => ({
      yAxis: value,
      lineStyle: { color, type: "dashed", width: 1.2 },
      label: { formatter: label, position: "insideEndTop", fontSize: 10, color },
    })),
  };
}

function highestLimit({ annotations }: ChartProperties): number {
  const highest = Math.max(0, ...(annotations?.horizontal ?? []).map(({ value }) => value));
  return Number((highest * ROOM_ABOVE).toPrecision(2));
}

function ago(index: number): string {
  const minutes = Math.round(((POINTS - 1 - index) / (POINTS - 1)) * SPAN_MINUTES);
  return minutes === 0 ? "now" : `-${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;
}
