/** What the emulator cannot make of production, and what refers to it, by stack and type; all the rest is applied. */
export const LEFT_OUT: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  "production-global-access": { aws_s3_account_public_access_block: 1 },
  "production-us-west-2-base": { aws_ebs_default_kms_key: 1 },
  "production-us-west-2-network": {},
  "production-us-west-2-data": {
    aws_backup_selection: 1,
    aws_backup_vault_policy: 1,
    aws_dax_cluster: 1,
    aws_dax_parameter_group: 1,
    aws_dax_subnet_group: 1,
    aws_db_instance: 1,
    aws_efs_backup_policy: 1,
    aws_elasticache_global_replication_group: 1,
    aws_elasticache_parameter_group: 1,
    aws_elasticache_replication_group: 1,
    aws_elasticache_user_group: 1,
  },
  "production-us-west-2-cluster": {
    aws_autoscaling_group_tag: 44,
    aws_eks_access_entry: 3,
    aws_eks_access_policy_association: 3,
    aws_eks_addon: 7,
    aws_eks_node_group: 7,
    aws_eks_pod_identity_association: 7,
    aws_iam_role_policy: 1,
    aws_vpc_security_group_ingress_rule: 4,
  },
  "production-global-dns": { aws_route53_query_log: 1 },
  "production-us-west-2-ingress": {
    aws_vpc_security_group_egress_rule: 2,
    aws_vpc_security_group_ingress_rule: 2,
  },
  "production-us-west-2-batch": {
    aws_appautoscaling_policy: 2,
    aws_appautoscaling_target: 1,
    aws_cloudwatch_metric_alarm: 2,
    aws_ecs_account_setting_default: 1,
    aws_ecs_service: 1,
    aws_ecs_task_definition: 1,
    aws_iam_role_policy: 1,
  },
  "production-us-west-2-monitoring": {
    aws_cloudwatch_composite_alarm: 13,
    aws_cloudwatch_dashboard: 1,
    aws_xray_group: 2,
    aws_xray_sampling_rule: 2,
  },
  "production-global-edge": {
    aws_cloudfront_distribution: 1,
    aws_cloudfront_response_headers_policy: 1,
    aws_cloudwatch_dashboard: 1,
    aws_cloudwatch_log_delivery: 1,
    aws_cloudwatch_log_delivery_source: 1,
    aws_cloudwatch_metric_alarm: 1,
    aws_route53_record: 2,
  },
  "production-global-replication": { aws_dynamodb_table_replica: 1, aws_efs_replication_configuration: 1 },
  "production-us-east-2-base": { aws_ebs_default_kms_key: 1 },
  "production-us-east-2-data": {
    aws_backup_vault_policy: 1,
    aws_dax_cluster: 1,
    aws_dax_parameter_group: 1,
    aws_dax_subnet_group: 1,
    aws_db_instance: 1,
    aws_db_instance_automated_backups_replication: 1,
    aws_efs_backup_policy: 1,
    aws_elasticache_replication_group: 1,
    aws_elasticache_user_group: 1,
  },
  "production-us-east-2-network": {},
  // Tasks that read the database: there it is a replica, which is left out.
  "production-us-east-2-batch": {
    aws_appautoscaling_policy: 2,
    aws_appautoscaling_target: 1,
    aws_cloudwatch_metric_alarm: 2,
    aws_ecs_account_setting_default: 1,
    aws_ecs_service: 1,
    aws_ecs_task_definition: 3,
    aws_iam_role_policy: 2,
    aws_scheduler_schedule: 1,
  },
  "production-us-east-2-cluster": {
    aws_autoscaling_group_tag: 44,
    aws_eks_access_entry: 3,
    aws_eks_access_policy_association: 3,
    aws_eks_addon: 7,
    aws_eks_node_group: 7,
    aws_eks_pod_identity_association: 7,
    aws_iam_role_policy: 1,
    aws_vpc_security_group_ingress_rule: 4,
  },
  "production-us-east-2-ingress": {
    aws_vpc_security_group_egress_rule: 2,
    aws_vpc_security_group_ingress_rule: 2,
  },
  "production-us-east-2-monitoring": {
    aws_cloudwatch_composite_alarm: 12,
    aws_cloudwatch_dashboard: 1,
    aws_xray_group: 2,
    aws_xray_sampling_rule: 2,
  },
  "production-us-east-2-recovery": {},
};

/** How many addresses there are of each type. */
export function countByType(addresses: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const address of addresses) {
    const [type = ""] = address.split(".");
    counts[type] = (counts[type] ?? 0) + 1;
  }
  return counts;
}
