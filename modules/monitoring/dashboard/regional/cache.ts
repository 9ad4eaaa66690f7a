import { each, metricsOf, shade, sumOf } from "../metric";
import { type Chart, COLORS, type Line, type Section } from "../widget";

const ONLY_NODE = "0001";

export interface CacheSubject {
  /** Ids of the members: `<name>-001` and so on. */
  readonly nodes: readonly string[];
}

export interface CacheThresholds {
  readonly cpuPercent: number;
  readonly memoryPercent: number;
}

/** Redis or Valkey: every node in this region. */
export function cacheSection(subject: CacheSubject, thresholds: CacheThresholds): Section {
  return {
    title: "Cache",
    rows: [
      {
        height: 6,
        widgets: [
          {
            ...chart(subject, "Cache: CPU of the engine", "EngineCPUUtilization", "%"),
            max: 100,
            limits: [alarmAbove(thresholds.cpuPercent)],
          },
          {
            ...chart(subject, "Cache: memory in use", "DatabaseMemoryUsagePercentage", "%"),
            max: 100,
            limits: [alarmAbove(thresholds.memoryPercent)],
          },
          found(subject),
          chart(subject, "Cache: connections", "CurrConnections", "connections"),
        ],
      },
    ],
  };
}

function chart(subject: CacheSubject, title: string, metric: string, unit: string): Chart {
  return { kind: "chart", title, unit, lines: lines(subject, "node", metric) };
}

/** Of the node that a client reads, a low share is slow answers and work for the database. */
function found(subject: CacheSubject): Chart {
  const out = Object.fromEntries(
    Object.entries(lines(subject, "out", "Evictions", "Sum")).map(([id, line]) => [
      id,
      { ...line, axis: "hidden" as const },
    ]),
  );
  return {
    kind: "chart",
    title: "Cache: values found, and thrown out for room",
    unit: "% found",
    rightUnit: "thrown out a minute",
    max: 100,
    lines: {
      ...lines(subject, "found", "CacheHitRate"),
      ...out,
      gone: { label: "thrown out (right)", draws: sumOf(out), axis: "right", color: COLORS.bad },
    },
  };
}

function lines(
  { nodes }: CacheSubject,
  prefix: string,
  metric: string,
  statistic = "Average",
): Record<string, Line> {
  return each(prefix, nodes, (node, index) => ({
    label: `node ${node.slice(node.lastIndexOf("-") + 1)}`,
    draws: metricsOf("AWS/ElastiCache", { CacheClusterId: node, CacheNodeId: ONLY_NODE })(metric, statistic),
    color: shade(index),
  }));
}

function alarmAbove(value: number): {
  readonly label: string;
  readonly value: number;
  readonly kind: "alarm";
} {
  return { label: `alarm above ${value} %`, value, kind: "alarm" };
}
