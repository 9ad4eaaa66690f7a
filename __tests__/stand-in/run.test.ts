import { writeFileSync } from "node:fs";
import { ALERTS } from "../../config/alerts";
import { apiValues, CHART, RELEASE } from "../charts/api-values";
import { at } from "../charts/objects";
import { renderedGroups } from "../prometheus/rendered";
import { one, template } from "../support/helm";
import { compressed } from "./compressed";
import { NO_FAULTS } from "./faults";
import { picture } from "./picture";
import { Prometheus } from "./prometheus";
import { StandIn } from "./server";

const HASHES = { old: "5c8f7d6b44", new: "6b7d4c9f58" } as const;
const PER_SECOND = 40;
/** Far more than it takes: it is how long a slow machine may need. */
const PATIENCE_MS = 60_000;

const analysis = at(
  one(
    template(CHART, apiValues("production", "blue-green"), RELEASE),
    "AnalysisTemplate",
    "mindscape-api-traffic",
  ),
  "spec.metrics",
) as {
  readonly name: string;
  readonly successCondition: string;
  readonly provider: { readonly prometheus: { readonly query: string } };
}[];

const versions = { old: version(), new: version() };
let prometheus: Prometheus;
let load: NodeJS.Timeout | undefined;
const began = Date.now();
const moments: { readonly at: number; readonly what: string }[] = [];

function version(): StandIn {
  return new StandIn({
    port: 0,
    metricsPort: 0,
    connectionSeconds: 60,
    traces: { service: "mindscape-api", attributes: "", share: 0 },
  });
}

beforeAll(async () => {
  await versions.old.start();
  await versions.new.start();
  prometheus = await Prometheus.start(
    compressed(renderedGroups()),
    (["old", "new"] as const).map((which) => ({
      port: versions[which].metricsPort,
      labels: { namespace: "mindscape", pod: `mindscape-api-${HASHES[which]}-x2x4z` },
    })),
  );
});

afterAll(async () => {
  clearInterval(load);
  const file = process.env["STAND_IN_PICTURE"];
  if (file !== undefined) writeFileSync(file, await picture(prometheus, moments, [began, Date.now()]));
  prometheus.stop();
  await versions.old.stop();
  await versions.new.stop();
});

/** So many requests a second to the version that serves, however long they take. */
function serve(which: keyof typeof versions, perSecond = PER_SECOND): void {
  clearInterval(load);
  if (perSecond === 0) return;
  const address = `http://127.0.0.1:${versions[which].port}`;
  load = setInterval(() => {
    fetch(`${address}/v1/ideas`)
      .then((response) => response.arrayBuffer())
      .catch(() => undefined);
  }, 1000 / perSecond);
}

function moment(what: string): void {
  moments.push({ at: Date.now(), what });
}

/** What Argo gets from one of its queries about the new version, and whether that is a success. */
async function measured(name: string): Promise<{ readonly result: number[]; readonly good: boolean }> {
  const metric = analysis.find((candidate) => candidate.name === name);
  if (metric === undefined) throw new Error(`no metric ${name}`);
  const query = metric.provider.prometheus.query
    .replaceAll("{{args.hash}}", HASHES.new)
    .replaceAll("[60s]", "[5s]");
  const result = (await prometheus.query(query)).map(({ value }) => Number(value[1]));
  return { result, good: success(metric.successCondition, result) };
}

/** Argo's conditions, as far as these need them. */
function success(condition: string, result: readonly number[]): boolean {
  const [value] = result;
  return condition.split(" || ").some((part) => {
    if (part === "len(result) == 0") return result.length === 0;
    if (part === "isNaN(result[0])") return value !== undefined && Number.isNaN(value);
    if (part === "len(result) > 0 && result[0] >= 1") return value !== undefined && value >= 1;
    const [, limit] = /^result\[0\] <= ([\d.]+)$/.exec(part) ?? [];
    if (limit === undefined) throw new Error(`unknown condition ${part}`);
    return value !== undefined && value <= Number(limit);
  });
}

async function ringing(): Promise<string[]> {
  const samples = await prometheus.query('ALERTS{alertstate="firing"}');
  return samples.map(({ metric }) => metric["alertname"] ?? "").sort();
}

