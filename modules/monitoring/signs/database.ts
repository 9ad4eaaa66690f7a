import { metricsOf, type Sign, SOMETHING } from "./sign";

const BYTES_PER_GIB = 1024 ** 3;
const BYTES_PER_GBIT = 1e9 / 8;

type DatabaseAlert =
  | "database-connections"
  | "database-cpu"
  | "database-disk-credits"
  | "database-disk-io"
  | "database-memory"
  | "database-network"
  | "database-silent"
  | "database-storage"
  | "database-transaction-ids"
  | "replication-database";

export interface DatabaseSignsProps {
  /** Of the instance. */
  readonly identifier: string;
  /** In the alarms' names; empty for the one that is written to. */
  readonly about?: string;
  /** Some instances follow others, and only they tell how far behind. */
  readonly follows: boolean;
  readonly memoryGiB: number;
  /** At birth: RDS adds to it. */
  readonly storageGiB: number;
  readonly maxConnections: number;
  /** What its disk and network may do for long. */
  readonly baseline: { readonly diskIops: number; readonly networkGbps: number };
}

/**
 * An instance of PostgreSQL. RDS knows bytes and operations, the contract percent of what is there.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-metrics.html
 */
export function databaseSigns(props: DatabaseSignsProps): Sign<DatabaseAlert>[] {
  const { identifier, about } = props;
  const metric = metricsOf("AWS/RDS", { DBInstanceIdentifier: identifier });
  // What has a name beside the first is a read replica: readers do without.
  const named = about === undefined ? {} : ({ about, spare: true } as const);
  return [
    // The engine counts them: without it there is nothing, while the machine still reports its CPU.
    {
      ...named,
      alert: "database-silent",
      comparison: "below",
      measure: metric("DatabaseConnections", SOMETHING),
    },
    {
      ...named,
      alert: "database-storage",
      comparison: "below",
      measure: {
        metrics: { free: metric("FreeStorageSpace", "Minimum") },
        expression: `100 * free / ${props.storageGiB * BYTES_PER_GIB}`,
        label: "free, % of the first size",
      },
    },
    {
      ...named,
      alert: "database-connections",
      comparison: "above",
      measure: {
        metrics: { taken: metric("DatabaseConnections", "Maximum") },
        expression: `100 * taken / ${props.maxConnections}`,
        label: "taken, %",
      },
    },
    {
      ...named,
      alert: "database-transaction-ids",
      comparison: "above",
      measure: metric("MaximumUsedTransactionIDs", "Maximum"),
    },
    ...load(props).map((sign) => ({ ...named, ...sign })),
    ...(props.follows ? [{ ...named, ...lag(identifier) }] : []),
  ];
}

function load({ identifier, memoryGiB, baseline }: DatabaseSignsProps): Sign<DatabaseAlert>[] {
  const metric = metricsOf("AWS/RDS", { DBInstanceIdentifier: identifier });
  return [
    { alert: "database-cpu", comparison: "above", measure: metric("CPUUtilization", "Average") },
    {
      alert: "database-memory",
      comparison: "above",
      measure: {
        metrics: { free: metric("FreeableMemory", "Average") },
        expression: `100 - 100 * free / ${memoryGiB * BYTES_PER_GIB}`,
        label: "memory, %",
      },
    },
    {
      alert: "database-disk-io",
      comparison: "above",
      measure: {
        metrics: { reads: metric("ReadIOPS", "Average"), writes: metric("WriteIOPS", "Average") },
        expression: `100 * (reads + writes) / ${baseline.diskIops}`,
        label: "operations, %",
      },
    },
    {
      alert: "database-disk-credits",
      comparison: "below",
      measure: {
        metrics: {
          operations: metric("EBSIOBalance%", "Minimum"),
          bytes: metric("EBSByteBalance%", "Minimum"),
        },
        expression: "MIN([operations, bytes])",
        label: "credits left, %",
      },
    },
    {
      alert: "database-network",
      comparison: "above",
      measure: {
        metrics: {
          received: metric("NetworkReceiveThroughput", "Average"),
          sent: metric("NetworkTransmitThroughput", "Average"),
        },
        expression: `100 * MAX([received, sent]) / ${baseline.networkGbps * BYTES_PER_GBIT}`,
        label: "network, %",
      },
    },
  ];
}

/** -1 is a replica that has stopped following. */
function lag(identifier: string): Sign<DatabaseAlert> {
  const metric = metricsOf("AWS/RDS", { DBInstanceIdentifier: identifier });
  return {
    alert: "replication-database",
    comparison: "above",
    measure: {
      metrics: { lag: metric("ReplicaLag", "Maximum"), least: metric("ReplicaLag", "Minimum") },
      expression: "IF(least < 0, 86400, lag)",
      label: "behind, s",
    },
  };
}
