import type { RequestMetric } from "../api-values";
import { EVALUATION_SECONDS, type RuleGroup, selector, time } from "./rule";

/** What the rules are about. */
export interface ApiSubject {
  readonly namespace: string;
  /** Of the release, and so of its workload and its autoscaler. */
  readonly name: string;
  /** As the chart's ServiceMonitor calls what it scrapes. */
  readonly job: string;
  readonly container: string;
  readonly rollout: "rolling" | "blue-green";
  readonly scaling: "manual" | "automatic";
  readonly requests: RequestMetric;
  /** Seconds; the histogram has a bucket that ends there. */
  readonly slowAbove: number;
}

/** Requests a second, over the last five minutes. */
export const RATES = {
  all: "api:requests:rate5m",
  failed: "api:requests_failed:rate5m",
  slow: "api:requests_slow:rate5m",
} as const;

/** What so many in a hundred requests keep to, in seconds. */
export const QUANTILES = {
  0.5: "api:request_seconds:p50_5m",
  0.95: "api:request_seconds:p95_5m",
  0.99: "api:request_seconds:p99_5m",
} as const;

/** Short enough to follow an outage, and twenty scrapes. */
export const RATE_SECONDS = 300;

/** Requests that somebody waits for, errors and slow ones among them: everything else is calculated from these few series. */
export function requestRules(subject: ApiSubject): RuleGroup {
  const { histogram, statusLabel } = subject.requests;
  const counted = countedRequests(subject);
  const rate = (suffix: string, more: Readonly<Record<string, string>> = {}): string =>
    `rate(${histogram}_${suffix}${selector({ ...counted, ...more })}[${time(RATE_SECONDS)}])`;
  return {
    name: "api-requests",
    interval: time(EVALUATION_SECONDS),
    rules: [
      { record: RATES.all, expr: `sum(${rate("count")})` },
      // Without an error there is no such series, and its share would be unknown instead of nothing.
      {
        record: RATES.failed,
        expr: `sum(${rate("count", { [`${statusLabel}=~`]: "5.." })}) or 0 * ${RATES.all}`,
      },
      {
        record: RATES.slow,
        expr: `clamp_min(${RATES.all} - sum(${rate("bucket", upTo(subject.slowAbove))}), 0)`,
      },
      ...Object.entries(QUANTILES).map(([share, record]) => ({
        record,
        expr: `histogram_quantile(${share}, sum by (le) (${rate("bucket")}))`,
      })),
    ],
  };
}

/** Matchers of what counts as a request. */
export function countedRequests({ namespace, job, requests }: ApiSubject): Readonly<Record<string, string>> {
  return { namespace, job, [`${requests.routeLabel}!~`]: requests.ignoredRoutes.join("|") };
}

/** Prometheus 3 writes whole numbers with a decimal, older ones as they come. */
function upTo(seconds: number): Readonly<Record<string, string>> {
  return Number.isInteger(seconds) ? { "le=~": `${seconds}|${seconds}.0` } : { le: String(seconds) };
}
