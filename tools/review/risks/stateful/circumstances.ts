import type { Json } from "../../../planning/json";
import { type SafeText, say } from "../../text";
import { type Facts, isOn } from "../facts";
import { type Found, foundAt, type Pattern } from "../paths";

/** What else decides how a deletion goes: the provider reads these from the state, not from the configuration. */
interface Circumstance {
  readonly types: readonly string[] | "*";
  readonly path: Pattern;
  readonly when: (value: Json | undefined) => boolean;
  readonly text: SafeText;
  /** Shows the value itself. */
  readonly shown?: true;
}

const off = (value: Json | undefined): boolean => value === false || value === null || value === undefined;
const isTrue = (value: Json | undefined): boolean => value === true;
const isFalse = (value: Json | undefined): boolean => value === false;
const isSet = (value: Json | undefined): boolean => value !== undefined && value !== "";
const isNumber = (value: Json | undefined): boolean => typeof value === "number" && value > 0;

const BY_SNAPSHOT_FLAG = [
  "aws_db_instance",
  "aws_rds_cluster",
  "aws_docdb_cluster",
  "aws_neptune_cluster",
  "aws_redshift_cluster",
  "aws_lightsail_database",
];
const BY_SNAPSHOT_NAME = ["aws_elasticache_replication_group", "aws_elasticache_cluster"];
const FSX = [
  "aws_fsx_lustre_file_system",
  "aws_fsx_ontap_volume",
  "aws_fsx_openzfs_file_system",
  "aws_fsx_windows_file_system",
];
const KEYS = ["aws_kms_key", "aws_kms_external_key", "aws_kms_replica_key", "aws_kms_replica_external_key"];
const REFUSED = say`deletion protection is on in the state: the deletion is refused, and the apply stops there`;
const NO_FINAL = say`no final snapshot is taken`;
const FINAL = say`a final snapshot is taken first`;
const BUCKET_REFUSED = say`force_destroy is off: while it holds objects, the deletion is refused and the apply stops there`;
const BUCKET_EMPTIED = say`force_destroy is on: all objects and all of their versions are deleted with it`;

export const CIRCUMSTANCES: readonly Circumstance[] = [
  { types: "*", path: "deletion_protection", when: isOn, text: REFUSED },
  { types: "*", path: "deletion_protection_enabled", when: isOn, text: REFUSED },
  { types: BY_SNAPSHOT_FLAG, path: "skip_final_snapshot", when: isTrue, text: NO_FINAL },
  { types: BY_SNAPSHOT_FLAG, path: "skip_final_snapshot", when: isFalse, text: FINAL },
  { types: BY_SNAPSHOT_NAME, path: "final_snapshot_identifier", when: (it) => !isSet(it), text: NO_FINAL },
  { types: BY_SNAPSHOT_NAME, path: "final_snapshot_identifier", when: isSet, text: FINAL },
  { types: ["aws_memorydb_cluster"], path: "final_snapshot_name", when: (it) => !isSet(it), text: NO_FINAL },
  { types: ["aws_memorydb_cluster"], path: "final_snapshot_name", when: isSet, text: FINAL },
  { types: FSX, path: "skip_final_backup", when: isTrue, text: say`no final backup is taken` },
  { types: ["aws_ebs_volume"], path: "final_snapshot", when: off, text: NO_FINAL },
  { types: ["aws_ebs_volume"], path: "final_snapshot", when: isTrue, text: FINAL },
  {
    types: ["aws_db_instance", "aws_rds_cluster"],
    path: "delete_automated_backups",
    when: isTrue,
    text: say`its automated backups are deleted with it`,
  },
  {
    types: ["aws_db_instance", "aws_rds_cluster"],
    path: "delete_automated_backups",
    when: isFalse,
    text: say`its automated backups stay until their retention ends`,
  },
  {
    types: ["aws_dynamodb_table"],
    path: "point_in_time_recovery[].enabled",
    when: isTrue,
    text: say`AWS keeps a backup of a table with point-in-time recovery for 35 days`,
  },
  { types: ["aws_s3_bucket"], path: "force_destroy", when: off, text: BUCKET_REFUSED },
  {
    types: ["aws_s3_bucket", "google_storage_bucket"],
    path: "force_destroy",
    when: isTrue,
    text: BUCKET_EMPTIED,
  },
  { types: ["google_storage_bucket"], path: "force_destroy", when: off, text: BUCKET_REFUSED },
  {
    types: ["aws_ecr_repository"],
    path: "force_delete",
    when: off,
    text: say`force_delete is off: while it holds images, the deletion is refused and the apply stops there`,
  },
  {
    types: ["aws_backup_vault"],
    path: "force_destroy",
    when: off,
    text: say`force_destroy is off: while it holds recovery points, the deletion is refused and the apply stops there`,
  },
  {
    types: ["aws_route53_zone"],
    path: "force_destroy",
    when: off,
    text: say`force_destroy is off: while records of others are in it, the deletion is refused and the apply stops there`,
  },
  {
    types: KEYS,
    path: "deletion_window_in_days",
    when: isNumber,
    text: say`the deletion can be cancelled for so many days`,
    shown: true,
  },
  {
    types: ["aws_secretsmanager_secret"],
    path: "recovery_window_in_days",
    when: isNumber,
    text: say`it can be restored for so many days`,
    shown: true,
  },
  {
    types: ["aws_secretsmanager_secret"],
    path: "recovery_window_in_days",
    when: (it) => it === 0,
    text: say`it cannot be restored: its recovery window is 0`,
  },
  {
    types: ["aws_instance"],
    path: "root_block_device[].delete_on_termination",
    when: isFalse,
    text: say`its root volume stays, and nobody manages it any more`,
  },
  {
    // resourceInstanceDelete of the provider: https://github.com/hashicorp/terraform-provider-aws/blob/v5.100.0/internal/service/ec2/ec2_instance.go
    types: ["aws_instance"],
    path: "disable_api_termination",
    when: isTrue,
    text: say`termination protection does not stop it: the provider switches it off first`,
  },
];

const BY_TYPE = new Map<string, Circumstance[]>();
for (const row of CIRCUMSTANCES)
  for (const type of row.types) BY_TYPE.set(type, [...(BY_TYPE.get(type) ?? []), row]);

/** How a deletion goes, with the value to show where there is one. */
export function circumstances(
  type: string,
  { before }: Facts,
): { text: SafeText; value: Found | undefined }[] {
  if (before === undefined) return [];
  return [...(BY_TYPE.get("*") ?? []), ...(BY_TYPE.get(type) ?? [])].flatMap(
    ({ path, when, text, shown }) => {
      const found = foundAt(before, path)[0];
      return when(found?.value) ? [{ text, value: shown === true ? found : undefined }] : [];
    },
  );
}

const SNAPSHOTS = ["snapshot_identifier", "snapshot_name", "snapshot_id", "restore_source_name", "backup_id"];

/** Whether the new one of a replacement is made from a snapshot. */
export function beginsWithSnapshot({ after }: Facts): boolean {
  return SNAPSHOTS.some((attribute) => isSet(after?.[attribute] ?? undefined));
}

/** A deletion that only forgets: the provider is told to leave the thing alone. */
export function isKept({ before }: Facts): boolean {
  const policy = before?.["deletion_policy"];
  return before?.["skip_destroy"] === true || policy === "ABANDON";
}
