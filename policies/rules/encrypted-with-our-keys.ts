import { blocksAt, companionsOf, isOn, problemUnless, textAt } from "../attributes";
import { isReplicaBesideSource, isSecondaryCache } from "../databases";
import { ownKeyProblems } from "../keys";
import type { Attributes, Context, Problem, Rule, Subject } from "../types";

interface Encryption {
  /** Repeated blocks that each are encrypted by themselves; the resource when left out. */
  readonly each?: string;
  /** Without any such block AWS makes an unencrypted one. */
  readonly atLeastOne?: boolean;
  readonly on?: string;
  readonly mode?: { readonly at: string; readonly is: string };
  readonly key?: string;
  readonly unless?: (attributes: Attributes) => boolean;
}

const ENCRYPTION: Readonly<Record<string, readonly Encryption[]>> = {
  aws_backup_vault: [{ key: "kms_key_arn" }],
  aws_cloudtrail: [{ key: "kms_key_id" }],
  // DAX takes no key of ours.
  aws_dax_cluster: [{ on: "server_side_encryption.enabled" }],
  aws_db_instance: [
    { on: "storage_encrypted" },
    { key: "kms_key_id", unless: isReplicaBesideSource },
    {
      key: "performance_insights_kms_key_id",
      unless: (database) => !isOn(database, "performance_insights_enabled"),
    },
  ],
  aws_db_instance_automated_backups_replication: [{ key: "kms_key_id" }],
  aws_dynamodb_table: [
    { on: "server_side_encryption.enabled", key: "server_side_encryption.kms_key_arn" },
    { each: "replica", key: "kms_key_arn" },
  ],
  aws_dynamodb_table_replica: [{ key: "kms_key_arn" }],
  aws_ebs_default_kms_key: [{ key: "key_arn" }],
  aws_ebs_encryption_by_default: [{ on: "enabled" }],
  aws_ebs_volume: [{ on: "encrypted", key: "kms_key_id" }],
  aws_ecr_repository: [
    {
      mode: { at: "encryption_configuration.encryption_type", is: "KMS" },
      key: "encryption_configuration.kms_key",
    },
  ],
  aws_efs_file_system: [{ on: "encrypted", key: "kms_key_id" }],
  aws_efs_replication_configuration: [
    // A destination that already exists has its own key.
    {
      each: "destination",
      key: "kms_key_id",
      unless: (destination) => textAt(destination, "file_system_id") !== "",
    },
  ],
  aws_eks_cluster: [
    { mode: { at: "encryption_config.resources", is: "secrets" }, key: "encryption_config.provider.key_arn" },
  ],
  aws_elasticache_replication_group: [
    { on: "at_rest_encryption_enabled", unless: isSecondaryCache },
    { key: "kms_key_id" },
  ],
  aws_elasticache_serverless_cache: [{ key: "kms_key_id" }],
  aws_instance: [{ each: "root_block_device", atLeastOne: true, on: "encrypted", key: "kms_key_id" }],
  aws_kinesis_firehose_delivery_stream: [
    {
      on: "server_side_encryption.enabled",
      mode: { at: "server_side_encryption.key_type", is: "CUSTOMER_MANAGED_CMK" },
      key: "server_side_encryption.key_arn",
    },
  ],
  aws_kinesis_stream: [{ mode: { at: "encryption_type", is: "KMS" }, key: "kms_key_id" }],
  aws_launch_template: [
    { each: "block_device_mappings.ebs", atLeastOne: true, on: "encrypted", key: "kms_key_id" },
  ],
  aws_rds_cluster: [{ on: "storage_encrypted", key: "kms_key_id" }],
  // Without a key for the copy, S3 silently leaves encrypted objects out.
  aws_s3_bucket_replication_configuration: [
    { each: "rule.destination", key: "encryption_configuration.replica_kms_key_id" },
  ],
  aws_secretsmanager_secret: [{ key: "kms_key_id" }, { each: "replica", key: "kms_key_id" }],
  aws_sns_topic: [{ key: "kms_master_key_id" }],
  aws_sqs_queue: [{ key: "kms_master_key_id" }],
  aws_ssm_parameter: [{ key: "key_id", unless: (parameter) => textAt(parameter, "type") !== "SecureString" }],
  aws_xray_encryption_config: [{ mode: { at: "type", is: "KMS" }, key: "key_id" }],
};

const BUCKET_ENCRYPTION = "aws_s3_bucket_server_side_encryption_configuration";

export const encryptedWithOurKeys = {
  id: "encrypted-with-our-keys",
  promise: "Everything that is stored is encrypted with a key of ours, wherever the service takes one.",
  looksAt: ["aws_s3_bucket", BUCKET_ENCRYPTION, ...Object.keys(ENCRYPTION)],
  appliesTo: ({ kind, type }) => kind === "resource" && (type === "aws_s3_bucket" || type in ENCRYPTION),
  check: (subject, context) =>
    subject.type === "aws_s3_bucket"
      ? bucketProblems(subject, context)
      : (ENCRYPTION[subject.type] ?? []).flatMap((encryption) => problemsOf(encryption, subject.attributes)),
} as const satisfies Rule;

function problemsOf(encryption: Encryption, attributes: Attributes): Problem[] {
  const { each, atLeastOne = false, unless = () => false } = encryption;
  const targets = each === undefined ? [attributes] : blocksAt(attributes, each);
  if (each !== undefined && atLeastOne && targets.length === 0) {
    return [
      {
        problem: `no ${each}, so its volume takes the account's default`,
        remedy: `declare an encrypted ${each}`,
      },
    ];
  }
  return targets.filter((target) => !unless(target)).flatMap((target) => targetProblems(encryption, target));
}

function targetProblems({ each, on, mode, key }: Encryption, target: Attributes): Problem[] {
  const place = each === undefined ? "" : `${each}: `;
  const found = mode === undefined ? "" : textAt(target, mode.at);
  return [
    ...problemUnless(on === undefined || isOn(target, on), `${place}${on} is not true`, "turn encryption on"),
    ...problemUnless(
      mode === undefined || found === mode.is,
      `${place}${mode?.at} is ${found || "not set"}`,
      `say ${mode?.is}`,
    ),
    ...(key === undefined ? [] : ownKeyProblems(target, key)).map((item) => ({
      ...item,
      problem: `${place}${item.problem}`,
    })),
  ];
}

function bucketProblems(bucket: Subject, context: Context): Problem[] {
  const [found] = companionsOf(bucket, context, {
    type: BUCKET_ENCRYPTION,
    attribute: "bucket",
    name: "bucket",
  });
  if (found === undefined) {
    return [{ problem: `no ${BUCKET_ENCRYPTION} names it`, remedy: "give it one in this stack" }];
  }
  const rules = blocksAt(found.attributes, "rule.apply_server_side_encryption_by_default");
  return [
    ...problemUnless(rules.length > 0, `its ${BUCKET_ENCRYPTION} has no rule`, "say aws:kms and the key"),
    ...rules.flatMap((rule) => [
      ...problemUnless(
        textAt(rule, "sse_algorithm").startsWith("aws:kms"),
        `sse_algorithm is ${textAt(rule, "sse_algorithm")}`,
        "say aws:kms",
      ),
      ...ownKeyProblems(rule, "kms_master_key_id"),
    ]),
  ];
}
