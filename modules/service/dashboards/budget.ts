import { budgetLeftSeries, burnSeries } from "../rules/budget";
import { RATES } from "../rules/requests";
import { dashboard, type Drawn, type GrafanaDashboard, type Row } from "./grafana";
import { type Limit, Panels } from "./panels";
import type { DashboardSubject } from "./subject";

const HOUR = 3600;
const WHOLE: Limit = { value: 1, kind: "alarm" };
const SPENT: Limit = { value: 0, kind: "alarm", bad: "below" };

/** How much may still go wrong, and how fast it does. */
export function budgetDashboard(subject: DashboardSubject): GrafanaDashboard {
  const panels = new Panels({ type: "prometheus", uid: subject.dataSources.prometheus });
  const { days } = subject.objectives;
  const { failed, slow } = promises(subject);
  const told = {
    uid: "mindscape-budget",
    title: "Mindscape: error budget",
    description: `${failed} and ${slow}, over ${days} days.`,
    span: `${days}d`,
  };
  return dashboard(told, [leftRow(panels, subject), errorsRow(panels, subject), slowRow(panels)]);
}

function promises({ objectives, thresholds }: DashboardSubject): Readonly<Record<"failed" | "slow", string>> {
  return {
    failed: `${percent(objectives.success)} of the requests without an error`,
    slow: `${percent(objectives.fast)} of the requests within ${thresholds.p95Seconds} s`,
  };
}

function leftRow(panels: Panels, subject: DashboardSubject): Row {
  const { success, days } = subject.objectives;
  const left = (bad: "failed" | "slow", title: string): Drawn =>
    panels.number({
      title,
      width: 6,
      unit: "percentunit",
      limit: SPENT,
      expr: budgetLeftSeries(bad),
      description: `${promises(subject)[bad]}, over ${days} days; below 0 more has gone wrong than was allowed.`,
    });
  return {
    height: 5,
    panels: [
      left("failed", "Budget of errors left"),
      left("slow", "Budget of slow requests left"),
      panels.number({
        title: "Burn of the last hour",
        width: 6,
        unit: "none",
        expr: burnSeries("failed", HOUR),
        limit: WHOLE,
      }),
      panels.number({
        title: "Succeeded",
        width: 6,
        unit: "percentunit",
        expr: `1 - (1 - ${budgetLeftSeries("failed")}) * ${Number((1 - success).toFixed(9))}`,
        limit: { value: success, kind: "alarm", bad: "below" },
      }),
    ],
  };
}

function errorsRow(panels: Panels, { thresholds }: DashboardSubject): Row {
  return {
    height: 8,
    panels: [
      panels.chart({
        title: "What is left",
        width: 12,
        unit: "percentunit",
        limit: SPENT,
        below: "shown",
        lines: { errors: budgetLeftSeries("failed"), "slow requests": budgetLeftSeries("slow") },
      }),
      panels.chart({
        title: "How fast errors burn it",
        width: 12,
        unit: "none",
        description: "1 spends it in just its days.",
        limit: { value: thresholds.fastestBurn, kind: "alarm" },
        lines: {
          "1 h": burnSeries("failed", HOUR),
          "6 h": burnSeries("failed", 6 * HOUR),
          "1 d": burnSeries("failed", 24 * HOUR),
          "3 d": burnSeries("failed", 72 * HOUR),
        },
      }),
    ],
  };
}

function slowRow(panels: Panels): Row {
  return {
    height: 8,
    panels: [
      panels.chart({
        title: "How fast slow requests burn it",
        width: 12,
        unit: "none",
        limit: WHOLE,
        lines: { "6 h": burnSeries("slow", 6 * HOUR), "3 d": burnSeries("slow", 72 * HOUR) },
      }),
      panels.chart({
        title: "Failed and slow requests",
        width: 12,
        unit: "reqps",
        lines: { failed: RATES.failed, slow: RATES.slow },
      }),
    ],
  };
}

function percent(share: number): string {
  return `${Number((share * 100).toFixed(6))} %`;
}
