import type { Objectives } from "../rules/budget";
import type { ApiSubject } from "../rules/requests";

export interface StoresSubject {
  /** Instances of the database in this region, the primary first. */
  readonly databases: readonly string[];
  readonly databaseConnections: number;
  /** Nodes of the cache in this region. */
  readonly cacheNodes: readonly string[];
  readonly table: { readonly name: string; readonly accelerator?: string } | "none";
  readonly fileSystemId: string;
}

/** What the dashboards are about, and what is agreed of it. */
export interface DashboardSubject {
  readonly api: ApiSubject;
  /** Uids of Grafana's data sources. */
  readonly dataSources: { readonly prometheus: string; readonly cloudwatch: string };
  readonly objectives: Objectives;
  /** Of the alerts. */
  readonly thresholds: {
    readonly errorPercent: number;
    readonly p95Seconds: number;
    readonly cpuPercent: number;
    readonly memoryPercent: number;
    readonly fastestBurn: number;
    readonly databaseCpuPercent: number;
    readonly databaseConnectionsPercent: number;
    readonly cacheCpuPercent: number;
    readonly cacheMemoryPercent: number;
    readonly filesPercent: number;
  };
  /** What was counted with (docs/capacity.md). */
  readonly plan: {
    readonly requestsPerSecond: number;
    readonly cpuMillisecondsPerRequest: number;
    readonly requestSeconds: number;
    readonly pods: number;
    readonly podMemoryMiB: number;
  };
  readonly stores: StoresSubject;
  /** A machine as most are, to price a request by. */
  readonly machine: { readonly vCpus: number; readonly memoryGiB: number; readonly usdPerHour: number };
}
