/** What a service accepts as a physical name. */
export interface NameLimit {
  readonly min: number;
  readonly max: number;
  readonly pattern: RegExp;
  /** `pattern` in words, for errors. */
  readonly allowed: string;
  readonly source: string;
}

const EC2_TAG: NameLimit = {
  min: 1,
  max: 256,
  pattern: /^[^<>]+$/,
  allowed: "any characters but < and >",
  source: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Tags.html#tag-restrictions",
};

/** By `<Terraform type>.<attribute>`; the policies hold every synthesized resource against it. */
export const NAME_LIMITS = {
  "aws_s3_bucket.bucket": {
    min: 3,
    max: 63,
    pattern: /^[a-z0-9][a-z0-9-]*[a-z0-9]$/,
    allowed: "a-z, 0-9 and inner dashes",
    source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html",
  },
  "aws_kms_alias.name": {
    min: 7,
    max: 256,
    pattern: /^alias\/(?!aws\/)[a-zA-Z0-9/_-]+$/,
    allowed: "alias/ and letters, digits, / _ -, not alias/aws/",
    source: "https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html",
  },
  "aws_sns_topic.name": {
    min: 1,
    max: 256,
    pattern: /^[a-zA-Z0-9_-]+$/,
    allowed: "letters, digits, _ and -",
    source: "https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html",
  },
  "aws_cloudwatch_log_group.name": {
    min: 1,
    max: 512,
    pattern: /^(?!aws\/)[.\-_/#A-Za-z0-9]+$/,
    allowed: "letters, digits and . - _ / #, not beginning with aws/",
    source: "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html",
  },
  "aws_iam_role.name": {
    min: 1,
    max: 64,
    pattern: /^[\w+=,.@-]+$/,
    allowed: "letters, digits and _ + = , . @ -",
    source: "https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html",
  },
  "aws_security_group.name": {
    min: 1,
    max: 255,
    pattern: /^(?!sg-)[a-zA-Z0-9 ._\-:/()#,@[\]+=&;{}!$*]+$/,
    allowed: "letters, digits, spaces and ._-:/()#,@[]+=&;{}!$*, not beginning with sg-",
    source: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html",
  },
  "aws_iam_policy.name": {
    min: 1,
    max: 128,
    pattern: /^[\w+=,.@-]+$/,
    allowed: "letters, digits and _ + = , . @ -",
    source: "https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html",
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
  "aws_cloudwatch_event_rule.name": {
    min: 1,
    max: 64,
    pattern: /^[.\-_A-Za-z0-9]+$/,
    allowed: "letters, digits and . - _",
    source: "https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html",
  },
  "aws_eks_cluster.name": {
    min: 1,
    max: 100,
    pattern: /^[0-9A-Za-z][A-Za-z0-9_-]*$/,
    allowed: "letters, digits, _ and -, beginning with a letter or digit",
    source: "https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateCluster.html",
  },
  // AWS appends 26 characters to a prefix.
  "aws_eks_node_group.node_group_name_prefix": {
    min: 1,
    max: 37,
    pattern: /^[0-9A-Za-z][A-Za-z0-9_-]*$/,
    allowed: "letters, digits, _ and -, beginning with a letter or digit",
    source: "https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateNodegroup.html",
  },
  "aws_ecr_repository.name": {
    min: 2,
    max: 256,
    pattern: /^[a-z0-9]+(?:[._-][a-z0-9]+)*(?:\/[a-z0-9]+(?:[._-][a-z0-9]+)*)*$/,
    allowed: "a-z, 0-9, single inner . _ - and / between parts",
    source: "https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html",
  },
  "aws_lb.name": {
    min: 1,
    max: 32,
    pattern: /^(?!internal-)(?!-)[a-zA-Z0-9-]+(?<!-)$/,
    allowed: "letters, digits and inner dashes, not beginning with internal-",
    source:
      "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html",
  },
  "aws_lb_target_group.name": {
    min: 1,
    max: 32,
    pattern: /^(?!-)[a-zA-Z0-9-]+(?<!-)$/,
    allowed: "letters, digits and inner dashes",
    source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html",
  },
  "aws_cloudwatch_log_resource_policy.policy_name": {
    min: 1,
    // CloudWatch Logs documents no limit; this is IAM's for a policy.
    max: 128,
    pattern: /^[\w+=,.@-]+$/,
    allowed: "letters, digits and _ + = , . @ -",
    source: "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutResourcePolicy.html",
  },
  "aws_ecs_cluster.name": {
    min: 1,
    max: 255,
    pattern: /^[a-zA-Z0-9_-]+$/,
    allowed: "letters, digits, _ and -",
    source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateCluster.html",
  },
  "aws_ecs_capacity_provider.name": {
    min: 1,
    max: 255,
    pattern: /^(?!aws|ecs|fargate)[a-zA-Z0-9_-]+$/i,
    allowed: "letters, digits, _ and -, not beginning with aws, ecs or fargate",
    source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateCapacityProvider.html",
  },
  "aws_ecs_service.name": {
    min: 1,
    max: 255,
    pattern: /^[a-zA-Z0-9_-]+$/,
    allowed: "letters, digits, _ and -",
    source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html",
  },
  "aws_sqs_queue.name": {
    min: 1,
    max: 80,
    pattern: /^[a-zA-Z0-9_-]+$/,
    allowed: "letters, digits, _ and -",
    source: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html",
  },
  "aws_cloudwatch_metric_alarm.alarm_name": {
    min: 1,
    max: 255,
    pattern: /^[\x20-\x7e]+$/,
    allowed: "printable ASCII characters",
    source: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html",
  },
  "aws_vpc.tags.Name": EC2_TAG,
} as const satisfies Record<string, NameLimit>;

export type NamedAttribute = keyof typeof NAME_LIMITS;

/** What is wrong with `value` as the attribute's physical name, or undefined. */
export function problemOfName(attribute: NamedAttribute, value: string): string | undefined {
  const limit: NameLimit = NAME_LIMITS[attribute];
  if (value.length < limit.min || value.length > limit.max) {
    return `${attribute} "${value}" has ${value.length} characters; allowed are ${limit.min}-${limit.max}`;
  }
  return limit.pattern.test(value)
    ? undefined
    : `${attribute} "${value}" is refused; allowed are ${limit.allowed}`;
}
