import { metricsOf } from "../metric";
import { type Chart, COLORS, type Section } from "../widget";

export interface ServiceSubject {
  /** `app/<name>/<id>`, as metrics name it. */
  readonly loadBalancer: string;
  /** `targetgroup/<name>/<id>`. */
  readonly targetGroups: { readonly active: string; readonly preview: string };
  readonly plannedRequestsPerSecond: number;
}

export interface ServiceThresholds {
  readonly errorPercent: number;
  readonly p95Seconds: number;
}

/** Of requests that no pod got the load balancer counts the failure alone. */
export const ERROR_PERCENT =
  "100 * (FILL(pods, 0) + FILL(balancer, 0)) / MAX([FILL(all, 0), FILL(pods, 0) + FILL(balancer, 0)])";

/** What its users get: how much they ask, how much fails, how long it takes. */
export function serviceSection(subject: ServiceSubject, thresholds: ServiceThresholds): Section {
  return {
    title: "Service: what users get",
    rows: [
      { height: 7, widgets: [requests(subject), errors(subject, thresholds), duration(subject, thresholds)] },
      { height: 6, widgets: [answers(subject), targets(subject), connections(subject)] },
    ],
  };
}

function balancer({ loadBalancer }: ServiceSubject): ReturnType<typeof metricsOf> {
  return metricsOf("AWS/ApplicationELB", { LoadBalancer: loadBalancer });
}

export function requests(subject: ServiceSubject): Chart {
  return {
    kind: "chart",
    title: "Requests",
    unit: "a second",
    lines: {
      all: { label: "all", draws: balancer(subject)("RequestCount", "Sum"), axis: "hidden" },
      rate: { label: "requests", draws: "all / PERIOD(all)", color: COLORS.plain },
    },
    limits: [{ label: "planned for", value: subject.plannedRequestsPerSecond, kind: "capacity" }],
  };
}

export function errors(subject: ServiceSubject, { errorPercent }: ServiceThresholds): Chart {
  const of = balancer(subject);
  return {
    kind: "chart",
    title: "Errors: share of requests answered with 5xx",
    unit: "%",
    lines: {
      all: { label: "all", draws: of("RequestCount", "Sum"), axis: "hidden" },
      pods: { label: "by pods", draws: of("HTTPCode_Target_5XX_Count", "Sum"), axis: "hidden" },
      balancer: { label: "by balancer", draws: of("HTTPCode_ELB_5XX_Count", "Sum"), axis: "hidden" },
      ratio: {
        label: "errors",
        draws: ERROR_PERCENT,
        color: COLORS.bad,
      },
    },
    limits: [{ label: `alarm above ${errorPercent} %`, value: errorPercent, kind: "alarm" }],
  };
}

export function duration(subject: ServiceSubject, { p95Seconds }: ServiceThresholds): Chart {
  const of = balancer(subject);
  return {
    kind: "chart",
    title: "Time to answer",
    unit: "seconds",
    lines: {
      p99: { label: "p99", draws: of("TargetResponseTime", "p99"), color: COLORS.third },
      p95: { label: "p95", draws: of("TargetResponseTime", "p95"), color: COLORS.bad },
      p50: { label: "p50", draws: of("TargetResponseTime", "p50"), color: COLORS.second },
    },
    limits: [{ label: `alarm: p95 above ${p95Seconds} s`, value: p95Seconds, kind: "alarm" }],
  };
}

function answers(subject: ServiceSubject): Chart {
  const of = balancer(subject);
  const kinds = {
    ok: { label: "2xx", name: "HTTPCode_Target_2XX_Count", color: COLORS.good },
    moved: { label: "3xx", name: "HTTPCode_Target_3XX_Count", color: COLORS.second },
    refused: { label: "4xx", name: "HTTPCode_Target_4XX_Count", color: COLORS.poor },
    turned: { label: "4xx by the balancer", name: "HTTPCode_ELB_4XX_Count", color: COLORS.fourth },
    failed: { label: "5xx", name: "HTTPCode_Target_5XX_Count", color: COLORS.bad },
    broken: {
      label: "5xx by the balancer: no pod answered",
      name: "HTTPCode_ELB_5XX_Count",
      color: COLORS.third,
    },
  };
  return {
    kind: "chart",
    title: "Answers a minute, by status",
    unit: "a minute",
    view: "stacked",
    lines: Object.fromEntries(
      Object.entries(kinds).map(([id, { label, name, color }]) => [
        id,
        { label, draws: of(name, "Sum"), color },
      ]),
    ),
  };
}

export function targets({ loadBalancer, targetGroups }: ServiceSubject): Chart {
  const of = (TargetGroup: string): ReturnType<typeof metricsOf> =>
    metricsOf("AWS/ApplicationELB", { TargetGroup, LoadBalancer: loadBalancer });
  const [active, preview] = [of(targetGroups.active), of(targetGroups.preview)];
  return {
    kind: "chart",
    title: "Nodes behind the load balancer",
    unit: "nodes",
    lines: {
      healthy: { label: "healthy", draws: active("HealthyHostCount", "Minimum"), color: COLORS.good },
      unhealthy: { label: "unhealthy", draws: active("UnHealthyHostCount", "Maximum"), color: COLORS.bad },
      preview: {
        label: "healthy for the preview",
        draws: preview("HealthyHostCount", "Minimum"),
        color: COLORS.fourth,
      },
    },
  };
}

function connections(subject: ServiceSubject): Chart {
  const of = balancer(subject);
  return {
    kind: "chart",
    title: "Connections",
    unit: "open",
    rightUnit: "failed a minute",
    lines: {
      open: { label: "open", draws: of("ActiveConnectionCount", "Sum"), color: COLORS.plain },
      rejected: {
        label: "rejected by the balancer (right)",
        draws: of("RejectedConnectionCount", "Sum"),
        axis: "right",
        color: COLORS.third,
      },
      refused: {
        label: "refused by nodes (right)",
        draws: of("TargetConnectionErrorCount", "Sum"),
        axis: "right",
        color: COLORS.bad,
      },
    },
  };
}
