import { countedRequests, QUANTILES, RATES } from "../rules/requests";
import { selector } from "../rules/rule";
import { dashboard, type GrafanaDashboard, type Row } from "./grafana";
import { type Limit, Panels } from "./panels";
import type { DashboardSubject } from "./subject";

const ERROR_PERCENT = `100 * ${RATES.failed} / (${RATES.all} > 0)`;

/** Rate, errors, duration: what those who ask see. */
export function requestsDashboard(subject: DashboardSubject): GrafanaDashboard {
  const panels = new Panels({ type: "prometheus", uid: subject.dataSources.prometheus });
  const told = {
    uid: "mindscape-requests",
    title: "Mindscape: requests",
    description: "As the pods count them. What never reaches a pod is on CloudWatch's dashboard.",
  };
  return dashboard(told, [nowRow(panels, subject), overTimeRow(panels, subject), whereRow(panels, subject)]);
}

function nowRow(panels: Panels, { thresholds }: DashboardSubject): Row {
  const errors = errorLimit(thresholds);
  const latency = latencyLimit(thresholds);
  return {
    height: 5,
    panels: [
      panels.number({ title: "Requests a second", width: 8, unit: "reqps", expr: RATES.all }),
      panels.number({ title: "Errors", width: 8, unit: "percent", expr: ERROR_PERCENT, limit: errors }),
      panels.number({ title: "95 % keep to", width: 8, unit: "s", expr: QUANTILES[0.95], limit: latency }),
    ],
  };
}

function overTimeRow(panels: Panels, { api, thresholds }: DashboardSubject): Row {
  const { statusLabel } = api.requests;
  const errors = errorLimit(thresholds);
  const latency = latencyLimit(thresholds);
  const rate = rateOf(api);
  return {
    height: 8,
    panels: [
      panels.chart({
        title: "By status",
        width: 8,
        unit: "reqps",
        stacked: true,
        lines: { [`{{${statusLabel}}}`]: rate(statusLabel) },
      }),
      panels.chart({
        title: "Errors over time",
        width: 8,
        unit: "percent",
        limit: errors,
        lines: { errors: ERROR_PERCENT },
      }),
      panels.chart({
        title: "Duration",
        width: 8,
        unit: "s",
        limit: latency,
        lines: { "50 %": QUANTILES[0.5], "95 %": QUANTILES[0.95], "99 %": QUANTILES[0.99] },
      }),
    ],
  };
}

function whereRow(panels: Panels, { api, thresholds }: DashboardSubject): Row {
  const { histogram, routeLabel } = api.requests;
  const counted = selector(countedRequests(api));
  const slowest = `histogram_quantile(0.95, sum by (le, ${routeLabel}) (rate(${histogram}_bucket${counted}[5m])))`;
  const latency = latencyLimit(thresholds);
  const rate = rateOf(api);
  return {
    height: 9,
    panels: [
      panels.chart({
        title: "By route",
        width: 8,
        unit: "reqps",
        stacked: true,
        lines: { [`{{${routeLabel}}}`]: rate(routeLabel) },
      }),
      panels.chart({
        title: "Slowest routes, 95 %",
        width: 8,
        unit: "s",
        limit: latency,
        lines: { [`{{${routeLabel}}}`]: `topk(10, ${slowest})` },
      }),
      panels.chart({
        title: "By pod",
        width: 8,
        unit: "reqps",
        description: "After a switch the pods of the version before fall to nothing within a minute.",
        lines: { "{{pod}}": rate("pod") },
      }),
    ],
  };
}

/** Requests a second by a label. */
function rateOf(api: DashboardSubject["api"]): (label: string) => string {
  const counted = selector(countedRequests(api));
  return (label) => `sum by (${label}) (rate(${api.requests.histogram}_count${counted}[5m]))`;
}

function errorLimit({ errorPercent }: DashboardSubject["thresholds"]): Limit {
  return { value: errorPercent, kind: "alarm" };
}

function latencyLimit({ p95Seconds }: DashboardSubject["thresholds"]): Limit {
  return { value: p95Seconds, kind: "alarm" };
}
