import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { debianTool } from "../support/debian-tools";
import { one, template } from "../support/helm";
import { temporaryFolder } from "../support/synthesis";
import { apiValues, CHART, RELEASE } from "./api-values";
import { at } from "./objects";

/** What a query returns, as Argo sees it. */
type Result = readonly number[];
type Labels = Readonly<Record<string, string>>;

const HISTOGRAM = "http_server_request_duration_seconds";
const HASH = "6b7d4c9f58";
const objects = template(CHART, apiValues("production", "blue-green"), RELEASE);
const metrics = at(one(objects, "AnalysisTemplate", "mindscape-api-traffic"), "spec.metrics") as {
  readonly name: string;
  readonly provider: { readonly prometheus: { readonly query: string } };
}[];

/** A series that grows by `step` every fifteen seconds, one scrape. */
function series(name: string, step: number, labels: Labels = {}): object {
  const all = { namespace: "mindscape", pod: `mindscape-api-${HASH}-x2x4z`, ...labels };
  const text = Object.entries(all).map(([key, value]) => `${key}="${value}"`);
  return { series: `${name}{${text.join(",")}}`, values: `1+${step}x20` };
}

/** Answers in fifteen seconds, so many up to half a second and so many up to one. */
function answers(fast: number, slow: number, labels: Labels = {}): object[] {
  const own = { http_route: "/v1/ideas", http_response_status_code: "200", ...labels };
  const bucket = (le: string, count: number): object => series(`${HISTOGRAM}_bucket`, count, { ...own, le });
  const all = fast + slow;
  return [series(`${HISTOGRAM}_count`, all, own), bucket("0.5", fast), bucket("1", all), bucket("+Inf", all)];
}

const errors = { http_response_status_code: "503" };

describe.each<[string, object[], Readonly<Record<string, Result>>]>([
  ["nothing is seen", [], { seen: [], "error-percent": [], "p95-seconds": [] }],
  ["nobody has asked anything yet", [series("up", 0)], { seen: [1], "error-percent": [], "p95-seconds": [] }],
  ["nobody asks any more", answers(0, 0), { "error-percent": [], "p95-seconds": [] }],
  [
    "nobody asks any more, and errors have been counted",
    [...answers(0, 0), ...answers(0, 0, errors)],
    { "error-percent": [NaN], "p95-seconds": [] },
  ],
  ["all is well", answers(100, 0), { "error-percent": [], "p95-seconds": [0.475] }],
  ["two in a hundred fail", [...answers(98, 0), ...answers(2, 0, errors)], { "error-percent": [2] }],
  [
    "only the old pods fail",
    [...answers(100, 0), ...answers(50, 50, { ...errors, pod: "mindscape-api-5c8f7d6b44-abcde" })],
    { "error-percent": [], "p95-seconds": [0.475] },
  ],
  [
    "only health checks fail",
    [...answers(100, 0), ...answers(0, 100, { ...errors, http_route: "/health" })],
    { "error-percent": [], "p95-seconds": [0.475] },
  ],
  ["a tenth is slow", answers(90, 10), { "p95-seconds": [0.75] }],
  ["a tenth of forty requests a minute is slow", answers(9, 1), { "p95-seconds": [] }],
])("when %s", (_, given, expected) => {
  test.each(Object.entries(expected))("%s is %j", (name, result) => {
    expect(evaluated(name, given, result)).toBe("");
  });
});

/** What promtool has against `result` of the metric's query, four minutes into `given`; nothing if it is right. */
function evaluated(name: string, given: readonly object[], result: Result): string {
  const text = metrics.find((metric) => metric.name === name)?.provider.prometheus.query ?? "";
  const query = text.replaceAll("{{args.hash}}", HASH);
  expect(query).not.toBe("");
  const expectation = (expr: string, samples: Result): object => ({
    expr,
    eval_time: "4m",
    exp_samples: samples.map((value) => ({ labels: "{}", value })),
  });
  // NaN can only be told by not being equal to itself.
  const isNotANumber = result.some(Number.isNaN);
  const expectations = isNotANumber
    ? [expectation(`count(${query})`, [1]), expectation(`count((${query}) == (${query}))`, [])]
    : [expectation(`round(${query}, 0.001)`, result)];
  const file = join(temporaryFolder(), "test.yaml");
  const tests = [{ interval: "15s", input_series: given, promql_expr_test: expectations }];
  writeFileSync(file, JSON.stringify({ rule_files: [], evaluation_interval: "15s", tests }));
  const { status, stdout, stderr } = spawnSync(debianTool("promtool"), ["test", "rules", file], {
    encoding: "utf8",
  });
  return status === 0 ? "" : `${stdout}${stderr}`;
}
