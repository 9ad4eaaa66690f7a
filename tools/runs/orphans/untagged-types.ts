/** Value of a resource's attribute in its configuration, with references resolved; undefined if it cannot be known. */
export type Configured = (attribute: string) => string | undefined;

const joined =
  (separator: string, ...attributes: string[]) =>
  (configured: Configured): string | undefined => {
    const values = attributes.map(configured);
    return values.includes(undefined) ? undefined : values.join(separator);
  };

/**
 * Types that carry no tags, or that no search by tags finds, and that AWS refuses to make twice: what the provider imports
 * them by follows from the configuration, and the provider is asked whether they exist.
 */
export const NAMED_TYPES: Readonly<Record<string, (configured: Configured) => string | undefined>> = {
  aws_autoscaling_group: joined("", "name"),
  aws_dax_parameter_group: joined("", "name"),
  aws_dax_subnet_group: joined("", "name"),
  aws_efs_replication_configuration: joined("", "source_file_system_id"),
  aws_kms_alias: joined("", "name"),
  aws_route: joined("_", "route_table_id", "destination_cidr_block"),
  aws_route53_record: (configured) => {
    const weighted = configured("set_identifier");
    const id = joined("_", "zone_id", "name", "type")(configured);
    return weighted === undefined || id === undefined ? id : `${id}_${weighted}`;
  },
  aws_route_table_association: joined("/", "subnet_id", "route_table_id"),
  aws_scheduler_schedule: joined("/", "group_name", "name"),
};

/** Types whose id AWS chooses, without tags to find them by: how a person finds it. */
export const BY_HAND: Readonly<Record<string, string>> = {
  aws_backup_selection: "aws backup list-backup-selections --backup-plan-id PLAN; import PLAN|SELECTION",
  aws_cloudfront_origin_access_control: "aws cloudfront list-origin-access-controls; import its Id",
  aws_cloudfront_response_headers_policy:
    "aws cloudfront list-response-headers-policies --type custom; import its Id",
  aws_db_instance_automated_backups_replication:
    "aws rds describe-db-instance-automated-backups; import DBInstanceAutomatedBackupsArn",
  aws_dynamodb_table_replica:
    "aws dynamodb describe-table; import TABLE:REGION, the region of the table itself",
  aws_efs_mount_target: "aws efs describe-mount-targets --file-system-id FILES; import MountTargetId",
  aws_elasticache_global_replication_group:
    "aws elasticache describe-global-replication-groups; import GlobalReplicationGroupId",
  aws_route53_query_log: "aws route53 list-query-logging-configs; import its Id",
  helm_release: "helm list --all-namespaces; import NAMESPACE/NAME",
};

/** Types that need no import: to make them again changes what is there, or nothing. */
export const MADE_AGAIN: Readonly<Record<string, string>> = {
  aws_acm_certificate_validation: "it only waits",
  aws_appautoscaling_policy: "put by its name",
  aws_appautoscaling_target: "registered by what it scales",
  aws_autoscaling_group_tag: "put by its key",
  aws_backup_vault_lock_configuration: "put on its vault",
  aws_backup_vault_policy: "put on its vault",
  aws_cloudwatch_dashboard: "put by its name",
  aws_cloudwatch_event_target: "put by its id on its rule",
  aws_cloudwatch_log_resource_policy: "put by its name",
  aws_default_network_acl: "Terraform adopts the one that the VPC has",
  aws_default_security_group: "Terraform adopts the one that the VPC has",
  aws_ebs_default_kms_key: "one of the account and region",
  aws_ebs_encryption_by_default: "one of the account and region",
  aws_ecr_lifecycle_policy: "put on its repository",
  aws_ecr_replication_configuration: "one of the registry",
  aws_ecr_repository_policy: "put on its repository",
  aws_ecs_account_setting_default: "one of the account and region",
  aws_ecs_cluster_capacity_providers: "put on its cluster",
  aws_efs_backup_policy: "put on its file system",
  aws_efs_file_system_policy: "put on its file system",
  aws_eks_access_policy_association: "associated by its principal",
  aws_iam_role_policy: "put by its name on its role",
  aws_iam_role_policy_attachment: "attached once, however often one asks",
  aws_s3_account_public_access_block: "one of the account",
  aws_s3_bucket_lifecycle_configuration: "put on its bucket",
  aws_s3_bucket_logging: "put on its bucket",
  aws_s3_bucket_ownership_controls: "put on its bucket",
  aws_s3_bucket_policy: "put on its bucket",
  aws_s3_bucket_public_access_block: "put on its bucket",
  aws_s3_bucket_replication_configuration: "put on its bucket",
  aws_s3_bucket_server_side_encryption_configuration: "put on its bucket",
  aws_s3_bucket_versioning: "put on its bucket",
  aws_s3_object: "uploaded by its key",
  aws_sns_topic_policy: "put on its topic",
  aws_sns_topic_subscription: "subscribed once, however often one asks",
  aws_sqs_queue_policy: "put on its queue",
  aws_wafv2_web_acl_logging_configuration: "put on its web ACL",
};

/** Attributes that say which resource of its type one is, besides the tag `Name`. */
export const NAMES_OF = [
  ...["name", "bucket", "identifier", "alarm_name", "replication_group_id", "user_id", "user_group_id"],
  ...["group_name", "rule_name", "addon_name", "principal_arn", "domain_name", "url", "family"],
  ...["description", "cidr_block", "service_name", "cluster_name"],
] as const;
