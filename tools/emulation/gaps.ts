/** Resources that moto 5.2.1 cannot make, and why; what refers to them is left out too. */
export const CANNOT_MAKE: Readonly<Record<string, string>> = {
  aws_backup_selection: "not implemented",
  aws_backup_vault_policy: "not implemented",
  aws_cloudfront_response_headers_policy: "not implemented",
  aws_cloudwatch_composite_alarm: "not implemented",
  aws_dax_parameter_group: "not implemented",
  aws_dax_subnet_group: "not implemented",
  aws_dynamodb_table_replica: "hangs for minutes",
  aws_ebs_default_kms_key: "its second read fails",
  aws_efs_backup_policy: "not implemented",
  aws_efs_replication_configuration: "not implemented",
  aws_eks_access_entry: "not implemented",
  aws_eks_addon: "not implemented",
  aws_eks_pod_identity_association: "not implemented",
  aws_elasticache_global_replication_group: "not implemented",
  aws_elasticache_parameter_group: "not implemented",
  aws_elasticache_replication_group: "not implemented",
  aws_elasticache_user_group: "not implemented",
  aws_route53_query_log: "looks for the log group in no region",
  aws_s3_account_public_access_block: "asked at <account>.127.0.0.1, which resolves to nothing",
  aws_xray_group: "not implemented",
  aws_xray_sampling_rule: "not implemented",
};

/** As above, but nothing of them is read, only waited for: there is none of them, and what waits is made. */
export const ONLY_AWAITED: Readonly<Record<string, string>> = {
  aws_ecs_account_setting_default: "not implemented",
};

/** As above, for those resources of a type that mention a word. */
export const CANNOT_MAKE_WITH: Readonly<Record<string, string>> = {
  // A replica gets its primary's id, so that of the two in one region the provider finds the wrong one.
  aws_db_instance: "replicate_source_db",
  // The cluster's own group is empty.
  aws_vpc_security_group_egress_rule: "cluster_security_group_id",
  aws_vpc_security_group_ingress_rule: "cluster_security_group_id",
};

/**
 * An attribute or block that moto 5.2.1 refuses, or never gives back while the provider waits for it; it is not asked for.
 * A path leads into nested blocks.
 */
export const CANNOT_KEEP: Readonly<Record<string, string>> = {
  // Not implemented.
  aws_efs_file_system: "protection",
  // Never given back.
  aws_s3_bucket_lifecycle_configuration: "rule.noncurrent_version_expiration.newer_noncurrent_versions",
  aws_sqs_queue: "redrive_allow_policy",
};

/**
 * Attributes that moto 5.2.1 forgets or answers differently, so that a second plan would want to change them: Terraform is told
 * to ignore them. Anything in a second plan is our mistake.
 */
export const FORGETS: Readonly<Record<string, readonly string[]>> = {
  // The policy names the launch template's version, which is unknown while the template changes.
  aws_autoscaling_group: [
    "capacity_reservation_specification",
    "max_instance_lifetime",
    "mixed_instances_policy",
  ],
  aws_backup_plan: ["tags_all"],
  aws_backup_vault: ["tags_all"],
  aws_db_instance: [
    "engine_lifecycle_support",
    "monitoring_interval",
    "monitoring_role_arn",
    "performance_insights_enabled",
    "performance_insights_kms_key_id",
    "performance_insights_retention_period",
  ],
  aws_db_parameter_group: ["parameter"],
  aws_dynamodb_table: ["on_demand_throughput"],
  // The provider would answer with a replacement, which `prevent_destroy` refuses to plan at all.
  aws_eks_cluster: ["access_config", "bootstrap_self_managed_addons", "upgrade_policy", "zonal_shift_config"],
  aws_launch_template: ["default_version", "tag_specifications"],
  // Those of an alarm's health check: the provider would replace it.
  aws_route53_health_check: ["insufficient_data_health_status", "port", "request_interval"],
  // Which deletions and encrypted objects are replicated.
  aws_s3_bucket_replication_configuration: ["rule"],
  // Its JSON gets blanks.
  aws_sqs_queue: ["redrive_policy"],
  // The type of ICMP rules.
  aws_network_acl: ["ingress", "egress"],
  // Of rules that name a group or a list.
  aws_vpc_security_group_ingress_rule: ["description"],
};

/** Resources that moto 5.2.1 makes and cannot take away, by what the provider then asks for in vain. A destruction of them fails. */
export const CANNOT_DELETE: Readonly<Record<string, string>> = {
  aws_backup_vault: "ListRecoveryPointsByBackupVault",
  aws_efs_file_system_policy: "DeleteFileSystemPolicy",
  aws_elasticache_subnet_group: "DeleteCacheSubnetGroup",
};
