import { dashboard, type GrafanaDashboard, type Row } from "./grafana";
import { Panels } from "./panels";
import { allocatable, requested } from "./requested";
import type { DashboardSubject } from "./subject";

// AWS splits a machine's price between its parts in this ratio.
// https://docs.aws.amazon.com/cur/latest/userguide/split-cost-allocation-data.html
const VCPU_TO_GIB = 9;
const HOURS_A_MONTH = 730;
const GIB = 1024 ** 3;

/** What a vCPU and a GiB of a machine cost, in USD a month. */
export function splitPrice({ vCpus, memoryGiB, usdPerHour }: DashboardSubject["machine"]): {
  readonly vCpu: number;
  readonly gib: number;
} {
  const gib = (usdPerHour * HOURS_A_MONTH) / (vCpus * VCPU_TO_GIB + memoryGiB);
  return { vCpu: Number((gib * VCPU_TO_GIB).toFixed(3)), gib: Number(gib.toFixed(3)) };
}

/** Who asks for how much of the machines, in money. */
export function costsDashboard({ dataSources, machine }: DashboardSubject): GrafanaDashboard {
  const panels = new Panels({ type: "prometheus", uid: dataSources.prometheus });
  const price = splitPrice(machine);
  const told = {
    uid: "mindscape-costs",
    title: "Mindscape: cost by namespace",
    description:
      `What pods ask for, at ${price.vCpu} USD a month for a vCPU and ${price.gib} for a GiB: the list price of one kind of machine, ` +
      "split as AWS splits it. Spot, other kinds, stores and traffic are on the bill.",
    span: "7d",
  };
  return dashboard(told, [machinesRow(panels, price), namespacesRow(panels, price), useRow(panels)]);
}

type Price = ReturnType<typeof splitPrice>;

/** USD a month of what is counted in cores and bytes. */
function cost({ vCpu, gib }: Price, of: typeof requested, by = ""): string {
  return `${vCpu} * sum${by}(${of("cpu")}) + ${gib} * sum${by}(${of("memory")}) / ${GIB}`;
}

function machinesRow(panels: Panels, price: Price): Row {
  const all = cost(price, allocatable);
  const given = `(${all}) - (${cost(price, requested)})`;
  return {
    height: 5,
    panels: [
      panels.number({ title: "Machines a month", width: 12, unit: "currencyUSD", expr: all }),
      panels.number({
        title: "Of it asked for by nobody",
        width: 12,
        unit: "currencyUSD",
        expr: given,
        description: "Room for the next pods, or machines that are too large.",
      }),
    ],
  };
}

function namespacesRow(panels: Panels, price: Price): Row {
  const asked = cost(price, requested, " by (namespace) ");
  return {
    height: 9,
    panels: [
      panels.chart({
        title: "By namespace",
        width: 14,
        unit: "currencyUSD",
        stacked: true,
        lines: { "{{namespace}}": asked },
      }),
      panels.ranking({
        title: "USD a month",
        width: 10,
        unit: "currencyUSD",
        expr: asked,
        label: "namespace",
      }),
    ],
  };
}

function useRow(panels: Panels): Row {
  return {
    height: 8,
    panels: [
      panels.chart({
        title: "CPU used of what is asked for",
        width: 12,
        unit: "percentunit",
        lines: {
          "{{namespace}}":
            'sum by (namespace) (rate(container_cpu_usage_seconds_total{metrics_path="/metrics/cadvisor",container!=""}[5m])) / sum by (namespace) (' +
            `${requested("cpu")})`,
        },
      }),
      panels.chart({
        title: "Volumes",
        width: 12,
        unit: "bytes",
        stacked: true,
        lines: {
          "{{namespace}}": "sum by (namespace) (kube_persistentvolumeclaim_resource_requests_storage_bytes)",
        },
      }),
    ],
  };
}
