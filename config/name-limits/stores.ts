import type { NameLimit } from "./name-limit";

/** Names of what keeps data. */
export const STORES_NAMES = {
  "aws_s3_bucket.bucket": {
    min: 3,
    max: 63,
    pattern: /^[a-z0-9][a-z0-9-]*[a-z0-9]$/,
    allowed: "a-z, 0-9 and inner dashes",
    source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html",
  },
  "aws_db_instance.identifier": {
    min: 1,
    max: 63,
    pattern: /^[a-z](?!.*--)[a-z0-9-]*(?<!-)$/,
    allowed: "a-z, 0-9 and single inner dashes, beginning with a letter",
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html",
  },
  "aws_elasticache_replication_group.replication_group_id": {
    min: 1,
    max: 40,
    pattern: /^[a-z](?!.*--)[a-z0-9-]*(?<!-)$/,
    allowed: "a-z, 0-9 and single inner dashes, beginning with a letter",
    source:
      "https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CreateReplicationGroup.html",
  },
  "aws_elasticache_user.user_id": {
    min: 1,
    max: 40,
    pattern: /^[a-z][a-z0-9-]*$/,
    allowed: "a-z, 0-9 and dashes, beginning with a letter; with IAM authentication also the user's name",
    source: "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth-iam.html",
  },
  "aws_dynamodb_table.name": {
    min: 3,
    max: 255,
    pattern: /^[a-zA-Z0-9_.-]+$/,
    allowed: "letters, digits and _ . -",
    source: "https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html",
  },
  "aws_dax_cluster.cluster_name": {
    min: 1,
    max: 20,
    pattern: /^[a-z](?!.*--)[a-z0-9-]*(?<!-)$/,
    allowed: "a-z, 0-9 and single inner dashes, beginning with a letter",
    source: "https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_dax_CreateCluster.html",
  },
  "aws_backup_vault.name": {
    min: 2,
    max: 50,
    pattern: /^[a-zA-Z0-9_-]+$/,
    allowed: "letters, digits, _ and -",
    source: "https://docs.aws.amazon.com/aws-backup/latest/devguide/API_CreateBackupVault.html",
  },
} as const satisfies Record<string, NameLimit>;
