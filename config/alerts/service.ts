import { type Alert, minutes } from "./alert";

const told = { pagedBy: "cloudwatch", incident: "service" } as const;

/** What viewers' requests meet at the load balancer. */
export const SERVICE_ALERTS = {
  "service-errors": {
    ...told,
    summary: "more than 1 % of the requests fail",
    severity: "page",
    threshold: 1,
    unit: "percent",
    window: { periodSeconds: 60, periods: 5, breaching: 3 },
    missingData: "notBreaching",
    // Failed requests a minute. Counted are failures, not requests: an outage of a quiet hour is one too.
    quietBelow: 5,
    runbook: "service-errors",
  },
  "service-latency": {
    ...told,
    summary: "the slowest twentieth of the requests takes more than 500 ms",
    severity: "page",
    threshold: 0.5,
    unit: "seconds",
    window: minutes(5),
    missingData: "notBreaching",
    // Requests a minute: ten of them are then the slowest twentieth, the least that CloudWatch calls significant.
    // https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/percentiles-with-low-samples.html
    quietBelow: 200,
    runbook: "service-latency",
  },
  "service-no-targets": {
    ...told,
    summary: "the load balancer finds no healthy node",
    severity: "page",
    threshold: 1,
    unit: "count",
    window: minutes(3),
    missingData: "breaching",
    runbook: "service-no-targets",
  },
  "service-unhealthy-targets": {
    ...told,
    summary: "a node fails its health checks",
    severity: "ticket",
    threshold: 0,
    unit: "count",
    window: minutes(15),
    missingData: "notBreaching",
    runbook: "service-unhealthy-targets",
  },
  "service-refused-connections": {
    ...told,
    summary: "the load balancer refuses connections: it is full",
    severity: "ticket",
    threshold: 0,
    unit: "count",
    window: { periodSeconds: 60, periods: 5, breaching: 3 },
    missingData: "notBreaching",
    runbook: "service-errors",
  },
  "service-certificate": {
    ...told,
    summary: "the load balancer's certificate expires, and ACM has not renewed it",
    severity: "ticket",
    threshold: 30,
    unit: "days",
    window: { periodSeconds: 86_400, periods: 1, breaching: 1 },
    // Measured twice a day until it has expired: what was wrong stays wrong.
    missingData: "ignore",
    runbook: "certificate",
  },
} as const satisfies Record<string, Alert>;
