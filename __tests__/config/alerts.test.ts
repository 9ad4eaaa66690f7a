import { ALERTS, type Alert, EXPLANATIONS } from "../../config/alerts";
import { BASELINES, databaseIops } from "../../config/catalogs/baselines";
import { INSTANCE_TYPES } from "../../config/catalogs/instance-types";
import { CACHE_NODE_TYPES, DATABASE_CLASSES } from "../../config/catalogs/store-types";
import { alertProblems } from "../../config/checks/alerts";

const contract: Record<string, Alert> = ALERTS;

function problems(key: string, changed: Record<string, unknown>): string[] {
  const alert = { ...contract[key], ...changed } as Alert;
  return alertProblems({ ...contract, [key]: alert }, EXPLANATIONS).map(
    ({ path, problem }) => `${path} ${problem}`,
  );
}

const window = (periodSeconds: number, periods: number, breaching: number) => ({
  window: { periodSeconds, periods, breaching },
});

test("what is committed is valid", () => {
  expect(alertProblems(contract, EXPLANATIONS)).toEqual([]);
});

test("what the owner asked for is what is written", () => {
  const said = (key: keyof typeof ALERTS) => [ALERTS[key].threshold, ALERTS[key].unit];
  expect(said("service-errors")).toEqual([1, "percent"]);
  expect(said("service-latency")).toEqual([0.5, "seconds"]);
  for (const key of ["database-cpu", "cache-cpu", "nodes-cpu", "batch-cpu", "api-cpu"] as const) {
    expect(said(key)).toEqual([80, "percent"]);
  }
  for (const key of [
    "database-memory",
    "cache-memory",
    "nodes-memory",
    "batch-memory",
    "api-memory",
  ] as const) {
    expect(said(key)).toEqual([85, "percent"]);
  }
});

test.each<[string, Record<string, unknown>, string]>([
  [
    "an alert without a runbook",
    { runbook: undefined },
    "alerts.database-cpu.runbook is missing: name a file of docs/runbooks, without .md; nobody knows what to do at night",
  ],
  [
    "a runbook that is no file name",
    { runbook: "docs/Load.md" },
    'alerts.database-cpu.runbook "docs/Load.md": name a file of docs/runbooks, without .md; nobody knows what to do at night',
  ],
  [
    "nobody who tells it",
    { pagedBy: undefined },
    "alerts.database-cpu.pagedBy is missing: allowed are cloudwatch, prometheus",
  ],
  [
    "an unknown system",
    { pagedBy: "grafana" },
    'alerts.database-cpu.pagedBy "grafana": allowed are cloudwatch, prometheus',
  ],
  [
    "two systems for one incident",
    { pagedBy: "prometheus" },
    'alerts.database-cpu.pagedBy "prometheus", while database-silent of the same incident "database" is told by "cloudwatch"; choose one, or another incident',
  ],
  [
    "an unknown severity",
    { severity: "urgent" },
    'alerts.database-cpu.severity "urgent": allowed are page, ticket',
  ],
  [
    "more bad values than values",
    window(60, 3, 5),
    "alerts.database-cpu.window.breaching 5 of 3 values cannot be bad; write 1 to 3",
  ],
  [
    "a period that CloudWatch refuses",
    window(45, 3, 3),
    "alerts.database-cpu.window.periodSeconds 45 is refused by CloudWatch; allowed are 10, 30 and multiples of 60",
  ],
  [
    "minutes that go back further than a day",
    window(300, 300, 300),
    "alerts.database-cpu.window.periods 300 of 300 s are 90000 s; CloudWatch looks back 86400 s at most",
  ],
  [
    "days that go back further than a week",
    window(86_400, 8, 8),
    "alerts.database-cpu.window.periods 8 of 86400 s are 691200 s; CloudWatch looks back 604800 s at most",
  ],
  ["a threshold that is no number", { threshold: NaN }, "alerts.database-cpu.threshold null is no number"],
  [
    "nothing to read",
    { summary: "" },
    'alerts.database-cpu.summary "": say what is wrong in 1 to 200 characters',
  ],
])("refuses %s", (_, changed, problem) => {
  expect(problems("database-cpu", changed)).toContain(problem);
});

test("periods of 10 s and of whole days are fine", () => {
  expect(problems("database-cpu", window(10, 6, 6))).toEqual([]);
  expect(problems("database-cpu", window(86_400, 7, 7))).toEqual([]);
});

test("refuses a cause that wakes nobody", () => {
  expect(problems("database-silent", { severity: "ticket" })).toEqual([
    'explanations.stores-page.causes "database-silent" wakes nobody by CloudWatch, so what it explains would go unheard; name an alert that pages',
  ]);
});

test("every machine has a baseline to measure it against", () => {
  const types = [INSTANCE_TYPES, DATABASE_CLASSES, CACHE_NODE_TYPES].flatMap((catalog) =>
    Object.keys(catalog),
  );
  const unknown = types.filter((type) => BASELINES[type.replace(/^(db|cache)\./, "")] === undefined);
  expect(unknown).toEqual([]);
});

test("a database does what the slower of its storage and its machine does", () => {
  expect(databaseIops("db.m7g.xlarge", 500)).toBe(6000);
  expect(databaseIops("db.m7g.xlarge", 399)).toBe(3000);
  expect(databaseIops("db.m7g.2xlarge", 400)).toBe(12_000);
  expect(databaseIops("db.t4g.medium", 50)).toBe(2000);
});
