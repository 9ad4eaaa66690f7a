import type { ElasticacheReplicationGroupConfig } from "@cdktf/provider-aws/lib/elasticache-replication-group";

export const PORT = 6379;

export interface CacheEngine {
  readonly name: "redis" | "valkey";
  /** Major and minor, for example `7.1`. */
  readonly version: string;
  /** The parameter group's, for example `redis7`. */
  readonly family: string;
}

export interface CacheOperations {
  /** `ddd:hh:mm-ddd:hh:mm`, UTC, at least an hour. */
  readonly maintenanceWindow: string;
  /** `hh:mm-hh:mm`, UTC, at least an hour; outside the maintenance window. */
  readonly snapshotWindow: string;
  /** 0-35. */
  readonly snapshotRetentionDays: number;
  readonly logs: CacheLogsProps;
}

export interface CacheLogsProps {
  readonly slowLogGroupName: string;
  readonly engineLogGroupName: string;
  readonly retentionDays: number;
  readonly kmsKeyArn: string;
}

export interface CacheUsersProps {
  /** The application's user: id, name, and what `elasticache:Connect` names. Lower-case. */
  readonly api: string;
  /** Id of the disabled user that takes the place of ElastiCache's own `default`. */
  readonly default: string;
}

export interface CacheProtection {
  readonly preventDestroy: boolean;
  readonly finalSnapshot: boolean;
}

// Adding a member to a global datastore copies the whole data set into another region.
export const TIMEOUTS = { create: "2h", update: "2h", delete: "1h" } as const;

type OwnConfig = Omit<ElasticacheReplicationGroupConfig, "description">;

/**
 * Arguments of a replication group that are its own in either region. With a standby ElastiCache promotes by itself; without
 * one there is nothing to promote, and it refuses to be asked. A destroyed and rebuilt cache needs a new name: a snapshot
 * cannot have the name of one that is still there.
 */
export function ownSettings(props: {
  readonly name: string;
  readonly replicas: number;
  readonly operations: CacheOperations;
  readonly protection: CacheProtection;
}): OwnConfig {
  const { name, replicas, operations, protection } = props;
  return {
    replicationGroupId: name,
    numCacheClusters: 1 + replicas,
    automaticFailoverEnabled: replicas > 0,
    multiAzEnabled: replicas > 0,
    applyImmediately: false,
    maintenanceWindow: operations.maintenanceWindow,
    snapshotWindow: operations.snapshotWindow,
    snapshotRetentionLimit: operations.snapshotRetentionDays,
    ...(protection.finalSnapshot && { finalSnapshotIdentifier: `${name}-final` }),
    timeouts: TIMEOUTS,
  };
}
