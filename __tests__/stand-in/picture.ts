import type { EChartsOption } from "echarts";
import type { Prometheus } from "./prometheus";

const SIZE = { width: 1000, height: 760 } as const;
const PANELS = [
  {
    title: "requests a second",
    lines: {
      all: "api:requests:rate5m",
      failed: "api:requests_failed:rate5m",
      slow: "api:requests_slow:rate5m",
    },
  },
  { title: "seconds that 95 % keep to", lines: { p95: "api:request_seconds:p95_5m" }, limit: 0.5 },
  {
    title: "burn of the errors' budget (times)",
    lines: { "5 minutes": "api:requests_failed:burn5m", "1 hour": "api:requests_failed:burn1h" },
    limit: 14.4,
  },
  {
    title: "alerts that ring",
    lines: {
      "budget-errors-hour": 'ALERTS{alertname="budget-errors-hour",alertstate="firing"}',
      "budget-errors-six-hours": 'ALERTS{alertname="budget-errors-six-hours",alertstate="firing"}',
      "budget-latency-six-hours": 'ALERTS{alertname="budget-latency-six-hours",alertstate="firing"}',
    },
  },
] as const satisfies readonly { title: string; lines: Record<string, string>; limit?: number }[];

/** A run as SVG: four charts, with its moments as lines. */
export async function picture(
  prometheus: Prometheus,
  moments: readonly { readonly at: number; readonly what: string }[],
  [from, to]: readonly [number, number],
): Promise<string> {
  const echarts = await import("echarts");
  const chart = echarts.init(null, null, { renderer: "svg", ssr: true, ...SIZE });
  const height = SIZE.height / PANELS.length;
  const option: EChartsOption = {
    animation: false,
    backgroundColor: "#ffffff",
    title: PANELS.map(({ title }, index) => ({
      text: title,
      left: 8,
      top: index * height,
      textStyle: { fontSize: 13 },
    })),
    grid: PANELS.map((_, index) => ({ left: 60, right: 20, top: index * height + 42, height: height - 80 })),
    legend: PANELS.map(({ lines }, index) => ({ data: Object.keys(lines), top: index * height, right: 20 })),
    xAxis: PANELS.map((_, gridIndex) => ({
      type: "value",
      gridIndex,
      min: 0,
      max: Math.ceil((to - from) / 1000),
      axisLabel: { formatter: "{value} s" },
    })),
    yAxis: PANELS.map((_, gridIndex) => ({ type: "value", gridIndex, min: 0, splitNumber: 3 })),
    series: [],
  };
  const series: object[] = [];
  for (const [index, panel] of PANELS.entries()) {
    const { lines } = panel;
    for (const [name, query] of Object.entries(lines)) {
      const [curve] = await prometheus.curves(query, from / 1000, to / 1000);
      series.push({
        type: "line",
        name,
        showSymbol: false,
        connectNulls: false,
        xAxisIndex: index,
        yAxisIndex: index,
        data: points(curve?.values ?? [], from),
        ...(name === Object.keys(lines)[0] && {
          markLine: marks(moments, from, "limit" in panel ? panel.limit : undefined),
        }),
      });
    }
  }
  chart.setOption({ ...option, series });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return svg;
}

/** A gap where there was no value for two seconds. */
function points(
  values: readonly (readonly [number, string])[],
  from: number,
): (readonly [number, number | null])[] {
  return values.flatMap(([at, text], index) => {
    const point = [at - from / 1000, Number(text)] as const;
    const before = values[index - 1]?.[0] ?? at;
    return at - before > 2 ? [[before - from / 1000 + 0.5, null] as const, point] : [point];
  });
}

function marks(
  moments: readonly { readonly at: number; readonly what: string }[],
  from: number,
  limit?: number,
): object {
  return {
    symbol: "none",
    silent: true,
    data: [
      ...moments.map(({ at, what }) => ({
        xAxis: (at - from) / 1000,
        label: { formatter: what, fontSize: 10 },
        lineStyle: { color: "#888" },
      })),
      ...(limit === undefined
        ? []
        : [
            {
              yAxis: limit,
              label: { formatter: String(limit), position: "insideEndTop" },
              lineStyle: { color: "#b2182b" },
            },
          ]),
    ],
  };
}
