import type { Metric } from "../alarm";

/** One line of a chart. */
export interface Line {
  /** @default what CloudWatch makes of the metric; a search gives each of its results one */
  readonly label?: string;
  /** A metric, or metric math over the ids of the chart's other lines. */
  readonly draws: Metric | string;
  /** `hidden`: only metric math reads it. @default left */
  readonly axis?: "left" | "right" | "hidden";
  /** @default chosen by CloudWatch */
  readonly color?: Color;
  /** Where the metric is, if not in the dashboard's region. */
  readonly region?: string;
}

/** A threshold, drawn as a horizontal line. */
export interface Limit {
  readonly label: string;
  readonly value: number;
  /** `alarm`: beyond it somebody is told; `capacity`: what there is or what was planned for. */
  readonly kind: "alarm" | "capacity";
}

export interface Chart {
  readonly kind: "chart";
  readonly title: string;
  /** Of the left axis. */
  readonly unit: string;
  /** Of the right axis, if a line uses it. */
  readonly rightUnit?: string;
  /** By id, which metric math uses: a small letter, then letters, digits and `_`. */
  readonly lines: Readonly<Record<string, Line>>;
  readonly limits?: readonly Limit[];
  /** Of the left axis; it begins at 0. @default what the lines need */
  readonly max?: number;
  /** @default 60 */
  readonly periodSeconds?: number;
  /** `numbers` shows the newest value of each line instead. @default lines */
  readonly view?: "lines" | "stacked" | "numbers";
}

/** Markdown as CloudWatch knows it. */
export interface Text {
  readonly kind: "text";
  readonly markdown: string;
}

/** The state of alarms, those that are in alarm first. */
export interface AlarmStates {
  readonly kind: "alarms";
  readonly title: string;
  readonly arns: readonly string[];
}

/** A query of Logs Insights; each refresh pays for what it scans. */
export interface LogLines {
  readonly kind: "logs";
  readonly title: string;
  readonly groups: readonly string[];
  /** Without `SOURCE`. */
  readonly query: string;
  /** Where the groups are, if not in the dashboard's region. */
  readonly region?: string;
}

export type Widget = Chart | Text | AlarmStates | LogLines;

/** Widgets side by side. */
export interface Row {
  /** Grid units; 6 is a readable chart. */
  readonly height: number;
  /** Columns of each widget, 24 in all. @default equal shares */
  readonly columns?: readonly number[];
  readonly widgets: readonly Widget[];
}

export interface Section {
  /** Heads the section; none for the top of the page. */
  readonly title?: string;
  readonly rows: readonly Row[];
}

/** Readable beside each other, also by people who do not tell red from green: bad is always the darkest. */
export const COLORS = {
  bad: "#b2182b",
  poor: "#e08214",
  good: "#4d9221",
  plain: "#2166ac",
  second: "#92c5de",
  third: "#762a83",
  fourth: "#80807f",
} as const;
export type Color = (typeof COLORS)[keyof typeof COLORS];
