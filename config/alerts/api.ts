import { type Alert, fiveMinutes, minutes } from "./alert";

const api = { pagedBy: "prometheus", incident: "api", severity: "ticket" } as const;
const budget = {
  pagedBy: "prometheus",
  incident: "budget",
  severity: "ticket",
  // Bad requests in the long window: one of three in a quiet night is a third, and no leak.
  quietBelow: 10,
} as const;

/** Of 1,000 requests 999 are answered without an error, over 30 days. */
export const OBJECTIVES = { success: 0.999, fast: 0.95, days: 30 } as const;

/** What a window of this length burns of the budget, confirmed by a short one so that it ends with its cause. */
export interface Burn {
  readonly longSeconds: number;
  readonly shortSeconds: number;
}

const HOUR = 3600;
const burn = (longHours: number, shortMinutes: number): { readonly burn: Burn } => ({
  burn: { longSeconds: longHours * HOUR, shortSeconds: shortMinutes * 60 },
});

/**
 * What only the cluster sees. Its rules tell and wake nobody: what viewers notice wakes by CloudWatch, which sees
 * every request and does not stand on the cluster. A burn of 14.4 is an error ratio of 1.44 %, which has paged long before.
 */
export const API_ALERTS = {
  "api-cpu": {
    ...api,
    summary: "a pod of the API uses more than 80 % of the CPU that it may take",
    threshold: 80,
    unit: "percent",
    window: minutes(15),
    missingData: "notBreaching",
    runbook: "api-pods",
  },
  "api-memory": {
    ...api,
    summary: "a pod of the API uses more than 85 % of the memory that it may take",
    threshold: 85,
    unit: "percent",
    window: minutes(15),
    missingData: "notBreaching",
    runbook: "api-pods",
  },
  "api-unseen": {
    ...api,
    summary: "Prometheus sees no pod of the API: nothing else that it tells of the API means anything",
    threshold: 1,
    unit: "count",
    window: minutes(10),
    missingData: "breaching",
    runbook: "api-unseen",
  },
  "api-restarts": {
    ...api,
    summary: "a pod of the API has started more than three times in a quarter of an hour",
    threshold: 3,
    unit: "count",
    window: { periodSeconds: 900, periods: 1, breaching: 1 },
    missingData: "notBreaching",
    runbook: "api-pods",
  },
  "api-at-maximum": {
    ...api,
    summary: "as many pods of the API run as may run, and they are busy",
    threshold: 1,
    unit: "boolean",
    window: minutes(15),
    missingData: "notBreaching",
    runbook: "api-pods",
  },
  "api-rollout": {
    ...api,
    summary: "a release has been taken back or does not get ahead",
    threshold: 1,
    unit: "boolean",
    window: minutes(5),
    missingData: "notBreaching",
    runbook: "api-rollout",
  },
  "api-volume": {
    ...api,
    summary: "more than 85 % of a volume in the cluster is used",
    threshold: 85,
    unit: "percent",
    window: fiveMinutes(3),
    missingData: "notBreaching",
    runbook: "api-volume",
  },
  "budget-errors-hour": {
    ...budget,
    ...burn(1, 5),
    summary: "at this rate of errors the budget of 30 days lasts two days",
    threshold: 14.4,
    unit: "times",
    window: minutes(2),
    missingData: "notBreaching",
    runbook: "budget",
  },
  "budget-errors-six-hours": {
    ...budget,
    ...burn(6, 30),
    summary: "at this rate of errors the budget of 30 days lasts five days",
    threshold: 6,
    unit: "times",
    window: minutes(15),
    missingData: "notBreaching",
    runbook: "budget",
  },
  "budget-errors-day": {
    ...budget,
    ...burn(24, 120),
    summary: "at this rate of errors the budget of 30 days lasts ten days",
    threshold: 3,
    unit: "times",
    window: minutes(60),
    missingData: "notBreaching",
    runbook: "budget",
  },
  "budget-errors-three-days": {
    ...budget,
    ...burn(72, 360),
    summary: "at this rate of errors nothing of the budget of 30 days is left at their end",
    threshold: 1,
    unit: "times",
    window: minutes(180),
    missingData: "notBreaching",
    runbook: "budget",
  },
  "budget-latency-six-hours": {
    ...budget,
    ...burn(6, 30),
    summary: "so many requests take longer than 500 ms that the budget of 30 days lasts five days",
    threshold: 6,
    unit: "times",
    window: minutes(15),
    missingData: "notBreaching",
    runbook: "budget",
  },
  "budget-latency-three-days": {
    ...budget,
    ...burn(72, 360),
    summary:
      "so many requests take longer than 500 ms that nothing of the budget of 30 days is left at their end",
    threshold: 1,
    unit: "times",
    window: minutes(180),
    missingData: "notBreaching",
    runbook: "budget",
  },
} as const satisfies Record<string, Alert & { readonly burn?: Burn }>;
