import { type Alert, fiveMinutes, minutes } from "./alert";

const edge = { pagedBy: "cloudwatch", incident: "edge" } as const;
const flipped = { pagedBy: "cloudwatch", incident: "switch" } as const;

/** What is measured in us-east-1: the edge, its certificate, and the switch between the regions. */
export const EDGE_ALERTS = {
  "edge-errors": {
    ...edge,
    summary: "more than a tenth of what viewers ask fails",
    // Load balancers tell of less than that, but not of requests that never reach them, nor of the loss of their region.
    severity: "page",
    threshold: 10,
    unit: "percent",
    window: minutes(5),
    missingData: "notBreaching",
    // Requests a minute.
    quietBelow: 60,
    runbook: "edge-errors",
  },
  "edge-web-attack": {
    ...edge,
    summary: "WAF turns away far more requests than usual",
    severity: "ticket",
    // In five minutes: a scanner makes hundreds, an address over its rate makes tens of thousands.
    threshold: 5000,
    unit: "count",
    window: fiveMinutes(2),
    missingData: "notBreaching",
    runbook: "web-attack",
  },
  "edge-certificate": {
    ...edge,
    summary: "CloudFront's certificate expires, and ACM has not renewed it",
    severity: "ticket",
    threshold: 30,
    unit: "days",
    window: { periodSeconds: 86_400, periods: 1, breaching: 1 },
    missingData: "ignore",
    runbook: "certificate",
  },
  // Route 53 reads this alarm's metric too: one published value has to do.
  "switch-flipped": {
    ...flipped,
    summary: "the switch says that home was left: other serves, or shows maintenance",
    severity: "page",
    threshold: 1,
    unit: "boolean",
    window: minutes(1),
    missingData: "ignore",
    runbook: "switch",
  },
  "switch-followed": {
    ...flipped,
    summary: "Route 53 answers with other instead of home",
    // The switch itself has paged.
    severity: "ticket",
    threshold: 1,
    unit: "boolean",
    window: minutes(1),
    missingData: "ignore",
    runbook: "switch",
  },
} as const satisfies Record<string, Alert>;
