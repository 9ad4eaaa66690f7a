/** What breaks together, and is told together: one message an incident and severity. */
export const INCIDENTS = [
  "service",
  "database",
  "cache",
  "table",
  "files",
  "nodes",
  "network",
  "batch",
  "replication",
  "backup",
  "edge",
  "switch",
  "api",
  "budget",
] as const;
export type Incident = (typeof INCIDENTS)[number];

export const PAGERS = ["cloudwatch", "prometheus"] as const;

/** When something is wrong, how badly, who says so, and what to do about it. */
export interface Alert {
  /** One line, as the message's reader sees it. */
  readonly summary: string;
  /** `page` wakes somebody up, `ticket` waits for the morning. */
  readonly severity: "page" | "ticket";
  /** The one system that tells; the other one stays silent about it. */
  readonly pagedBy: (typeof PAGERS)[number];
  readonly incident: Incident;
  readonly threshold: number;
  readonly unit: "percent" | "seconds" | "milliseconds" | "count" | "days" | "times" | "boolean";
  readonly window: Window;
  /** What an alarm makes of silence; Prometheus rules have no such choice. */
  readonly missingData: "breaching" | "notBreaching" | "ignore" | "missing";
  /** File name under docs/runbooks, without `.md`. */
  readonly runbook: string;
  /** Events a period below which nothing is said: a ratio of a few requests means nothing. */
  readonly quietBelow?: number;
}

/**
 * What explains other incidents: while one of `causes` rings, which wakes somebody, `explained` ring silently. A cause takes
 * everything down: one that only slows things would hide what else is wrong.
 */
export const EXPLANATIONS = {
  "stores-page": { causes: ["database-silent", "cache-silent"], explained: ["service", "batch", "cache"] },
} as const satisfies Record<
  string,
  { readonly causes: readonly string[]; readonly explained: readonly Incident[] }
>;

/** `breaching` of the last `periods` values have to be bad. */
export interface Window {
  readonly periodSeconds: number;
  readonly periods: number;
  readonly breaching: number;
}

/** Bad for all of so many minutes, measured every minute. */
export function minutes(count: number): Window {
  return { periodSeconds: 60, periods: count, breaching: count };
}

/** Bad for all of so many spans of five minutes. */
export function fiveMinutes(count: number): Window {
  return { periodSeconds: 300, periods: count, breaching: count };
}
