import { metricsOf } from "../metric";
import { type Chart, COLORS, type Section } from "../widget";

export interface TableSubject {
  readonly name: string;
  /** Request units a second, above which DynamoDB throttles. */
  readonly maxUnits: { readonly read: number; readonly write: number };
  /** Name of the DAX cluster. */
  readonly dax: { readonly name: string } | "none";
}

/** DynamoDB, and the cluster that keeps its items in memory. */
export function tableSection(subject: TableSubject): Section {
  const { dax } = subject;
  return {
    title: dax === "none" ? "DynamoDB" : "DynamoDB and DAX",
    rows: [
      {
        height: 6,
        widgets: [
          units(subject),
          refused(subject),
          ...(dax === "none" ? [] : [daxWork(dax.name), daxFailures(dax.name)]),
        ],
      },
    ],
  };
}

function units({ name, maxUnits }: TableSubject): Chart {
  const of = metricsOf("AWS/DynamoDB", { TableName: name });
  return {
    kind: "chart",
    title: "DynamoDB: units used",
    unit: "a second",
    lines: {
      read: { label: "read", draws: of("ConsumedReadCapacityUnits", "Sum"), axis: "hidden" },
      written: { label: "written", draws: of("ConsumedWriteCapacityUnits", "Sum"), axis: "hidden" },
      reads: { label: "read", draws: "read / PERIOD(read)", color: COLORS.second },
      writes: { label: "written", draws: "written / PERIOD(written)", color: COLORS.plain },
    },
    limits: [
      { label: "most that may be read", value: maxUnits.read, kind: "capacity" },
      { label: "most that may be written", value: maxUnits.write, kind: "capacity" },
    ],
  };
}

function refused({ name }: TableSubject): Chart {
  const of = metricsOf("AWS/DynamoDB", { TableName: name });
  return {
    kind: "chart",
    title: "DynamoDB: throttled",
    unit: "a minute",
    lines: {
      reads: { label: "reads", draws: of("ReadThrottleEvents", "Sum"), color: COLORS.poor },
      writes: { label: "writes", draws: of("WriteThrottleEvents", "Sum"), color: COLORS.bad },
    },
  };
}

function daxWork(dax: string): Chart {
  const of = metricsOf("AWS/DAX", { ClusterId: dax });
  return {
    kind: "chart",
    title: "DAX: CPU, and items found",
    unit: "%",
    max: 100,
    lines: {
      hits: { label: "hits", draws: of("ItemCacheHits", "Sum"), axis: "hidden" },
      misses: { label: "misses", draws: of("ItemCacheMisses", "Sum"), axis: "hidden" },
      found: { label: "items found", draws: "100 * hits / (hits + misses)", color: COLORS.good },
      cpu: { label: "CPU, busiest node", draws: of("CPUUtilization", "Maximum"), color: COLORS.plain },
    },
  };
}

function daxFailures(dax: string): Chart {
  const of = metricsOf("AWS/DAX", { ClusterId: dax });
  return {
    kind: "chart",
    title: "DAX: failed",
    unit: "a minute",
    lines: {
      faults: { label: "by DAX itself", draws: of("FaultRequestCount", "Sum"), color: COLORS.bad },
      errors: { label: "by the caller", draws: of("ErrorRequestCount", "Sum"), color: COLORS.poor },
      throttled: { label: "throttled", draws: of("ThrottledRequestCount", "Sum"), color: COLORS.third },
    },
  };
}
