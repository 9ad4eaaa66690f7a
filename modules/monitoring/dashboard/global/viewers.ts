import { metricsOf } from "../metric";
import { type Chart, COLORS, type Section } from "../widget";

export interface ViewersSubject {
  readonly distributionId: string;
  /** The dimension `WebACL` of its metrics. */
  readonly webAcl: string;
}

export interface ViewersThresholds {
  readonly errorPercent: number;
  /** In five minutes. */
  readonly blockedRequests: number;
}

const FIVE_MINUTES = 300;

/** What comes in from the world, and what is turned away. */
export function viewersSection(subject: ViewersSubject, thresholds: ViewersThresholds): Section {
  return {
    title: "CloudFront and WAF",
    rows: [
      { height: 7, widgets: [requests(subject), errors(subject, thresholds), bytes(subject)] },
      { height: 7, columns: [8, 16], widgets: [admitted(subject, thresholds), blockedBy(subject)] },
    ],
  };
}

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/programming-cloudwatch-metrics.html */
export function cloudFront({ distributionId }: ViewersSubject): ReturnType<typeof metricsOf> {
  return metricsOf("AWS/CloudFront", { DistributionId: distributionId, Region: "Global" });
}

function requests(subject: ViewersSubject): Chart {
  return {
    kind: "chart",
    title: "Requests of viewers",
    unit: "a second",
    lines: {
      all: { label: "all", draws: cloudFront(subject)("Requests", "Sum"), axis: "hidden" },
      rate: { label: "requests", draws: "all / PERIOD(all)", color: COLORS.plain },
    },
  };
}

function errors(subject: ViewersSubject, { errorPercent }: ViewersThresholds): Chart {
  const of = cloudFront(subject);
  return {
    kind: "chart",
    title: "Errors that viewers see",
    unit: "%",
    lines: {
      failed: { label: "5xx: ours", draws: of("5xxErrorRate", "Average"), color: COLORS.bad },
      refused: { label: "4xx: theirs, or WAF", draws: of("4xxErrorRate", "Average"), color: COLORS.poor },
    },
    limits: [{ label: `alarm: 5xx above ${errorPercent} %`, value: errorPercent, kind: "alarm" }],
  };
}

function bytes(subject: ViewersSubject): Chart {
  const of = cloudFront(subject);
  return {
    kind: "chart",
    title: "Bytes to and from viewers",
    unit: "MB a minute",
    lines: {
      down: { label: "to", draws: of("BytesDownloaded", "Sum"), axis: "hidden" },
      up: { label: "from", draws: of("BytesUploaded", "Sum"), axis: "hidden" },
      sent: { label: "to viewers", draws: "down / 1000000", color: COLORS.plain },
      received: { label: "from viewers", draws: "up / 1000000", color: COLORS.second },
    },
  };
}

function admitted({ webAcl }: ViewersSubject, { blockedRequests }: ViewersThresholds): Chart {
  const of = metricsOf("AWS/WAFV2", { WebACL: webAcl, Rule: "ALL" });
  return {
    kind: "chart",
    title: "WAF: let in and turned away, in five minutes",
    unit: "turned away",
    rightUnit: "let in",
    periodSeconds: FIVE_MINUTES,
    lines: {
      blocked: { label: "turned away", draws: of("BlockedRequests", "Sum"), color: COLORS.bad },
      allowed: {
        label: "let in (right)",
        draws: of("AllowedRequests", "Sum"),
        axis: "right",
        color: COLORS.good,
      },
    },
    limits: [{ label: `alarm above ${blockedRequests}`, value: blockedRequests, kind: "alarm" }],
  };
}

/** A search, so that a rule that is added shows up by itself. */
function blockedBy({ webAcl }: ViewersSubject): Chart {
  return {
    kind: "chart",
    title: "WAF: turned away in five minutes, by rule",
    unit: "requests",
    periodSeconds: FIVE_MINUTES,
    lines: {
      rules: {
        draws: `SEARCH('{AWS/WAFV2,Rule,WebACL} MetricName="BlockedRequests" WebACL="${webAcl}"', 'Sum', ${FIVE_MINUTES})`,
      },
    },
  };
}
