import { METRICS } from "../../config/catalogs/metrics";
import { SHOWN_METRICS } from "../../config/catalogs/dashboard-metrics";
import { PROMETHEUS_METRICS, TARGET_LABELS } from "../../config/catalogs/prometheus-metrics";
import { apiDashboards } from "../../modules/service/dashboards/dashboards";
import { splitPrice } from "../../modules/service/dashboards/costs";
import type { Panel, Target } from "../../modules/service/dashboards/grafana";
import { askedFor, groupedBy } from "../prometheus/expressions";
import { complaints, differences } from "../prometheus/promtool";
import { recordingRules } from "../prometheus/rendered";
import { at } from "./objects";
import { DASHBOARDS, observabilityValues, SUBJECT } from "./observability-values";

const { dashboards, groups } = observabilityValues();
const panels = Object.entries(dashboards).flatMap(([name, { panels: all }]) =>
  all.map((panel) => [`${name}: ${panel.title}`, panel] as const),
);
const targetsOf = (panel: Panel): readonly Target[] => panel["targets"] as readonly Target[];
const recorded = new Set(recordingRules(groups).map(({ record }) => record));
const known = new Map<string, readonly string[]>(
  PROMETHEUS_METRICS.flatMap(({ metrics, labels }) => metrics.map((name) => [name, labels] as const)),
);
const { histogram, routeLabel, statusLabel } = SUBJECT.requests;
for (const suffix of ["count", "bucket"])
  known.set(`${histogram}_${suffix}`, [routeLabel, statusLabel, "le"]);

describe.each(Object.entries(dashboards))("the dashboard %s", (_, { uid, title, panels: all }) => {
  test("has an address and ids of its own, and panels that fill their rows and do not overlap", () => {
    expect(uid).toMatch(/^mindscape-/);
    expect(title).toMatch(/^Mindscape: /);
    expect(all.map(({ id }) => id)).toEqual(all.map((__, index) => index + 1));
    const rows = byRow(all);
    let bottom = 0;
    for (const [y, row] of rows) {
      expect(y).toBe(bottom);
      let right = 0;
      for (const { gridPos } of row) {
        expect([gridPos.x, gridPos.h]).toEqual([right, row[0]!.gridPos.h]);
        right += gridPos.w;
      }
      expect(right).toBe(24);
      bottom += row[0]!.gridPos.h;
    }
  });
});

function byRow(all: readonly Panel[]): Map<number, Panel[]> {
  const rows = new Map<number, Panel[]>();
  for (const panel of all) rows.set(panel.gridPos.y, [...(rows.get(panel.gridPos.y) ?? []), panel]);
  return rows;
}

describe.each(panels)("%s", (_, panel) => {
  test("says its unit, and where its colours begin", () => {
    expect(at(panel, "fieldConfig.defaults.unit")).toMatch(/^\w+$/);
    const steps = at(panel, "fieldConfig.defaults.thresholds.steps") as { value: number | null }[];
    expect(steps.map(({ value }) => value)).toEqual([
      null,
      ...steps.slice(1).map(() => expect.any(Number) as number),
    ]);
    const isLined = at(panel, "fieldConfig.defaults.custom.thresholdsStyle.mode") === "line";
    if (panel.type === "timeseries") expect(isLined).toBe(steps.length > 1);
  });

  test("asks its own data source for something", () => {
    const source = panel["datasource"] as { type: keyof typeof DASHBOARDS.dataSources; uid: string };
    expect(source.uid).toBe(DASHBOARDS.dataSources[source.type]);
    const targets = targetsOf(panel);
    expect(targets.length).toBeGreaterThan(0);
    expect(new Set(targets.map(({ refId }) => refId)).size).toBe(targets.length);
    for (const target of targets) expect(target.datasource).toEqual(source);
  });

  test("asks for metrics that are there", () => {
    for (const target of targetsOf(panel)) {
      if (target.datasource.type === "cloudwatch") {
        expectPublished(target);
        continue;
      }
      const expr = String(target["expr"]);
      const labels = new Set<string>(TARGET_LABELS);
      for (const { metric, labels: named } of askedFor(expr)) {
        if (recorded.has(metric)) continue;
        expect([...known.keys()]).toContain(metric);
        for (const label of known.get(metric)!) labels.add(label);
        expect([...TARGET_LABELS, ...known.get(metric)!]).toEqual(expect.arrayContaining(named as string[]));
      }
      expect([...labels]).toEqual(expect.arrayContaining(groupedBy(expr)));
      const [, legend] = /\{\{(\w+)\}\}/.exec(String(target["legendFormat"])) ?? [];
      if (legend !== undefined) expect(groupedBy(expr)).toContain(legend);
    }
  });
});

