/**
 * What a stack's resources are called in a picture, the most telling kind first. A type that is not listed gets its
 * Terraform name as words and comes after the listed ones.
 */
export const KINDS: Readonly<Record<string, string>> = {
  aws_vpc: "VPC",
  aws_subnet: "subnet",
  aws_nat_gateway: "NAT gateway",
  aws_vpc_endpoint: "VPC endpoint",
  aws_flow_log: "flow log",
  aws_network_acl: "network ACL",

  aws_rds_cluster: "database cluster",
  aws_db_instance: "database",
  aws_rds_cluster_instance: "database instance",
  aws_elasticache_replication_group: "Redis cluster",
  aws_elasticache_global_replication_group: "global datastore",
  aws_dynamodb_table: "DynamoDB table",
  aws_dynamodb_table_replica: "DynamoDB replica",
  aws_dax_cluster: "DAX cluster",
  aws_efs_file_system: "file system",
  aws_efs_replication_configuration: "file system replication",
  aws_s3_bucket_replication_configuration: "bucket replication",
  aws_backup_vault: "backup vault",
  aws_backup_plan: "backup plan",
  aws_backup_restore_testing_plan: "restore test",

  aws_eks_cluster: "EKS cluster",
  aws_eks_node_group: "node group",
  aws_eks_addon: "add-on",
  aws_eks_pod_identity_association: "pod identity",
  aws_eks_access_entry: "access entry",
  aws_ecr_repository: "image repository",
  aws_ecs_cluster: "ECS cluster",
  aws_ecs_service: "ECS service",
  aws_ecs_task_definition: "task definition",
  aws_autoscaling_group: "autoscaling group",
  aws_launch_template: "launch template",
  aws_instance: "instance",
  helm_release: "Helm release",

  aws_cloudfront_distribution: "CloudFront distribution",
  aws_wafv2_web_acl: "web ACL",
  aws_shield_protection: "Shield protection",
  aws_lb: "load balancer",
  aws_lb_target_group: "target group",
  aws_route53_zone: "hosted zone",
  aws_acm_certificate: "certificate",
  aws_route53_record: "DNS record",
  aws_route53_health_check: "health check",

  aws_cloudwatch_metric_alarm: "alarm",
  aws_cloudwatch_composite_alarm: "composite alarm",
  aws_cloudwatch_dashboard: "dashboard",
  aws_xray_group: "X-Ray group",
  aws_ssm_document: "runbook",
  aws_sfn_state_machine: "state machine",
  aws_scheduler_schedule: "schedule",
  aws_cloudwatch_event_rule: "event rule",
  aws_lambda_function: "function",
  aws_sqs_queue: "queue",

  aws_kms_key: "key",
  aws_kms_replica_key: "replica key",
  aws_s3_bucket: "bucket",
  aws_s3_object: "object",
  aws_sns_topic: "topic",
  aws_iam_openid_connect_provider: "OIDC provider",
  aws_iam_role: "role",
  aws_secretsmanager_secret: "secret",
  aws_cloudwatch_log_group: "log group",
  aws_ce_anomaly_monitor: "anomaly monitor",
  aws_ce_cost_allocation_tag: "cost tag",
  aws_budgets_budget: "budget",
  aws_bcmdataexports_export: "cost export",
  tfe_workspace: "workspace",
  tfe_project: "project",
  tfe_variable_set: "variable set",
  tfe_run_trigger: "run trigger",
  aws_security_group: "security group",
};

// A type with one of these words only completes another resource: bucket policies, route table associations, key aliases.
const PLUMBING = new Set(
  (
    "acl alias association attachment block configuration controls default eip listener logging parameter permission " +
    "policy record route rule subscription target validation versioning"
  ).split(" "),
);

/** Whether a resource type is left out of the words about a stack that holds anything more telling. */
export function isPlumbing(type: string): boolean {
  return !(type in KINDS) && type.split("_").some((word) => PLUMBING.has(word));
}

/** `6 keys`, `VPC` (one alone needs no number), `2 transfer servers` (a type that `KINDS` lacks). */
export function phrase(type: string, count: number): string {
  const kind = KINDS[type] ?? wordsOf(type);
  return count === 1 ? kind : `${count} ${plural(kind)}`;
}

function wordsOf(type: string): string {
  return type.replace(/^[a-z0-9]+_/, "").replaceAll("_", " ");
}

function plural(words: string): string {
  if (/[^aeiou]y$/.test(words)) return `${words.slice(0, -1)}ies`;
  return /(s|x|z|ch|sh)$/.test(words) ? `${words}es` : `${words}s`;
}
