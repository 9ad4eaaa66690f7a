import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { ObservabilityValues } from "../../modules/service/observability-values";
import { lint, refusal, template } from "../support/helm";
import { assertKubernetes } from "../support/kubernetes-schemas";
import { at } from "./objects";
import { OBSERVABILITY_CHART, OBSERVABILITY_RELEASE, observabilityValues } from "./observability-values";

const MIB = 1024 * 1024;
const values = observabilityValues();
const objects = template(OBSERVABILITY_CHART, values, OBSERVABILITY_RELEASE);

describe.each([
  ["blue-green and automatic", observabilityValues()],
  ["rolling and manual", observabilityValues({ rollout: "rolling", scaling: "manual" })],
])("the chart, %s,", (_, given) => {
  test("passes helm's strict lint", () => lint(OBSERVABILITY_CHART, given, OBSERVABILITY_RELEASE));

  test("is what Kubernetes and the operator know", () =>
    assertKubernetes(template(OBSERVABILITY_CHART, given, OBSERVABILITY_RELEASE)));
});

test("holds one object of rules, and one ConfigMap for each dashboard, in the release's namespace", () => {
  expect(objects.map(({ kind, metadata }) => `${kind}/${metadata.name}`).sort()).toEqual([
    "ConfigMap/mindscape-observability-budget",
    "ConfigMap/mindscape-observability-capacity",
    "ConfigMap/mindscape-observability-costs",
    "ConfigMap/mindscape-observability-requests",
    "ConfigMap/mindscape-observability-stores",
    "PrometheusRule/mindscape-observability",
  ]);
  for (const { kind, metadata } of objects) {
    expect(metadata.namespace).toBe("monitoring");
    expect(metadata.labels?.["grafana_dashboard"]).toBe(kind === "ConfigMap" ? "1" : undefined);
  }
});

test("what is rendered is what was given, to the letter", () => {
  for (const { kind, metadata, ...object } of objects) {
    if (kind === "PrometheusRule") expect(at(object, "spec.groups")).toEqual(values.groups);
    else {
      const [[file, text] = ["", ""]] = Object.entries(object["data"] as Record<string, string>);
      expect(file).toBe(`${metadata.name}.json`);
      expect(JSON.parse(text)).toEqual(
        values.dashboards[metadata.name.replace("mindscape-observability-", "")],
      );
    }
  }
});

test("the release stays far below what Kubernetes keeps in a Secret, and each ConfigMap too", () => {
  const chart = [
    "templates/rules.yaml",
    "templates/dashboards.yaml",
    "templates/_helpers.tpl",
    "values.schema.json",
  ].map((file) => readFileSync(join(OBSERVABILITY_CHART, file), "utf8"));
  // As helm keeps it: chart, values and objects, compressed, in base64, which the Secret has again.
  const stored = gzipSync(JSON.stringify({ chart, values, objects })).length * (4 / 3) ** 2;
  expect(stored).toBeLessThan(MIB / 10);
  for (const object of objects) expect(JSON.stringify(object).length).toBeLessThan(MIB / 10);
});

test("nothing in the values means something to Terraform", () => {
  expect(JSON.stringify(values)).not.toMatch(/[$%]\{/);
});

type Change = (copy: {
  groups: Record<string, unknown>[];
  dashboards: Record<string, Record<string, unknown>>;
}) => void;
const rulesOf = (group: Record<string, unknown> | undefined) => group?.["rules"] as Record<string, unknown>[];

test.each<[string, Change]>([
  ["groups", (copy) => (copy.groups = [])],
  ["dashboards", (copy) => (copy.dashboards = {})],
  ["intervall", (copy) => (copy.groups[0]!["intervall"] = "1m")],
  ["interval", (copy) => (copy.groups[0]!["interval"] = "1 minute")],
  ["api-pods is there twice", (copy) => copy.groups.push(copy.groups.at(-1)!)],
  ["api:requests:rate5m is there twice", (copy) => rulesOf(copy.groups[0]).push(rulesOf(copy.groups[0])[0]!)],
  ["record", (copy) => (rulesOf(copy.groups[0])[0]!["record"] = "requests")],
  ["labels", (copy) => (rulesOf(copy.groups[0])[0]!["labels"] = {})],
  ["expr", (copy) => delete rulesOf(copy.groups[0])[0]!["expr"]],
  [
    "severity",
    (copy) => (rulesOf(copy.groups.at(-1))[0]!["labels"] = { severity: "critical", incident: "api" }),
  ],
  [
    "runbook",
    (copy) => (rulesOf(copy.groups.at(-1))[0]!["annotations"] = { summary: "a", description: "b" }),
  ],
  ["for", (copy) => delete rulesOf(copy.groups.at(-1))[0]!["for"]],
  ["uid", (copy) => delete copy.dashboards["budget"]!["uid"]],
  [
    "dashboards.costs.uid mindscape-budget is that of budget too",
    (copy) => (copy.dashboards["costs"]!["uid"] = "mindscape-budget"),
  ],
  ["editable", (copy) => (copy.dashboards["budget"]!["editable"] = true)],
  ["Budget", (copy) => (copy.dashboards["Budget"] = copy.dashboards["budget"]!)],
  ["panels", (copy) => (copy.dashboards["budget"]!["panels"] = [])],
  ["rows", (copy) => (copy.dashboards["budget"]!["rows"] = [])],
  ["alertmanager", (copy) => Object.assign(copy, { alertmanager: {} })],
])("a mistake is refused, and %s is named", (named, change) => {
  const copy = JSON.parse(JSON.stringify(values)) as ObservabilityValues;
  change(copy as unknown as Parameters<Change>[0]);
  expect(refusal(OBSERVABILITY_CHART, copy, OBSERVABILITY_RELEASE)).toContain(named);
});

test("values without anything are refused", () => {
  expect(refusal(OBSERVABILITY_CHART, {}, OBSERVABILITY_RELEASE)).toContain("groups");
});
