/**
 * Writes config/catalogs/published/<chart>.json: which values a published chart knows, and where that was read.
 * `folder` holds an `index.json` and, for each chart, its own `Chart.yaml` and `values.yaml`, sub-charts below `charts/`.
 * Run it when a chart's version is raised: node --import tsx scripts/chart-values.ts <folder> <chart>...
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import type { ChartDefaults, ValuesShape } from "../config/catalogs/published-charts";

interface Yaml {
  load(text: string): unknown;
}
// Of ESLint and cdktf-cli, which bring it without types.
const yaml = createRequire(__filename)("js-yaml") as Yaml;

const CATALOG = path.join(__dirname, "../config/catalogs/published");

interface Entry extends Pick<ChartDefaults, "version" | "repository" | "kubeVersion"> {
  readonly chart: string;
  readonly appVersion: string;
  readonly source: { readonly git: string; readonly ref: string; readonly commit: string };
}

function main([folder, ...charts]: readonly string[]): void {
  if (folder === undefined || charts.length === 0)
    throw new Error("usage: chart-values.ts <folder> <chart>...");
  const index = JSON.parse(readFileSync(path.join(folder, "index.json"), "utf8")) as Entry[];
  for (const chart of charts) {
    const entry = index.find((candidate) => candidate.chart === chart);
    if (entry === undefined) throw new Error(`${chart} is not in index.json of ${folder}`);
    const { version, appVersion, repository, kubeVersion, source } = entry;
    const head = { chart, version, appVersion, repository, kubeVersion, source };
    const values = shapeOf(defaultsOf(path.join(folder, chart)));
    const text = `${JSON.stringify(head).slice(0, -1)},\n"values":${JSON.stringify(values)}}\n`;
    writeFileSync(path.join(CATALOG, `${chart}.json`), text);
  }
}

/** A chart's values, with its sub-charts' below their names and its own on top. */
function defaultsOf(folder: string): unknown {
  const file = path.join(folder, "values.yaml");
  // A sub-chart may bring custom resources and nothing to say about them.
  const own = existsSync(file) ? yaml.load(readFileSync(file, "utf8")) : {};
  const below = path.join(folder, "charts");
  const subCharts = existsSync(below) ? readdirSync(below) : [];
  const brought = subCharts.map((name) => [name, defaultsOf(path.join(below, name))]);
  return merged(Object.fromEntries(brought), own);
}

function merged(under: unknown, over: unknown): unknown {
  if (!isMap(under) || !isMap(over)) return over ?? under;
  const keys = new Set([...Object.keys(under), ...Object.keys(over)]);
  return Object.fromEntries([...keys].map((key) => [key, merged(under[key], over[key])]));
}

function shapeOf(value: unknown): ValuesShape {
  if (value === null || value === undefined) return "any";
  if (Array.isArray(value)) return "list";
  if (!isMap(value)) return "value";
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shapeOf(inner)]));
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

main(process.argv.slice(2));
