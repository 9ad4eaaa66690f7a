import { say } from "../../text";
import { below, fewer, lower, lowerNotZero, off, toZero } from "./comparisons";
import type { Weakening } from "./row";

const NONE = say`automated backups are switched off, those that exist are deleted, and no point in time can be restored`;
const SHORTER = say`backups are kept for fewer days: those that are older than that are deleted`;
const SNAPSHOTS = [
  "aws_elasticache_replication_group",
  "aws_elasticache_cluster",
  "aws_elasticache_serverless_cache",
  "aws_memorydb_cluster",
];
const FSX = [
  "aws_fsx_lustre_file_system",
  "aws_fsx_ontap_file_system",
  "aws_fsx_openzfs_file_system",
  "aws_fsx_windows_file_system",
];
const PITR_OFF = say`point-in-time recovery is switched off: the history of up to 35 days is lost, also if it is switched on again`;

/** What can be restored, and how far back. */
export const BACKUPS: readonly Weakening[] = [
  { types: "*", path: "backup_retention_period", weaker: toZero, rule: "backups-off", words: NONE },
  {
    types: "*",
    path: "backup_retention_period",
    weaker: lowerNotZero(),
    rule: "backups-shorter",
    words: SHORTER,
  },
  {
    types: SNAPSHOTS,
    path: "snapshot_retention_limit",
    weaker: toZero,
    rule: "backups-off",
    words: say`automatic snapshots are switched off`,
  },
  {
    types: SNAPSHOTS,
    path: "snapshot_retention_limit",
    weaker: lowerNotZero(),
    rule: "backups-shorter",
    words: SHORTER,
  },
  { types: FSX, path: "automatic_backup_retention_days", weaker: toZero, rule: "backups-off", words: NONE },
  {
    types: FSX,
    path: "automatic_backup_retention_days",
    weaker: lowerNotZero(),
    rule: "backups-shorter",
    words: SHORTER,
  },
  {
    types: ["aws_redshift_cluster"],
    path: "automated_snapshot_retention_period",
    weaker: toZero,
    rule: "backups-off",
    words: say`automated snapshots are switched off`,
  },
  {
    types: ["aws_redshift_cluster"],
    path: "automated_snapshot_retention_period",
    weaker: lowerNotZero(),
    rule: "backups-shorter",
    words: SHORTER,
  },
  {
    types: ["aws_db_instance_automated_backups_replication", "aws_redshift_snapshot_copy"],
    path: "retention_period",
    weaker: lower({ absent: 7 }),
    rule: "backups-shorter",
    words: say`the other region keeps backups for fewer days`,
  },
  {
    types: ["aws_dynamodb_table"],
    path: "point_in_time_recovery[].enabled",
    weaker: off,
    rule: "backups-off",
    words: PITR_OFF,
  },
  {
    types: ["aws_dynamodb_table"],
    path: "point_in_time_recovery[].recovery_period_in_days",
    weaker: lowerNotZero(),
    rule: "backups-shorter",
    words: say`fewer days can be restored`,
  },
  {
    types: ["aws_dynamodb_table_replica"],
    path: "point_in_time_recovery",
    weaker: off,
    rule: "backups-off",
    words: PITR_OFF,
  },
  {
    types: ["aws_dynamodb_table"],
    path: "replica[].point_in_time_recovery",
    weaker: off,
    rule: "backups-off",
    words: say`point-in-time recovery of a replica is switched off`,
  },
  {
    types: ["aws_keyspaces_table"],
    path: "point_in_time_recovery[].status",
    weaker: below(["ENABLED", "DISABLED"], "DISABLED"),
    rule: "backups-off",
    words: PITR_OFF,
  },
  {
    types: ["aws_efs_backup_policy"],
    path: "backup_policy[].status",
    weaker: below(["ENABLED", "DISABLED"], "DISABLED"),
    rule: "backups-off",
    words: say`automatic backups of the file system are switched off`,
  },
  {
    types: ["aws_s3_bucket_versioning"],
    path: "versioning_configuration[].status",
    weaker: below(["Enabled", "Suspended", "Disabled"], "Disabled"),
    rule: "versioning-off",
    words: say`versioning is suspended: what is overwritten or deleted from now on is gone`,
  },
  {
    types: ["aws_s3_bucket_versioning"],
    path: "versioning_configuration[].mfa_delete",
    weaker: below(["Enabled", "Disabled"], "Disabled"),
    rule: "versioning-off",
    words: say`versions can be deleted without a second factor`,
  },
  {
    types: ["aws_s3_bucket", "google_storage_bucket"],
    path: "versioning[].enabled",
    weaker: off,
    rule: "versioning-off",
    words: say`versioning is suspended: what is overwritten or deleted from now on is gone`,
  },
  {
    types: ["azurerm_storage_account"],
    path: "blob_properties[].versioning_enabled",
    weaker: off,
    rule: "versioning-off",
    words: say`versioning is switched off: what is overwritten from now on is gone`,
  },
  {
    types: ["azurerm_storage_account"],
    path: "blob_properties[].delete_retention_policy[].days",
    weaker: lower(),
    rule: "backups-shorter",
    words: say`deleted objects can be restored for fewer days, or not at all`,
  },
  {
    types: [
      "azurerm_postgresql_flexible_server",
      "azurerm_mysql_flexible_server",
      "azurerm_postgresql_server",
      "azurerm_mysql_server",
    ],
    path: "backup_retention_days",
    weaker: lower({ absent: 7 }),
    rule: "backups-shorter",
    words: SHORTER,
  },
  {
    types: ["google_sql_database_instance"],
    path: "settings[].backup_configuration[].enabled",
    weaker: off,
    rule: "backups-off",
    words: say`automated backups are switched off`,
  },
  {
    types: ["google_sql_database_instance"],
    path: "settings[].backup_configuration[].point_in_time_recovery_enabled",
    weaker: off,
    rule: "backups-off",
    words: say`point-in-time recovery is switched off`,
  },
  {
    types: ["aws_backup_plan"],
    path: "rule[].lifecycle[].delete_after",
    // Without a number recovery points are kept without end.
    weaker: lower({ absent: Infinity }),
    rule: "backups-shorter",
    words: say`new recovery points are kept for fewer days`,
  },
  {
    types: ["aws_backup_plan"],
    path: "rule[].rule_name",
    weaker: fewer,
    rule: "backups-off",
    words: say`a rule of the backup plan goes: what only it backed up is no longer backed up`,
  },
  {
    types: ["aws_backup_selection"],
    path: "resources",
    weaker: fewer,
    rule: "backups-off",
    words: say`fewer resources are backed up`,
  },
];
