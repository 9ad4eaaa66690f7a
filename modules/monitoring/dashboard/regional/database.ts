import { each, metricsOf, shade } from "../metric";
import { type Chart, COLORS, type Line, type Section } from "../widget";

const BYTES_PER_GIB = 2 ** 30;

export interface DatabaseSubject {
  readonly instances: readonly { readonly name: string; readonly role: string; readonly replica: boolean }[];
  readonly memoryGiB: number;
  readonly maxConnections: number;
  /** At birth; RDS may have grown it. */
  readonly storageGiB: number;
}

export interface DatabaseThresholds {
  readonly cpuPercent: number;
  readonly memoryPercent: number;
  readonly connectionsPercent: number;
  /** Of the storage at birth. */
  readonly freeStoragePercent: number;
  readonly replicaLagSeconds: number;
}

/** PostgreSQL: every instance in this region. */
export function databaseSection(subject: DatabaseSubject, thresholds: DatabaseThresholds): Section {
  return {
    title: "PostgreSQL",
    rows: [
      {
        height: 6,
        widgets: [cpu(subject, thresholds), memory(subject, thresholds), connections(subject, thresholds)],
      },
      {
        height: 6,
        widgets: [
          operations(subject),
          latency(subject),
          storage(subject, thresholds),
          lag(subject, thresholds),
        ],
      },
    ],
  };
}

function cpu(subject: DatabaseSubject, { cpuPercent }: DatabaseThresholds): Chart {
  return {
    kind: "chart",
    title: "PostgreSQL: CPU",
    unit: "%",
    max: 100,
    lines: lines(subject, "cpu", "CPUUtilization"),
    limits: [{ label: `alarm above ${cpuPercent} %`, value: cpuPercent, kind: "alarm" }],
  };
}

/** RDS reports only what is free. */
function memory(subject: DatabaseSubject, { memoryPercent }: DatabaseThresholds): Chart {
  const all = subject.memoryGiB * BYTES_PER_GIB;
  return {
    kind: "chart",
    title: `PostgreSQL: memory in use, of ${subject.memoryGiB} GiB`,
    unit: "%",
    max: 100,
    lines: computed(
      subject,
      { prefix: "free", metric: "FreeableMemory" },
      (id) => `100 * (1 - ${id} / ${all})`,
    ),
    limits: [{ label: `alarm above ${memoryPercent} %`, value: memoryPercent, kind: "alarm" }],
  };
}

function connections(subject: DatabaseSubject, { connectionsPercent }: DatabaseThresholds): Chart {
  const most = subject.maxConnections;
  return {
    kind: "chart",
    title: "PostgreSQL: connections",
    unit: "connections",
    lines: lines(subject, "open", "DatabaseConnections", "Maximum"),
    limits: [
      {
        label: `alarm above ${connectionsPercent} %`,
        value: (most * connectionsPercent) / 100,
        kind: "alarm",
      },
      { label: "all that are allowed", value: most, kind: "capacity" },
    ],
  };
}

function operations(subject: DatabaseSubject): Chart {
  const [first] = subject.instances;
  const of = metricsOf("AWS/RDS", { DBInstanceIdentifier: first?.name ?? "" });
  return {
    kind: "chart",
    title: `PostgreSQL: disk of the ${first?.role}`,
    unit: "operations a second",
    rightUnit: "waiting",
    lines: {
      reads: { label: "reads", draws: of("ReadIOPS", "Average"), color: COLORS.second },
      writes: { label: "writes", draws: of("WriteIOPS", "Average"), color: COLORS.plain },
      queue: {
        label: "waiting (right)",
        draws: of("DiskQueueDepth", "Average"),
        axis: "right",
        color: COLORS.bad,
      },
    },
  };
}

function latency(subject: DatabaseSubject): Chart {
  const [first] = subject.instances;
  const of = metricsOf("AWS/RDS", { DBInstanceIdentifier: first?.name ?? "" });
  return {
    kind: "chart",
    title: `PostgreSQL: time of a disk access`,
    unit: "milliseconds",
    lines: {
      read: { label: "read", draws: of("ReadLatency", "Average"), axis: "hidden" },
      write: { label: "write", draws: of("WriteLatency", "Average"), axis: "hidden" },
      readMs: { label: "reads", draws: "1000 * read", color: COLORS.second },
      writeMs: { label: "writes", draws: "1000 * write", color: COLORS.plain },
    },
  };
}

function storage(subject: DatabaseSubject, { freeStoragePercent }: DatabaseThresholds): Chart {
  const { storageGiB } = subject;
  const least = (storageGiB * freeStoragePercent) / 100;
  return {
    kind: "chart",
    title: `PostgreSQL: free disk, of ${storageGiB} GiB`,
    unit: "GiB",
    lines: computed(
      subject,
      { prefix: "free", metric: "FreeStorageSpace" },
      (id) => `${id} / ${BYTES_PER_GIB}`,
    ),
    limits: [{ label: `alarm below ${freeStoragePercent} %`, value: least, kind: "alarm" }],
  };
}

/** Without a replica the primary's log is what may fall behind: it grows while somebody does not read it. */
function lag({ instances }: DatabaseSubject, { replicaLagSeconds }: DatabaseThresholds): Chart {
  const replicas = instances.filter(({ replica }) => replica);
  if (replicas.length === 0)
    return {
      kind: "chart",
      title: "PostgreSQL: age of the oldest transaction id",
      unit: "transactions",
      lines: each("age", instances, ({ name, role }) => ({
        label: role,
        draws: metricsOf("AWS/RDS", { DBInstanceIdentifier: name })("MaximumUsedTransactionIDs", "Maximum"),
        color: COLORS.plain,
      })),
    };
  return {
    kind: "chart",
    title: "PostgreSQL: replicas behind their primary",
    unit: "seconds",
    lines: each("lag", replicas, ({ name, role }, index) => ({
      label: role,
      draws: metricsOf("AWS/RDS", { DBInstanceIdentifier: name })("ReplicaLag", "Maximum"),
      color: shade(index),
    })),
    limits: [{ label: `alarm above ${replicaLagSeconds} s`, value: replicaLagSeconds, kind: "alarm" }],
  };
}

function lines(
  { instances }: DatabaseSubject,
  prefix: string,
  metric: string,
  statistic = "Average",
): Record<string, Line> {
  return each(prefix, instances, ({ name, role }, index) => ({
    label: role,
    draws: metricsOf("AWS/RDS", { DBInstanceIdentifier: name })(metric, statistic),
    color: shade(index),
  }));
}

/** What is drawn is computed from a metric that is not. */
function computed(
  { instances }: DatabaseSubject,
  { prefix, metric }: { readonly prefix: string; readonly metric: string },
  math: (id: string) => string,
): Record<string, Line> {
  return {
    ...each<(typeof instances)[number], Line>(prefix, instances, ({ name, role }) => ({
      label: role,
      draws: metricsOf("AWS/RDS", { DBInstanceIdentifier: name })(metric, "Minimum"),
      axis: "hidden",
    })),
    ...each<(typeof instances)[number], Line>("shown", instances, ({ role }, index) => ({
      label: role,
      draws: math(`${prefix}${index + 1}`),
      color: shade(index),
    })),
  };
}
