import type { DbInstanceConfig } from "@cdktf/provider-aws/lib/db-instance";

export const PORT = 5432;

/** What the primary and its replicas have in common, in both regions. */
export interface DatabaseCapacity {
  /** For example `db.m7g.xlarge`. */
  readonly instanceClass: string;
  readonly memoryGiB: number;
  readonly vCpus: number;
  /** At birth, 20-65,536. RDS never gives storage back. */
  readonly storageGiB: number;
  /** Up to where RDS grows it by itself; at least a tenth more than `storageGiB`. */
  readonly maxStorageGiB: number;
}

export interface DatabaseOperations {
  readonly region: string;
  readonly accountId: string;
  /** `ddd:hh:mm-ddd:hh:mm`, UTC. */
  readonly maintenanceWindow: string;
  /** `hh:mm-hh:mm`, UTC; outside the maintenance window. */
  readonly backupWindow: string;
  readonly backupRetentionDays: number;
  readonly logs: { readonly retentionDays: number; readonly kmsKeyArn: string };
  /** Role that sends the operating system's metrics, at most 64 characters. */
  readonly monitoringRoleName: string;
}

/** How hard the database is to lose. */
export interface DatabaseProtection {
  readonly preventDestroy: boolean;
  readonly deletionProtection: boolean;
  readonly finalSnapshot: boolean;
}

// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Monitoring.OS.Enabling.html
const MONITORING_SECONDS = 60;
// The span that costs nothing. https://aws.amazon.com/rds/performance-insights/pricing/
const INSIGHTS_DAYS = 7;
// Valid until 2061. https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html
const CERTIFICATE_AUTHORITY = "rds-ca-rsa2048-g1";
// A copy of some hundred GB into another region, or a class change with Multi-AZ, outlasts the provider's 40 minutes.
const TIMEOUTS = { create: "3h", update: "3h", delete: "2h" } as const;

export const LOG_EXPORTS = ["postgresql", "upgrade"] as const;

export interface SharedSettings {
  readonly capacity: DatabaseCapacity;
  readonly operations: DatabaseOperations;
  readonly kmsKeyArn: string;
  readonly securityGroupId: string;
  readonly parameterGroupName: string;
  readonly monitoringRoleArn: string;
}

type CommonConfig = Partial<DbInstanceConfig> & Pick<DbInstanceConfig, "instanceClass">;

/**
 * The arguments that a primary and a replica share. IOPS and throughput are left to gp3's baseline: 3,000 below 400 GiB,
 * 12,000 from there on. https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html#gp3-storage
 */
export function sharedSettings(settings: SharedSettings): CommonConfig {
  const { capacity, operations } = settings;
  return {
    instanceClass: capacity.instanceClass,
    storageType: "gp3",
    maxAllocatedStorage: capacity.maxStorageGiB,
    storageEncrypted: true,
    port: PORT,
    publiclyAccessible: false,
    vpcSecurityGroupIds: [settings.securityGroupId],
    parameterGroupName: settings.parameterGroupName,
    iamDatabaseAuthenticationEnabled: true,
    caCertIdentifier: CERTIFICATE_AUTHORITY,
    // Minor versions belong to AWS, inside the window; what is written in configuration waits for it as well.
    autoMinorVersionUpgrade: true,
    applyImmediately: false,
    maintenanceWindow: operations.maintenanceWindow,
    backupRetentionPeriod: operations.backupRetentionDays,
    backupWindow: operations.backupWindow,
    copyTagsToSnapshot: true,
    monitoringInterval: MONITORING_SECONDS,
    monitoringRoleArn: settings.monitoringRoleArn,
    performanceInsightsEnabled: true,
    performanceInsightsRetentionPeriod: INSIGHTS_DAYS,
    performanceInsightsKmsKeyId: settings.kmsKeyArn,
    enabledCloudwatchLogsExports: [...LOG_EXPORTS],
    timeouts: TIMEOUTS,
  };
}

/**
 * Guards of what is, or becomes, the only copy. A destroyed and rebuilt database needs a new name: a final snapshot of the
 * same name may still be there, and RDS then refuses the deletion.
 */
export function guards(name: string, protection: DatabaseProtection): Partial<DbInstanceConfig> {
  return {
    deletionProtection: protection.deletionProtection,
    skipFinalSnapshot: !protection.finalSnapshot,
    ...(protection.finalSnapshot && { finalSnapshotIdentifier: `${name}-final` }),
    // Point-in-time recovery outlives the instance by its retention.
    deleteAutomatedBackups: !protection.finalSnapshot,
  };
}
