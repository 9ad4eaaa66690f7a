import { metricsOf, type Sign } from "./sign";

/** What the table's replica in another region lacks. */
export function tableCopySigns(tableName: string, receivingRegion: string): Sign<"replication-table">[] {
  const metric = metricsOf("AWS/DynamoDB", { TableName: tableName, ReceivingRegion: receivingRegion });
  return [
    { alert: "replication-table", comparison: "above", measure: metric("ReplicationLatency", "Average") },
  ];
}

/** What the cache lacks of the other region's. AWS does not say by which names it is measured, so whatever there is counts. */
export function cacheCopySigns(): Sign<"replication-cache">[] {
  return [
    {
      alert: "replication-cache",
      comparison: "above",
      measure: {
        query: 'SELECT MAX(GlobalDatastoreReplicationLag) FROM "AWS/ElastiCache"',
        label: "behind, s",
      },
    },
  ];
}

/** What the files' copy lacks; it is measured where the source is, under the ids of both. */
export function fileCopySigns(): Sign<"replication-files">[] {
  return [
    {
      alert: "replication-files",
      comparison: "above",
      measure: {
        query: 'SELECT MAX(TimeSinceLastSync) FROM SCHEMA("AWS/EFS", FileSystemId, DestinationFileSystemId)',
        label: "since the last copy, s",
      },
    },
  ];
}

export interface BucketPair {
  readonly purpose: string;
  readonly here: string;
  readonly there: string;
  /** Id of the rule in both buckets. */
  readonly rule: string;
}

/**
 * How late copies come is measured where they arrive, what failed where it started.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/repl-metrics.html
 */
export function bucketCopySigns({
  purpose,
  here,
  there,
  rule,
}: BucketPair): Sign<"replication-buckets-failed" | "replication-buckets-late">[] {
  const metric = (from: string, to: string): ReturnType<typeof metricsOf> =>
    metricsOf("AWS/S3", { SourceBucket: from, DestinationBucket: to, RuleId: rule });
  return [
    {
      about: purpose,
      alert: "replication-buckets-late",
      comparison: "above",
      measure: metric(there, here)("ReplicationLatency", "Maximum"),
    },
    {
      about: purpose,
      alert: "replication-buckets-failed",
      comparison: "above",
      measure: metric(here, there)("OperationsFailedReplication", "Sum"),
    },
  ];
}

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/cloudwatch.html */
export function backupSigns(vaultName: string): Sign<"backup-missed">[] {
  const metric = metricsOf("AWS/Backup", { BackupVaultName: vaultName });
  return [
    { alert: "backup-missed", comparison: "below", measure: metric("NumberOfBackupJobsCompleted", "Sum") },
  ];
}
