import { dashboard, type GrafanaDashboard, type Row } from "./grafana";
import { type CloudWatchMetric, type Limit, Panels } from "./panels";
import type { DashboardSubject, StoresSubject } from "./subject";

const ONLY_NODE = "0001";
type Statistic = CloudWatchMetric["statistic"];

/** PostgreSQL, cache, table and files, from CloudWatch. */
export function storesDashboard({ dataSources, stores, thresholds }: DashboardSubject): GrafanaDashboard {
  const panels = new Panels({ type: "cloudwatch", uid: dataSources.cloudwatch });
  const told = {
    uid: "mindscape-stores",
    title: "Mindscape: stores",
    description: "Of this region. CloudWatch has its own page with more of them.",
  };
  return dashboard(told, [
    databaseRow(panels, stores, thresholds),
    cacheRow(panels, stores, thresholds),
    ...tableRow(panels, stores),
    filesRow(panels, stores, thresholds),
  ]);
}

type Thresholds = DashboardSubject["thresholds"];

function databaseRow(
  panels: Panels,
  { databases, databaseConnections }: StoresSubject,
  limits: Thresholds,
): Row {
  const of = (metric: string, statistic: Statistic = "Average"): CloudWatchMetric[] =>
    databases.map((name) => ({
      label: name,
      namespace: "AWS/RDS",
      metric,
      dimensions: { DBInstanceIdentifier: name },
      statistic,
    }));
  return {
    height: 8,
    panels: [
      panels.metrics({
        title: "Database: CPU",
        width: 6,
        unit: "percent",
        max: 100,
        limit: alarm(limits.databaseCpuPercent),
        metrics: of("CPUUtilization"),
      }),
      panels.metrics({
        title: "Database: connections",
        width: 6,
        unit: "short",
        limit: alarm((databaseConnections * limits.databaseConnectionsPercent) / 100),
        metrics: of("DatabaseConnections", "Maximum"),
      }),
      panels.metrics({
        title: "Database: free storage",
        width: 6,
        unit: "bytes",
        metrics: of("FreeStorageSpace", "Minimum"),
      }),
      panels.metrics({
        title: "Database: replicas behind",
        width: 6,
        unit: "s",
        metrics: of("ReplicaLag", "Maximum"),
      }),
    ],
  };
}

function cacheRow(panels: Panels, { cacheNodes }: StoresSubject, limits: Thresholds): Row {
  const of = (metric: string, statistic: Statistic = "Average"): CloudWatchMetric[] =>
    cacheNodes.map((id) => ({
      label: id,
      namespace: "AWS/ElastiCache",
      metric,
      dimensions: { CacheClusterId: id, CacheNodeId: ONLY_NODE },
      statistic,
    }));
  return {
    height: 8,
    panels: [
      panels.metrics({
        title: "Cache: CPU of the engine",
        width: 6,
        unit: "percent",
        max: 100,
        limit: alarm(limits.cacheCpuPercent),
        metrics: of("EngineCPUUtilization"),
      }),
      panels.metrics({
        title: "Cache: memory",
        width: 6,
        unit: "percent",
        max: 100,
        limit: alarm(limits.cacheMemoryPercent),
        metrics: of("DatabaseMemoryUsagePercentage"),
      }),
      panels.metrics({
        title: "Cache: values found",
        width: 6,
        unit: "percent",
        max: 100,
        metrics: of("CacheHitRate"),
      }),
      panels.metrics({
        title: "Cache: connections",
        width: 6,
        unit: "short",
        metrics: of("CurrConnections", "Maximum"),
      }),
    ],
  };
}

function tableRow(panels: Panels, { table }: StoresSubject): Row[] {
  if (table === "none") return [];
  const { name, accelerator } = table;
  const of = (metric: string, label: string): CloudWatchMetric => ({
    label,
    namespace: "AWS/DynamoDB",
    metric,
    dimensions: { TableName: name },
    statistic: "Sum",
  });
  const refused = panels.metrics({
    title: "Table: refused",
    width: accelerator === undefined ? 24 : 8,
    unit: "short",
    limit: alarm(0),
    metrics: [of("ReadThrottleEvents", "reads"), of("WriteThrottleEvents", "writes")],
  });
  if (accelerator === undefined) return [{ height: 8, panels: [refused] }];
  const dax = (metric: string, statistic: Statistic): CloudWatchMetric[] => [
    { label: accelerator, namespace: "AWS/DAX", metric, dimensions: { ClusterId: accelerator }, statistic },
  ];
  return [
    {
      height: 8,
      panels: [
        refused,
        panels.metrics({
          title: "DAX: CPU",
          width: 8,
          unit: "percent",
          max: 100,
          metrics: dax("CPUUtilization", "Maximum"),
        }),
        panels.metrics({
          title: "DAX: faults",
          width: 8,
          unit: "short",
          metrics: dax("FaultRequestCount", "Sum"),
        }),
      ],
    },
  ];
}

function filesRow(panels: Panels, { fileSystemId }: StoresSubject, limits: Thresholds): Row {
  const of = (metric: string, statistic: Statistic): CloudWatchMetric => ({
    label: "files",
    namespace: "AWS/EFS",
    metric,
    dimensions: { FileSystemId: fileSystemId },
    statistic,
  });
  return {
    height: 8,
    panels: [
      panels.metrics({
        title: "Files: operations of what EFS allows",
        width: 24,
        unit: "percent",
        max: 100,
        limit: alarm(limits.filesPercent),
        metrics: [of("PercentIOLimit", "Maximum")],
      }),
    ],
  };
}

function alarm(value: number): Limit {
  return { value, kind: "alarm" };
}
