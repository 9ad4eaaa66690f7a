import type { DataSource, Drawn, Target } from "./grafana";

const COLORS = { good: "green", bad: "red", plan: "blue" } as const;
// Grafana's ids of units: @grafana/data, valueFormats/categories.ts
export type Unit =
  "percent" | "percentunit" | "s" | "reqps" | "short" | "bytes" | "mbytes" | "currencyUSD" | "none";

/** What is asked, by the name under which it is drawn; `{{label}}` stands for a label's value. */
type Lines = Readonly<Record<string, string>>;

export interface Limit {
  readonly value: number;
  /** Beyond an alarm something is wrong; a plan is what was counted with. */
  readonly kind: "alarm" | "plan";
  /** For what has to stay above it. @default "above" */
  readonly bad?: "above" | "below";
}

interface Shown {
  readonly title: string;
  readonly width: number;
  readonly unit: Unit;
  /** What a reader has to know to believe the numbers. */
  readonly description?: string;
  readonly limit?: Limit;
  readonly max?: number;
  /** What may be less than nothing. @default "cut" */
  readonly below?: "cut" | "shown";
}

/** Draws numbers of one data source. */
export class Panels {
  constructor(private readonly source: DataSource) {}

  /** Lines over time. */
  chart(shown: Shown & { readonly lines: Lines; readonly stacked?: boolean }): Drawn {
    return this.series(shown, promql(shown.lines, this.source), shown.stacked === true);
  }

  /** One number, its last value. */
  number({ expr, ...shown }: Shown & { readonly expr: string }): Drawn {
    return {
      ...head(shown),
      type: "stat",
      datasource: this.source,
      fieldConfig: { defaults: { unit: shown.unit, thresholds: steps(shown.limit) }, overrides: [] },
      options: {
        colorMode: shown.limit === undefined ? "none" : "value",
        graphMode: "area",
        reduceOptions: { calcs: ["lastNotNull"], fields: "", values: false },
      },
      targets: promql({ [shown.title]: expr }, this.source),
    };
  }

  /** The last values by `label`, largest first. */
  ranking({ expr, label, ...shown }: Shown & { readonly expr: string; readonly label: string }): Drawn {
    return {
      ...head(shown),
      type: "table",
      datasource: this.source,
      fieldConfig: { defaults: { unit: shown.unit, thresholds: steps(shown.limit) }, overrides: [] },
      options: { sortBy: [{ displayName: shown.title, desc: true }] },
      targets: promql({ [shown.title]: expr }, this.source).map((target) => ({
        ...target,
        instant: true,
        range: false,
        format: "table",
      })),
      transformations: [
        {
          id: "organize",
          options: { excludeByName: { Time: true }, renameByName: { Value: shown.title, [label]: label } },
        },
      ],
    };
  }

  /** Numbers of CloudWatch. */
  metrics({ metrics, ...shown }: Shown & { readonly metrics: readonly CloudWatchMetric[] }): Drawn {
    const targets = metrics.map(({ label, namespace, metric, dimensions, statistic }, index) => ({
      refId: refId(index),
      id: `m${index}`,
      datasource: this.source,
      queryMode: "Metrics",
      metricQueryType: 0,
      metricEditorMode: 0,
      region: "default",
      namespace,
      metricName: metric,
      dimensions: Object.fromEntries(Object.entries(dimensions).map(([name, value]) => [name, [value]])),
      matchExact: true,
      statistic,
      period: "60",
      label,
      expression: "",
    }));
    return this.series(shown, targets, false);
  }

  private series(shown: Shown, targets: readonly Target[], stacked: boolean): Drawn {
    const custom = {
      lineWidth: 1,
      fillOpacity: stacked ? 30 : 0,
      showPoints: "never",
      thresholdsStyle: { mode: shown.limit === undefined ? "off" : "line" },
      stacking: { mode: stacked ? "normal" : "none" },
    };
    return {
      ...head(shown),
      type: "timeseries",
      datasource: this.source,
      fieldConfig: {
        defaults: {
          unit: shown.unit,
          ...(shown.below !== "shown" && { min: 0 }),
          ...(shown.max !== undefined && { max: shown.max }),
          thresholds: steps(shown.limit),
          custom,
        },
        overrides: [],
      },
      options: { legend: { displayMode: "list", placement: "bottom" }, tooltip: { mode: "multi" } },
      targets,
    };
  }
}

export interface CloudWatchMetric {
  readonly label: string;
  readonly namespace: string;
  readonly metric: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly statistic: "Average" | "Maximum" | "Minimum" | "Sum";
}

function head({ title, width, description }: Shown) {
  return { title, width, ...(description !== undefined && { description }) };
}

function promql(lines: Lines, datasource: DataSource): Target[] {
  return Object.entries(lines).map(([legendFormat, expr], index) => ({
    refId: refId(index),
    datasource,
    editorMode: "code",
    range: true,
    expr,
    legendFormat,
  }));
}

function refId(index: number): string {
  return String.fromCharCode("A".charCodeAt(0) + index);
}

/** The first step has no value: it begins at the bottom. */
function steps(limit?: Limit): object {
  const first = { color: COLORS.good, value: null };
  if (limit === undefined) return { mode: "absolute", steps: [first] };
  const { value, kind, bad = "above" } = limit;
  const beyond = kind === "plan" ? COLORS.plan : COLORS.bad;
  return {
    mode: "absolute",
    steps:
      bad === "above"
        ? [first, { color: beyond, value }]
        : [
            { color: beyond, value: null },
            { color: COLORS.good, value },
          ],
  };
}
