import { type BatchSubject, batchSection, type BatchThresholds } from "./regional/batch";
import { type CacheSubject, cacheSection, type CacheThresholds } from "./regional/cache";
import { type ClusterSubject, clusterSection, type NodeThresholds } from "./regional/cluster";
import { type DatabaseSubject, databaseSection, type DatabaseThresholds } from "./regional/database";
import { type LogsSubject, logsSection } from "./regional/logs";
import { type NetworkSubject, networkSection, type NetworkThresholds } from "./regional/network";
import { type OverviewSubject, overviewSection } from "./regional/overview";
import { type ServiceSubject, serviceSection, type ServiceThresholds } from "./regional/service";
import { type TableSubject, tableSection } from "./regional/table";
import type { Section } from "./widget";

export interface RegionalSubject {
  readonly overview: OverviewSubject;
  readonly service: ServiceSubject;
  readonly database: DatabaseSubject;
  readonly cache: CacheSubject;
  readonly table: TableSubject | "none";
  readonly cluster: ClusterSubject;
  readonly batch: BatchSubject;
  readonly network: NetworkSubject;
  readonly logs: LogsSubject;
}

/** Where an alarm begins: drawn as a line. */
export interface RegionalThresholds {
  readonly service: ServiceThresholds;
  readonly database: DatabaseThresholds;
  readonly cache: CacheThresholds;
  readonly nodes: NodeThresholds;
  readonly batch: BatchThresholds;
  readonly network: NetworkThresholds;
}

/** One region, from what users get down to what it stands on: to be read from the top until something is odd. */
export function regionalDashboard(subject: RegionalSubject, thresholds: RegionalThresholds): Section[] {
  const { service, database, cache, batch, table } = subject;
  return [
    overviewSection(subject.overview, {
      service,
      database: database.instances[0]?.name ?? "",
      cacheNode: cache.nodes[0] ?? "",
      queue: batch.queue,
    }),
    serviceSection(service, thresholds.service),
    databaseSection(database, thresholds.database),
    cacheSection(cache, thresholds.cache),
    ...(table === "none" ? [] : [tableSection(table)]),
    clusterSection(subject.cluster, thresholds.nodes),
    batchSection(batch, thresholds.batch),
    networkSection(subject.network, thresholds.network),
    logsSection(subject.logs),
  ];
}