/** As CloudWatch publishes it: name and dimensions. */
function expectPublished(target: Target): void {
  const namespace = String(target["namespace"]);
  const families = [...(METRICS[namespace] ?? []), ...(SHOWN_METRICS[namespace] ?? [])].filter(
    ({ metrics }) => String(target["metricName"]) in metrics,
  );
  const names = Object.keys(target["dimensions"] as object).sort();
  expect(families.flatMap(({ dimensions }) => dimensions.map((set) => [...set].sort()))).toContainEqual(
    names,
  );
}

test("promtool has nothing against any expression", () => {
  const expressions = panels
    .flatMap(([, panel]) => targetsOf(panel))
    .flatMap(({ expr }) => (typeof expr === "string" ? [expr] : []));
  expect(expressions.length).toBeGreaterThan(30);
  const rules = expressions.map((expr, index) => ({ record: `drawn:number:${index}`, expr }));
  expect(complaints([{ name: "drawn", rules }])).toBe("");
});

test("limits are the contract's and the plan's", () => {
  const limits = (title: string): unknown => {
    const found = panels.find(([name]) => name.endsWith(title))?.[1];
    const steps = at(found, "fieldConfig.defaults.thresholds.steps") as { value: number | null }[];
    return steps.at(-1)?.value;
  };
  const { thresholds, plan } = DASHBOARDS;
  expect(limits("Errors over time")).toBe(thresholds.errorPercent);
  expect(limits("Duration")).toBe(thresholds.p95Seconds);
  expect(limits("How fast errors burn it")).toBe(thresholds.fastestBurn);
  expect(limits("capacity: Requests a second")).toBe(plan.requestsPerSecond);
  expect(limits("Database: connections")).toBe(320);
});

test("a machine's price is split so that its parts add up", () => {
  const machine = { vCpus: 2, memoryGiB: 8, usdPerHour: 0.0832 };
  const { vCpu, gib } = splitPrice(machine);
  expect(vCpu / gib).toBeCloseTo(9, 2);
  expect(2 * vCpu + 8 * gib).toBeCloseTo(0.0832 * 730, 1);
});

test("a namespace costs what it asks for", () => {
  const requested = targetsOf(panels.find(([name]) => name === "costs: By namespace")![1])[0]!["expr"];
  const { vCpu, gib } = splitPrice(DASHBOARDS.machine);
  const of = (resource: string, value: number) => ({
    series: `kube_pod_container_resource_requests{namespace="mindscape",pod="a",container="api",resource="${resource}"}`,
    values: `${value}+0x10`,
  });
  const phase = (pod: string, name: string, value: number) => ({
    series: `kube_pod_status_phase{namespace="mindscape",pod="${pod}",phase="${name}"}`,
    values: `${value}+0x10`,
  });
  const series = [
    of("cpu", 0.5),
    of("memory", 2 * 1024 ** 3),
    phase("a", "Running", 1),
    phase("a", "Pending", 0),
    // A check that is done.
    { ...of("cpu", 8), series: of("cpu", 8).series.replace('pod="a"', 'pod="done"') },
    phase("done", "Running", 0),
    phase("done", "Succeeded", 1),
  ];
  const value = 0.5 * vCpu + 2 * gib;
  const expr = `round(sum(${String(requested)}), 0.0001)`;
  expect(
    differences({ groups: [], series, values: [{ minute: 5, expr, value: Number(value.toFixed(4)) }] }),
  ).toBe("");
});

test("stores that are not there are not drawn", () => {
  const { stores } = apiDashboards({ ...DASHBOARDS, stores: { ...DASHBOARDS.stores, table: "none" } });
  expect(stores!.panels.map(({ title }) => title).join()).not.toMatch(/Table|DAX/);
  const alone = apiDashboards({ ...DASHBOARDS, stores: { ...DASHBOARDS.stores, table: { name: "one" } } });
  expect(
    alone["stores"]!.panels.filter(({ title }) => /Table|DAX/.test(title)).map(({ gridPos }) => gridPos.w),
  ).toEqual([24]);
});
