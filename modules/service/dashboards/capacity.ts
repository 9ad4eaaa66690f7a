import { limit, useSelector } from "../rules/pods";
import { allocatable, requested } from "./requested";
import { QUANTILES, RATES } from "../rules/requests";
import { selector } from "../rules/rule";
import { dashboard, type GrafanaDashboard, type Row } from "./grafana";
import { Panels } from "./panels";
import type { DashboardSubject } from "./subject";

const MIB = 1024 * 1024;

/** What there is, against what was counted with: a load test is read here. */
export function capacityDashboard(subject: DashboardSubject): GrafanaDashboard {
  const panels = new Panels({ type: "prometheus", uid: subject.dataSources.prometheus });
  const told = {
    uid: "mindscape-capacity",
    title: "Mindscape: capacity",
    description: "Against what docs/capacity.md counts with. A load test has to keep to these lines.",
  };
  return dashboard(told, [loadRow(panels, subject), cpuRow(panels, subject), memoryRow(panels, subject)]);
}

function loadRow(panels: Panels, { api, plan }: DashboardSubject): Row {
  const autoscaler = selector({ namespace: api.namespace, horizontalpodautoscaler: api.name });
  return {
    height: 8,
    panels: [
      panels.chart({
        title: "Requests a second",
        width: 8,
        unit: "reqps",
        limit: { value: plan.requestsPerSecond, kind: "plan" },
        lines: { requests: RATES.all },
      }),
      panels.chart({
        title: "Pods",
        width: 8,
        unit: "short",
        limit: { value: plan.pods, kind: "plan" },
        lines: {
          running: `sum(kube_pod_status_phase${selector({ namespace: api.namespace, "pod=~": `${api.name}-.*`, phase: "Running" })})`,
          "autoscaler has": `max(kube_horizontalpodautoscaler_status_current_replicas${autoscaler})`,
          "autoscaler may": `max(kube_horizontalpodautoscaler_spec_max_replicas${autoscaler})`,
        },
      }),
      panels.chart({
        title: "Requests at once",
        width: 8,
        unit: "short",
        description: "Those that arrive in a second, times how long the middle one takes.",
        limit: { value: plan.requestsPerSecond * plan.requestSeconds, kind: "plan" },
        lines: { requests: `${RATES.all} * ${QUANTILES[0.5]}` },
      }),
    ],
  };
}

function cpuRow(panels: Panels, { api, plan, thresholds }: DashboardSubject): Row {
  const used = useSelector(api);
  const cpu = `rate(container_cpu_usage_seconds_total${used}[5m])`;
  return {
    height: 8,
    panels: [
      panels.chart({
        title: "CPU a request",
        width: 8,
        unit: "s",
        limit: { value: plan.cpuMillisecondsPerRequest / 1000, kind: "plan" },
        lines: { "seconds a request": `sum(${cpu}) / (${RATES.all} > 0)` },
      }),
      panels.chart({
        title: "CPU of its limit",
        width: 8,
        unit: "percent",
        limit: { value: thresholds.cpuPercent, kind: "alarm" },
        lines: { "{{pod}}": `100 * sum by (namespace, pod) (${cpu}) / ${limit(api, "cpu")}` },
      }),
      panels.chart({
        title: "Periods in which a pod was held back",
        width: 8,
        unit: "percentunit",
        lines: {
          "{{pod}}": `sum by (pod) (rate(container_cpu_cfs_throttled_periods_total${used}[5m])) / sum by (pod) (rate(container_cpu_cfs_periods_total${used}[5m]))`,
        },
      }),
    ],
  };
}

function memoryRow(panels: Panels, { api, plan, thresholds }: DashboardSubject): Row {
  const memory = `container_memory_working_set_bytes${useSelector(api)}`;
  return {
    height: 8,
    panels: [
      panels.chart({
        title: "Memory",
        width: 8,
        unit: "bytes",
        limit: { value: plan.podMemoryMiB * MIB, kind: "plan" },
        lines: { "{{pod}}": `max by (pod) (${memory})` },
      }),
      panels.chart({
        title: "Memory of its limit",
        width: 8,
        unit: "percent",
        limit: { value: thresholds.memoryPercent, kind: "alarm" },
        lines: { "{{pod}}": `100 * max by (namespace, pod) (${memory}) / ${limit(api, "memory")}` },
      }),
      panels.chart({
        title: "Nodes: reserved",
        width: 8,
        unit: "percent",
        max: 100,
        description: "What pods ask for, of what nodes have. The autoscaler adds nodes when it is full.",
        lines: { CPU: reserved("cpu"), memory: reserved("memory") },
      }),
    ],
  };
}

function reserved(resource: "cpu" | "memory"): string {
  return `100 * sum(${requested(resource)}) / sum(${allocatable(resource)})`;
}
