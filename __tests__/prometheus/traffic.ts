import type { Series } from "./promtool";

/** Requests a minute, for so many minutes. */
export interface Traffic {
  readonly minutes: number;
  readonly all: number;
  readonly failed?: number;
  readonly slow?: number;
}

const HISTOGRAM = "http_server_request_duration_seconds";

/** What Prometheus has scraped, once a minute, from a pod with this traffic. */
export function traffic(spans: readonly Traffic[], labels: Readonly<Record<string, string>> = {}): Series[] {
  const bad = (span: Traffic): number => span.failed ?? 0;
  const slow = (span: Traffic): number => span.slow ?? 0;
  const series = (suffix: string, more: Readonly<Record<string, string>>, of: (span: Traffic) => number) => {
    const all = {
      namespace: "mindscape",
      job: "mindscape-api",
      pod: "mindscape-api-6b7d4c9f58-x2x4z",
      http_route: "/v1/ideas",
      http_request_method: "GET",
      ...more,
      ...labels,
    };
    const text = Object.entries(all).map(([key, value]) => `${key}="${value}"`);
    return { series: `${HISTOGRAM}_${suffix}{${text.join(",")}}`, values: counter(spans, of) };
  };
  const ok = { http_response_status_code: "200" };
  const error = { http_response_status_code: "503" };
  return [
    series("count", ok, (span) => span.all - bad(span)),
    ...(spans.some((span) => bad(span) > 0) ? [series("count", error, bad)] : []),
    // As if no error were slow.
    series("bucket", { ...ok, le: "0.5" }, (span) => span.all - bad(span) - slow(span)),
    series("bucket", { ...ok, le: "+Inf" }, (span) => span.all - bad(span)),
    ...(spans.some((span) => bad(span) > 0)
      ? [series("bucket", { ...error, le: "0.5" }, bad), series("bucket", { ...error, le: "+Inf" }, bad)]
      : []),
  ];
}

function counter(spans: readonly Traffic[], of: (span: Traffic) => number): string {
  let count = 0;
  return spans
    .filter(({ minutes }) => minutes > 0)
    .map((span) => {
      const step = of(span);
      const text = `${count + step}+${step}x${span.minutes - 1}`;
      count += step * span.minutes;
      return text;
    })
    .join(" ");
}