/** Asks again until it is so. Throws with what it was last. */
async function until<T>(ask: () => Promise<T>, isSo: (value: T) => boolean): Promise<T> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const value = await ask();
    if (isSo(value)) return value;
    if (Date.now() > deadline) throw new Error(`still ${JSON.stringify(value)}`);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

/** Each step begins where the one before has ended. */
describe("a release that goes wrong, under load", () => {
  test("the old version serves: nothing rings, and the new one is seen, without traffic, as a success", async () => {
    moment("OLD");
    serve("old");
    await until(
      () => measured("seen"),
      ({ good }) => good,
    );
    const rate = await until(
      async () => (await prometheus.query("api:requests:rate5m"))[0]?.value[1],
      (value) => Number(value) > PER_SECOND / 2,
    );
    expect(Number(rate)).toBeLessThan(PER_SECOND * 2);
    for (const name of ["error-percent", "p95-seconds"])
      expect(await measured(name)).toEqual({ result: [], good: true });
    expect(await ringing()).toEqual([]);
    const [failed] = await prometheus.query("api:requests_failed:rate5m");
    expect(failed?.value[1]).toBe("0");
  });

  test("it is switched to the new one, which is fast: the measurements say so", async () => {
    moment("NEW");
    serve("new");
    const { good } = await until(
      () => measured("p95-seconds"),
      ({ result }) => result.length === 1,
    );
    expect(good).toBe(true);
    expect(await ringing()).toEqual([]);
  });

  test("a fifth of its answers fail: the analysis takes it back, and the budget's alert rings", async () => {
    moment("20 % fail");
    versions.new.faults = { ...NO_FAULTS, failing: 0.2 };
    const { result } = await until(
      () => measured("error-percent"),
      ({ good }) => !good,
    );
    expect(result[0]).toBeGreaterThan(ALERTS["service-errors"].threshold);
    await until(ringing, (alerts) => alerts.includes("budget-errors-hour"));
    expect((await measured("p95-seconds")).good).toBe(true);
    expect((await ringing()).filter((alert) => !alert.startsWith("budget-errors"))).toEqual([]);
  });

  test("it is mended: the analysis is content again, and the alert ends while the long window still burns", async () => {
    moment("mended");
    versions.new.faults = NO_FAULTS;
    await until(
      () => measured("error-percent"),
      ({ good }) => good,
    );
    await until(ringing, (alerts) => !alerts.includes("budget-errors-hour"));
    const [long] = await prometheus.query("api:requests_failed:burn1h");
    expect(Number(long?.value[1])).toBeGreaterThan(ALERTS["budget-errors-hour"].threshold);
  });

  test("it dawdles: the analysis takes it back, and the budget of slow requests burns", async () => {
    moment("dawdles");
    versions.new.faults = { ...NO_FAULTS, slow: 1, slowSeconds: 0.7 };
    const { result } = await until(
      () => measured("p95-seconds"),
      ({ good }) => !good,
    );
    expect(result[0]).toBeGreaterThan(ALERTS["service-latency"].threshold);
    const [burning] = await until(
      () => prometheus.query("api:requests_slow:burn30m"),
      ([sample]) => Number(sample?.value[1]) > ALERTS["budget-latency-six-hours"].threshold,
    );
    expect(burning).toBeDefined();
    await until(ringing, (alerts) => alerts.includes("budget-latency-six-hours"));
  });

  test("nobody asks any more: both measurements are a success, and nothing rings that speaks of now", async () => {
    moment("no traffic");
    versions.new.faults = NO_FAULTS;
    serve("new", 0);
    await until(
      () => measured("p95-seconds"),
      ({ result }) => result.length === 0,
    );
    const { result, good } = await until(
      () => measured("error-percent"),
      ({ result: values }) => values.every(Number.isNaN),
    );
    expect([result.length <= 1, good]).toEqual([true, true]);
    expect(await ringing()).not.toContain("budget-errors-hour");
    expect((await measured("seen")).good).toBe(true);
    const gone = await until(
      () => prometheus.query("api:requests_failed:burn5m"),
      (samples) => samples.length === 0,
    );
    expect(gone).toEqual([]);
  });
});
