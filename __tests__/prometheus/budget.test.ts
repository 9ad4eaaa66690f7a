import { ALERTS, OBJECTIVES } from "../../config/alerts";
import { type BurnKey, ERROR_BURNS, LATENCY_BURNS } from "../../modules/service/rules/budget";
import type { RuleGroup } from "../../modules/service/rules/rule";
import { RATE_SECONDS } from "../../modules/service/rules/requests";
import { time } from "../../modules/service/rules/rule";
import { differences, type Ringing } from "./promtool";
import { alertingRules, renderedGroups } from "./rendered";
import { type Traffic, traffic } from "./traffic";

const all = renderedGroups();
const ALL = 10_000;
// As often as counts are written.
const everyMinutes = RATE_SECONDS / 60;
const burns = [
  ...ERROR_BURNS.map((key) => ({ key, bad: "failed" as const, allowed: 1 - OBJECTIVES.success })),
  ...LATENCY_BURNS.map((key) => ({ key, bad: "slow" as const, allowed: 1 - OBJECTIVES.fast })),
];

/** The rules as they are, without those that have no part in it: three days are many evaluations. */
function rulesOf(...parts: readonly ("failed" | "slow")[]): RuleGroup[] {
  const needed = (name: string): boolean =>
    name.startsWith("api:requests:") ||
    parts.some(
      (bad) =>
        name.startsWith(`api:requests_${bad}:`) ||
        name.startsWith(bad === "failed" ? "budget-errors" : "budget-latency"),
    );
  return all.map(({ name, interval, rules }) => ({
    name,
    interval,
    rules: rules.filter((rule) => needed("alert" in rule ? rule.alert : rule.record)),
  }));
}

/** The only alert of that name. */
function ringing(key: BurnKey): Ringing {
  const rule = alertingRules(all).find(({ alert }) => alert === key);
  const { burn, summary, threshold } = ALERTS[key];
  const what = key.startsWith("budget-errors") ? "failed" : "were too slow";
  expect(rule?.annotations["description"]).toContain("{{ $value | humanize }}");
  return {
    exp_labels: { severity: "ticket", incident: "budget" },
    exp_annotations: {
      summary,
      runbook: "docs/runbooks/budget.md",
      description: `So many requests ${what} within ${time(burn.longSeconds)} and ${time(burn.shortSeconds)} that the budget burns ${twice(threshold)} times as fast as it may; told above ${threshold}.`,
    },
  };
}

/** As Prometheus writes twice the threshold. */
function twice(threshold: number): string {
  return String(Number((2 * threshold).toPrecision(4)));
}

describe.each(burns)("$key", ({ key, bad, allowed }) => {
  const groups = rulesOf(bad);
  const { threshold, window, burn, quietBelow } = ALERTS[key];
  const long = burn.longSeconds / 60;
  const short = burn.shortSeconds / 60;
  const hold = (window.periodSeconds * window.periods) / 60;
  /** What Prometheus sees late: five minutes are in its rates, and written every five minutes. */
  const lag = 11;

  /** So many times the rate that rings, for so many minutes. */
  const burning = (times: number, minutes: number, all = ALL): Traffic => ({
    minutes,
    all,
    [bad]: all * times * threshold * allowed,
  });
  const good = (minutes: number): Traffic => ({ minutes, all: ALL });
  const trial = (
    spans: readonly Traffic[],
    ...expected: readonly { minute: number; rings: readonly Ringing[] }[]
  ) =>
    differences({
      everyMinutes,
      groups,
      series: traffic(spans),
      alerts: expected.map((one) => ({ ...one, name: key })),
    });
  const quiet = (...minutes: readonly number[]) => minutes.map((minute) => ({ minute, rings: [] }));

  test("rings when its rate is kept up, and not before it has been for long enough", () => {
    const end = long + hold + lag;
    const spans = [burning(2, end)];
    expect(trial(spans, ...quiet(hold - 1), { minute: end - 1, rings: [ringing(key)] })).toBe("");
  });

  test("rings just above its rate and not just below", () => {
    const end = long + hold + lag;
    const rings = (times: number): string =>
      differences({
        everyMinutes,
        groups,
        series: traffic([burning(times, end)]),
        values: [
          {
            minute: end - 1,
            expr: `count(ALERTS{alertname="${key}",alertstate="firing"})`,
            value: times > 1 ? 1 : undefined,
          },
        ],
      });
    expect(rings(1.02)).toBe("");
    expect(rings(0.98)).toBe("");
  });

  test("is quiet about a burst that the budget can bear", () => {
    // Long enough for the short window, twice over, and for the wait; short of the long one.
    const burst = short + hold;
    expect(burst).toBeLessThan(long / 2);
    // As much as the long window bears, or everything.
    const times = Math.min((0.9 * long) / (burst + lag), 1 / (threshold * allowed));
    const minutes = [long + short / 2, long + burst - 1, long + burst + lag].map(Math.floor);
    expect(trial([good(long), burning(times, burst), good(long)], ...quiet(...minutes))).toBe("");
  });

  test("ends when its cause has ended, whatever the long window still says", () => {
    const bad2 = long + hold + lag;
    const spans = [burning(2, bad2), good(short + lag + 2)];
    const after = bad2 + Math.ceil(short / 2) + lag;
    expect(trial(spans, { minute: bad2 - 1, rings: [ringing(key)] }, ...quiet(after))).toBe("");
  });

  test("is quiet without traffic, and when traffic ends", () => {
    const minutes = [1, hold + 1, hold + 30];
    expect(differences({ everyMinutes, groups, series: [], alerts: quiets(key, minutes) })).toBe("");
    expect(trial([{ minutes: hold + 31, all: 0 }], ...quiet(...minutes))).toBe("");
    expect(trial([good(10), { minutes: hold + 21, all: 0 }], ...quiet(...minutes))).toBe("");
  });

  test("is quiet about a few bad requests among a few", () => {
    // One every so many minutes, all of them bad, up to the number that is no blip.
    const every = Math.ceil(long / (quietBelow - 1));
    const step = 1 / every;
    const spans = [{ minutes: long + hold, all: step, [bad]: step }];
    expect(trial(spans, ...quiet(hold + lag, long, long + hold - 1))).toBe("");
  });

  test("rings when they are no few any more", () => {
    const minutes = hold + lag + 10;
    const spans = [{ minutes, all: 1, [bad]: 1 }];
    expect(minutes).toBeGreaterThan(quietBelow);
    expect(trial(spans, ...quiet(quietBelow - 1))).toBe("");
    expect(
      differences({
        everyMinutes,
        groups,
        series: traffic(spans),
        values: [
          {
            minute: minutes - 1,
            expr: `count(ALERTS{alertname="${key}",alertstate="firing"})`,
            value: 1,
          },
        ],
      }),
    ).toBe("");
  });
});

