import { DbParameterGroup, type DbParameterGroupParameter } from "@cdktf/provider-aws/lib/db-parameter-group";
import { Construct } from "constructs";
import type { DatabaseCapacity } from "./settings";

const MIB_PER_GIB = 1024;
const KIB_PER_MIB = 1024;

// A quarter of the memory is PostgreSQL's cache already (RDS's own setting of shared_buffers). A quarter is left for
// backends at rest, about 10 MiB each, and a quarter for one sort of each: 25 connections per GiB at 10 MiB of work_mem. The
// last quarter is the page cache and maintenance.
const CONNECTIONS_PER_GIB = 25;
const WORK_MEM_MIB = 10;
// Below this neither pools nor RDS's own sessions have room.
const MIN_CONNECTIONS = 50;
// RDS's own ceiling. https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html#RDS_Limits.MaxConnections
const MAX_CONNECTIONS = 5000;
// PostgreSQL's default and the least that RDS accepts to work with.
const MIN_WORKERS = 8;

// The budget for a request is 500 ms: a statement that needs it all is worth a line.
const SLOW_STATEMENT_MS = 500;
const IDLE_IN_TRANSACTION_MS = 5 * 60 * 1000;
// Share of the storage that WAL may take while a replica does not fetch it. Without a limit the loss of the other region
// fills the primary's disk; a replica that falls behind further is rebuilt.
const RETAINED_WAL_SHARE = 0.2;

export interface DatabaseParametersProps {
  /** The database's name; the group appends the family. */
  readonly name: string;
  /** Major version. */
  readonly engineVersion: string;
  readonly capacity: DatabaseCapacity;
}

/**
 * Parameters that fit the instance. The family is part of the name: with a new major version the new group exists before the
 * instance moves to it and the old one goes. RDS moves the instance in its window, until then it refuses to delete the old
 * group, which the next apply does.
 */
export class DatabaseParameters extends Construct {
  readonly name: string;

  constructor(scope: Construct, id: string, props: DatabaseParametersProps) {
    super(scope, id);
    const family = `postgres${props.engineVersion}`;
    this.name = new DbParameterGroup(this, "group", {
      name: `${props.name}-${family}`,
      family,
      description: `${props.name}: PostgreSQL ${props.engineVersion}`,
      parameter: parametersFor(props.capacity),
      lifecycle: { createBeforeDestroy: true },
    }).name;
  }
}

/** How many connections fit the memory. */
export function maxConnections(memoryGiB: number): number {
  return Math.min(MAX_CONNECTIONS, Math.max(MIN_CONNECTIONS, Math.floor(memoryGiB * CONNECTIONS_PER_GIB)));
}

/**
 * The parameters. Those of processes must be at least as high on a replica as on its primary, so both take them from the same
 * capacity; when they rise, the replicas' region is applied and rebooted first.
 * https://www.postgresql.org/docs/17/hot-standby.html#HOT-STANDBY-ADMIN
 */
export function parametersFor(capacity: DatabaseCapacity): DbParameterGroupParameter[] {
  const { memoryGiB, vCpus, storageGiB } = capacity;
  const retainedWalMiB = Math.floor(storageGiB * MIB_PER_GIB * RETAINED_WAL_SHARE);
  return [
    ...atReboot({
      "rds.force_ssl": 1,
      shared_preload_libraries: "pg_stat_statements",
      track_io_timing: 1,
      max_connections: maxConnections(memoryGiB),
      max_worker_processes: Math.max(MIN_WORKERS, 2 * vCpus),
    }),
    ...atOnce({
      max_parallel_workers: vCpus,
      max_parallel_workers_per_gather: Math.max(1, Math.floor(vCpus / 2)),
      max_parallel_maintenance_workers: Math.max(1, Math.floor(vCpus / 2)),
      work_mem: WORK_MEM_MIB * KIB_PER_MIB,
      max_slot_wal_keep_size: retainedWalMiB,
      log_min_duration_statement: SLOW_STATEMENT_MS,
      log_lock_waits: 1,
      log_autovacuum_min_duration: 1000,
      idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
      // Large tables are vacuumed after 5 % of changes instead of 10, analyzed after 2 instead of 5.
      autovacuum_vacuum_scale_factor: 0.05,
      autovacuum_analyze_scale_factor: 0.02,
    }),
  ];
}

type Values = Readonly<Record<string, string | number>>;

/**
 * Static parameters, which RDS refuses to apply at once, and those that say RDS's own default aloud: RDS reports them as
 * `pending-reboot` whatever was asked for, and each plan would change them.
 */
function atReboot(values: Values): DbParameterGroupParameter[] {
  return parameters(values, "pending-reboot");
}

function atOnce(values: Values): DbParameterGroupParameter[] {
  return parameters(values, "immediate");
}

function parameters(values: Values, applyMethod: string): DbParameterGroupParameter[] {
  return Object.entries(values).map(([name, value]) => ({ name, value: String(value), applyMethod }));
}
