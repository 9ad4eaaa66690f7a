import { say } from "../../text";
import { below, lower, off, offUnlessSaid, on, onUnlessDenied, removed } from "./comparisons";
import type { Weakening } from "./row";

const PROTECTION_OFF = say`deletion protection is switched off: one mistake, here or in the console, now deletes it`;
const FORCED = say`from now on a deletion takes everything in it along`;

/** What stands between a mistake and a deletion. */
export const DELETION: readonly Weakening[] = [
  {
    types: "*",
    path: "deletion_protection",
    weaker: off,
    rule: "deletion-protection-off",
    words: PROTECTION_OFF,
  },
  {
    types: "*",
    path: "deletion_protection_enabled",
    weaker: off,
    rule: "deletion-protection-off",
    words: PROTECTION_OFF,
  },
  {
    types: ["aws_lb", "aws_alb"],
    path: "enable_deletion_protection",
    weaker: off,
    rule: "deletion-protection-off",
    words: PROTECTION_OFF,
  },
  {
    types: ["google_sql_database_instance", "google_container_cluster", "google_bigtable_instance"],
    path: "deletion_protection",
    weaker: offUnlessSaid,
    rule: "deletion-protection-off",
    words: PROTECTION_OFF,
  },
  {
    types: ["aws_networkfirewall_firewall"],
    path: "delete_protection",
    weaker: off,
    rule: "deletion-protection-off",
    words: PROTECTION_OFF,
  },
  {
    types: ["aws_instance", "aws_launch_template", "aws_spot_instance_request"],
    path: "disable_api_termination",
    weaker: off,
    rule: "deletion-protection-off",
    words: say`termination protection is switched off: one mistake now ends the machine`,
  },
  {
    types: ["aws_autoscaling_group"],
    path: "protect_from_scale_in",
    weaker: off,
    rule: "availability-lower",
    words: say`instances are no longer protected from scale-in`,
  },
  {
    types: ["azurerm_key_vault"],
    path: "purge_protection_enabled",
    weaker: off,
    rule: "deletion-protection-off",
    words: say`purge protection is switched off: deleted keys can be destroyed for good at once`,
  },
  { types: "*", path: "force_destroy", weaker: on, rule: "force-destroy-on", words: FORCED },
  { types: "*", path: "force_delete", weaker: on, rule: "force-destroy-on", words: FORCED },
  {
    types: ["aws_rds_cluster", "aws_db_instance"],
    path: "delete_automated_backups",
    // The provider's default is true.
    weaker: onUnlessDenied,
    rule: "backups-off",
    words: say`from now on a deletion takes the automated backups along`,
  },
  {
    types: "*",
    path: "skip_final_snapshot",
    weaker: on,
    rule: "final-snapshot-off",
    words: say`from now on a deletion leaves no final snapshot behind`,
  },
  {
    types: [
      "aws_fsx_lustre_file_system",
      "aws_fsx_ontap_volume",
      "aws_fsx_openzfs_file_system",
      "aws_fsx_windows_file_system",
    ],
    path: "skip_final_backup",
    weaker: on,
    rule: "final-snapshot-off",
    words: say`from now on a deletion leaves no final backup behind`,
  },
  {
    types: ["aws_elasticache_replication_group", "aws_elasticache_cluster"],
    path: "final_snapshot_identifier",
    weaker: removed,
    rule: "final-snapshot-off",
    words: say`from now on a deletion leaves no final snapshot behind`,
  },
  {
    types: ["aws_memorydb_cluster"],
    path: "final_snapshot_name",
    weaker: removed,
    rule: "final-snapshot-off",
    words: say`from now on a deletion leaves no final snapshot behind`,
  },
  {
    types: ["aws_ebs_volume"],
    path: "final_snapshot",
    weaker: off,
    rule: "final-snapshot-off",
    words: say`from now on a deletion leaves no final snapshot behind`,
  },
  {
    types: ["aws_kms_key", "aws_kms_external_key", "aws_kms_replica_key", "aws_kms_replica_external_key"],
    path: "deletion_window_in_days",
    weaker: lower({ absent: 30 }),
    rule: "key-deletion-sooner",
    words: say`a deleted key can be rescued for fewer days`,
  },
  {
    types: ["aws_secretsmanager_secret"],
    path: "recovery_window_in_days",
    weaker: lower({ absent: 30 }),
    rule: "key-deletion-sooner",
    words: say`a deleted secret can be restored for fewer days, with 0 not at all`,
  },
  {
    types: ["azurerm_key_vault"],
    path: "soft_delete_retention_days",
    weaker: lower({ absent: 90 }),
    rule: "key-deletion-sooner",
    words: say`deleted keys and secrets can be restored for fewer days`,
  },
  {
    types: ["aws_s3_bucket"],
    path: "object_lock_configuration[].rule[].default_retention[].days",
    weaker: lower(),
    rule: "object-lock-weaker",
    words: say`new objects can be deleted earlier`,
  },
  {
    types: ["aws_s3_bucket_object_lock_configuration"],
    path: "rule[].default_retention[].days",
    weaker: lower(),
    rule: "object-lock-weaker",
    words: say`new objects can be deleted earlier`,
  },
  {
    types: ["aws_s3_bucket_object_lock_configuration"],
    path: "rule[].default_retention[].years",
    weaker: lower(),
    rule: "object-lock-weaker",
    words: say`new objects can be deleted earlier`,
  },
  {
    types: ["aws_s3_bucket_object_lock_configuration"],
    path: "rule[].default_retention[].mode",
    weaker: below(["COMPLIANCE", "GOVERNANCE", ""], ""),
    rule: "object-lock-weaker",
    words: say`new objects are locked less strictly: who has the permission can delete them early`,
  },
  {
    types: ["aws_backup_vault_lock_configuration", "aws_backup_logically_air_gapped_vault"],
    path: "min_retention_days",
    weaker: lower(),
    rule: "object-lock-weaker",
    words: say`recovery points may be deleted earlier`,
  },
];