function quiets(name: string, minutes: readonly number[]) {
  return minutes.map((minute) => ({ minute, name, rings: [] }));
}

test("requests that nobody waits for burn nothing", () => {
  const failing = [{ minutes: 120, all: 100, failed: 100, slow: 0 }];
  const firing = 'count(ALERTS{alertstate="firing",alertname!="api-unseen"})';
  const run = (labels: Record<string, string>) =>
    differences({
      everyMinutes,
      groups: all,
      series: [...traffic([{ minutes: 120, all: 100 }]), ...traffic(failing, labels)],
      values: [{ minute: 100, expr: firing, value: undefined }],
    });
  expect(run({ http_route: "/health" })).toBe("");
  expect(run({ namespace: "elsewhere" })).toBe("");
  expect(run({ pod: "another" })).not.toBe("");
});

test("what is left of the budget is what was not spent, by requests and not by minutes", () => {
  const days = OBJECTIVES.days;
  // A day with half of the requests of all, of which twice too many fail: as much as is allowed for all.
  const day = 1440;
  const spans = [
    { minutes: day, all: 9000, failed: 18, slow: 900 },
    { minutes: day, all: 9000 },
  ];
  expect(days).toBe(30);
  expect(
    differences({
      everyMinutes,
      groups: rulesOf("failed", "slow"),
      series: traffic(spans),
      values: [
        { minute: 1400, expr: "round(api:requests_failed:budget_left, 0.01)", value: -1 },
        { minute: 2 * day - 1, expr: "round(api:requests_failed:budget_left, 0.01)", value: 0 },
        { minute: 2 * day - 1, expr: "round(api:requests_slow:budget_left, 0.01)", value: 0 },
      ],
    }),
  ).toBe("");
});

test("without an error nothing burns and all is left, and without traffic nothing is said", () => {
  const value = (minute: number, expr: string, expected: number | undefined) => ({
    minute,
    expr,
    value: expected,
  });
  const series = [
    "api:requests_failed:rate5m",
    "api:requests_failed:burn5m",
    "api:requests_failed:burn1h",
    "api:requests_slow:burn6h",
  ];
  const run = (
    given: Parameters<typeof traffic>[0],
    expected: number | undefined,
    left: number | undefined,
  ) =>
    differences({
      everyMinutes,
      groups: all,
      series: traffic(given),
      values: [
        ...series.map((expr) => value(50, `round(${expr})`, expected)),
        value(50, "round(api:requests_failed:budget_left)", left),
      ],
    });
  expect(run([{ minutes: 60, all: 100 }], 0, 1)).toBe("");
  expect(run([], undefined, undefined)).toBe("");
});
