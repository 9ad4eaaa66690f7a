import { type AgreedBurn, alertingRule } from "./contract";
import { RATE_SECONDS, RATES } from "./requests";
import { EVALUATION_SECONDS, type RuleGroup, time } from "./rule";

export const ERROR_BURNS = [
  "budget-errors-hour",
  "budget-errors-six-hours",
  "budget-errors-day",
  "budget-errors-three-days",
] as const;
export const LATENCY_BURNS = ["budget-latency-six-hours", "budget-latency-three-days"] as const;
export type BurnKey = (typeof ERROR_BURNS)[number] | (typeof LATENCY_BURNS)[number];

/** Shares of all requests, over so many days. */
export interface Objectives {
  readonly success: number;
  readonly fast: number;
  readonly days: number;
}

/** What breaks a promise. */
type Bad = "failed" | "slow";

interface Side {
  readonly bad: Bad;
  readonly what: string;
  /** Share of all requests. */
  readonly allowed: number;
  readonly alerts: readonly (readonly [BurnKey, AgreedBurn])[];
}

const DAY = 86_400;

/** Requests of five minutes, written every five minutes: each request is in one of them, and 30 days are 8,640 numbers. */
const COUNTS = {
  all: "api:requests:count5m",
  failed: "api:requests_failed:count5m",
  slow: "api:requests_slow:count5m",
} as const;

/** How many times faster than allowed the budget goes: 1 spends it in just the days it is for. */
export function burnSeries(bad: Bad, seconds: number): string {
  return `api:requests_${bad}:burn${time(seconds)}`;
}

/** What is left of the budget: 1 all of it, 0 nothing, less than nothing when it is overspent. */
export function budgetLeftSeries(bad: Bad): string {
  return `api:requests_${bad}:budget_left`;
}

export function budgetRules(
  agreed: Readonly<Record<BurnKey, AgreedBurn>>,
  { success, fast, days }: Objectives,
): RuleGroup[] {
  const sides: readonly Side[] = [
    { bad: "failed", what: "failed", allowed: rest(success), alerts: chosen(agreed, ERROR_BURNS) },
    { bad: "slow", what: "were too slow", allowed: rest(fast), alerts: chosen(agreed, LATENCY_BURNS) },
  ];
  const isLong = (seconds: number): boolean => seconds >= DAY;
  return [
    {
      name: "api-counts",
      interval: time(RATE_SECONDS),
      rules: Object.entries(COUNTS).map(([what, record]) => ({
        record,
        expr: `${RATE_SECONDS} * ${RATES[what as keyof typeof RATES]}`,
      })),
    },
    {
      name: "api-budget-hours",
      interval: time(EVALUATION_SECONDS),
      rules: sides.flatMap((side) => burnRules(side, (seconds) => !isLong(seconds))),
    },
    {
      name: "api-budget-days",
      interval: time(RATE_SECONDS),
      rules: [
        ...sides.flatMap((side) => burnRules(side, isLong)),
        ...sides.map(({ bad, allowed }) => ({
          record: budgetLeftSeries(bad),
          expr: `1 - ${share(bad, days * DAY)} / ${allowed}`,
        })),
      ],
    },
  ];
}

function chosen(agreed: Readonly<Record<BurnKey, AgreedBurn>>, keys: readonly BurnKey[]): Side["alerts"] {
  return keys.map((key) => [key, agreed[key]]);
}

/** The series of windows that are chosen, and the alerts whose long window is. */
function burnRules({ bad, what, allowed, alerts }: Side, isChosen: (seconds: number) => boolean) {
  const windows = alerts.flatMap(([, { burn }]) => [burn.shortSeconds, burn.longSeconds]);
  const told = alerts.filter(([, { burn }]) => isChosen(burn.longSeconds));
  return [
    ...[...new Set(windows.filter(isChosen))]
      .sort((one, other) => one - other)
      .map((seconds) => ({ record: burnSeries(bad, seconds), expr: `${share(bad, seconds)} / ${allowed}` })),
    ...told.map(([, { burn }]) => ({
      record: countSeries(bad, burn.longSeconds),
      expr: overTime(COUNTS[bad], burn.longSeconds),
    })),
    ...told.map(([key, alert]) => burnAlert(key, alert, bad, what)),
  ];
}

function burnAlert(key: string, alert: AgreedBurn, bad: Bad, what: string) {
  const { threshold, quietBelow, burn } = alert;
  const [long, short] = [burn.longSeconds, burn.shortSeconds].map((seconds) => burnSeries(bad, seconds));
  return alertingRule(key, alert, {
    expr: `${long} > ${threshold} and ${short} > ${threshold} and ${countSeries(bad, burn.longSeconds)} >= ${quietBelow}`,
    description:
      `So many requests ${what} within ${time(burn.longSeconds)} and ${time(burn.shortSeconds)} that the budget burns ` +
      `{{ $value | humanize }} times as fast as it may; told above ${threshold}.`,
  });
}

function countSeries(bad: Bad, seconds: number): string {
  return `api:requests_${bad}:count${time(seconds)}`;
}

/** Sums of both, so that a minute with many requests weighs more than one with few. Nothing where there was none. */
function share(bad: Bad, seconds: number): string {
  const of = (what: "all" | Bad): string =>
    seconds > RATE_SECONDS ? overTime(COUNTS[what], seconds) : RATES[what];
  return `${of(bad)} / (${of("all")} > 0)`;
}

function overTime(series: string, seconds: number): string {
  return `sum_over_time(${series}[${time(seconds)}])`;
}

/** Without what binary fractions add. */
function rest(objective: number): number {
  return Number((1 - objective).toFixed(9));
}
