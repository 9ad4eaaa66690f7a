import { type Alert, fiveMinutes, minutes } from "./alert";

const replication = { pagedBy: "cloudwatch", incident: "replication", severity: "ticket" } as const;

/**
 * How much the loss of a region would cost: 15 minutes of data are agreed. Each says so while there is time left, and none
 * wakes anybody: nobody is harmed before the other region is lost too.
 */
export const COPY_ALERTS = {
  "replication-database": {
    ...replication,
    summary: "a replica of the database is more than ten minutes behind, or has stopped following",
    threshold: 600,
    unit: "seconds",
    // PostgreSQL says up to five minutes while nobody writes.
    // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PostgreSQL.Replication.ReadReplicas.html
    window: minutes(5),
    missingData: "notBreaching",
    runbook: "replication-database",
  },
  "replication-cache": {
    ...replication,
    summary: "the other region's cache is more than a minute behind",
    threshold: 60,
    unit: "seconds",
    window: minutes(10),
    missingData: "notBreaching",
    runbook: "replication-cache",
  },
  "replication-table": {
    ...replication,
    summary: "the table's other region gets writes more than five minutes late",
    threshold: 300_000,
    unit: "milliseconds",
    window: minutes(5),
    missingData: "notBreaching",
    runbook: "replication-table",
  },
  "replication-files": {
    ...replication,
    summary: "the files' copy in the other region is older than 15 minutes",
    threshold: 900,
    unit: "seconds",
    // EFS comes near 15 minutes by itself at times.
    window: fiveMinutes(3),
    missingData: "notBreaching",
    runbook: "replication-files",
  },
  "replication-buckets-late": {
    ...replication,
    summary: "objects of a bucket wait more than 15 minutes for their copy in this region",
    threshold: 900,
    unit: "seconds",
    window: fiveMinutes(3),
    // S3 says nothing while there is nothing to copy; what was wrong stays wrong until it speaks again.
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/repl-metrics.html
    missingData: "ignore",
    runbook: "replication-buckets",
  },
  "replication-buckets-failed": {
    ...replication,
    summary: "an object of this region's bucket could not be copied, and S3 does not try again",
    threshold: 0,
    unit: "count",
    window: fiveMinutes(1),
    missingData: "ignore",
    runbook: "replication-buckets",
  },
  "backup-missed": {
    pagedBy: "cloudwatch",
    incident: "backup",
    severity: "ticket",
    summary: "no backup has been completed for two days",
    threshold: 1,
    unit: "count",
    window: { periodSeconds: 86_400, periods: 2, breaching: 2 },
    missingData: "breaching",
    runbook: "backup-missed",
  },
} as const satisfies Record<string, Alert>;
