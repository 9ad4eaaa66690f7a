import { existsSync } from "node:fs";
import { join } from "node:path";
import { ALERTS, type Alert } from "../../config/alerts";
import { PROMETHEUS_METRICS, TARGET_LABELS } from "../../config/catalogs/prometheus-metrics";
import { alertingRule } from "../../modules/service/rules/contract";
import { selector, time } from "../../modules/service/rules/rule";
import { TOLD } from "../../modules/service/rules/rules";
import { SUBJECT } from "../charts/observability-values";
import { askedFor, groupedBy } from "./expressions";
import { complaints } from "./promtool";
import { alertingRules, recordingRules, renderedGroups } from "./rendered";

const contract: Readonly<Record<string, Alert>> = ALERTS;
const prometheus = Object.keys(contract).filter((key) => contract[key]?.pagedBy === "prometheus");
const groups = renderedGroups();
const rolling = renderedGroups({ rollout: "rolling", scaling: "manual" });
const all = [...groups, ...rolling].flatMap(({ rules }) => rules);

test("promtool has nothing against them", () => {
  expect(complaints(groups)).toBe("");
  expect(complaints(rolling)).toBe("");
});

test("promtool would have something against a wrong one", () => {
  const wrong = { name: "wrong", rules: [{ record: "api:wrong:rate5m", expr: "sum(rate(up[5m])" }] };
  expect(complaints([wrong])).toContain("unclosed left parenthesis");
});

test("the alerts are those that the contract gives to Prometheus, each told by one rule", () => {
  expect(
    alertingRules(groups)
      .map(({ alert }) => alert)
      .sort(),
  ).toEqual(prometheus.sort());
  expect([...TOLD].sort()).toEqual(prometheus);
  expect(
    alertingRules(rolling)
      .map(({ alert }) => alert)
      .sort(),
  ).toEqual(prometheus.filter((key) => key !== "api-at-maximum"));
});

test.each(alertingRules(groups).map((rule) => [rule.alert, rule] as const))(
  "%s is as agreed",
  (key, rule) => {
    const { severity, incident, summary, runbook, threshold, window } = contract[key]!;
    expect(rule.labels).toEqual({ severity, incident });
    expect(rule.annotations).toMatchObject({ summary, runbook: `docs/runbooks/${runbook}.md` });
    expect(existsSync(join(__dirname, "../..", rule.annotations["runbook"]!))).toBe(true);
    const compared = [...rule.expr.matchAll(/(>=?|<) (\d+(?:\.\d+)?)(?= and |$)/g)].map(([, , value]) =>
      Number(value),
    );
    expect(compared).toContain(threshold);
    const seconds = window.periodSeconds * window.periods;
    if (key === "api-restarts") {
      expect(rule.for).toBe("0s");
      expect(rule.expr).toContain(`[${time(seconds)}]`);
    } else expect(rule.for).toBe(time(seconds));
  },
);

test("an alert that asks for three of five is refused, for Prometheus would ask for five of five", () => {
  const agreed = { ...ALERTS["api-cpu"], window: { periodSeconds: 60, periods: 5, breaching: 3 } };
  expect(() => alertingRule("api-cpu", agreed, { expr: "up", description: "" })).toThrow(
    "alerts.api-cpu.window.breaching 3 of 5",
  );
});

test("a burn counts what is slow where the latency alert does", () => {
  const slow = recordingRules(groups).find(({ record }) => record === "api:requests_slow:rate5m");
  expect(slow?.expr).toContain(`le="${ALERTS["service-latency"].threshold}"`);
});

test("a whole number of seconds finds its bucket in every version of Prometheus", () => {
  const slow = recordingRules(renderedGroups({ slowAbove: 2 })).find(
    ({ record }) => record === "api:requests_slow:rate5m",
  );
  expect(slow?.expr).toContain('le=~"2|2.0"');
});

describe("every expression", () => {
  const recorded = new Set(recordingRules(groups).map(({ record }) => record));
  const known = new Map(
    PROMETHEUS_METRICS.flatMap(({ metrics, labels }) => metrics.map((name) => [name, labels] as const)),
  );
  const { histogram, routeLabel, statusLabel } = SUBJECT.requests;
  for (const suffix of ["count", "bucket", "sum"])
    known.set(`${histogram}_${suffix}`, [routeLabel, statusLabel, "le"]);

  test.each([...new Set(all.map(({ expr }) => expr))])("%s asks for what is there", (expr) => {
    const asked = askedFor(expr);
    expect(asked).not.toEqual([]);
    const labels = new Set<string>(TARGET_LABELS);
    for (const { metric, labels: named } of asked) {
      if (recorded.has(metric)) continue;
      expect([...known.keys()]).toContain(metric);
      for (const label of known.get(metric) ?? []) labels.add(label);
      expect([...TARGET_LABELS, ...known.get(metric)!]).toEqual(expect.arrayContaining(named as string[]));
    }
    expect([...labels]).toEqual(expect.arrayContaining(groupedBy(expr)));
  });

  test("that is recorded is used, or drawn", () => {
    const used = new Set(all.flatMap(({ expr }) => askedFor(expr).map(({ metric }) => metric)));
    expect([...recorded].filter((name) => !used.has(name) && !DRAWN.test(name))).toEqual([]);
  });
});

/** What only dashboards ask for. */
const DRAWN = /^api:request_seconds:|:budget_left$/;

test("the reader of expressions finds metrics and nothing else", () => {
  const expr =
    'max by (pod) (a_total{b="c{d}", e!~"f"}) - on (pod) group_left () (rate(g:h:i[5m]) > bool 3) or 0 * j';
  expect(askedFor(expr)).toEqual([
    { metric: "a_total", labels: ["b", "e"] },
    { metric: "g:h:i", labels: [] },
    { metric: "j", labels: [] },
  ]);
  expect(groupedBy(expr)).toEqual(["pod", "pod"]);
});

test("times and selectors are as Prometheus writes them", () => {
  expect([0, 30, 60, 90, 300, 3600, 5400, 86_400, 259_200].map(time)).toEqual([
    "0s",
    "30s",
    "1m",
    "90s",
    "5m",
    "1h",
    "90m",
    "1d",
    "3d",
  ]);
  expect(selector({ a: "1", "b=~": "2|3", "c!~": "4" })).toBe('{a="1",b=~"2|3",c!~"4"}');
});
