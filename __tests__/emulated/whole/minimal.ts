import type { JsonObject } from "../../../tools/planning/json";

export const ACCOUNT = "123456789012";
const REGION = "us-west-2";
const OTHER = "us-east-2";
const ANYBODY = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }],
});
const NOBODY = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Deny", Principal: "*", Action: "backup:*", Resource: "*" }],
});

/** What the resources below need, all of which the emulator can make. */
export const NEIGHBOURS: Readonly<Record<string, JsonObject>> = {
  aws_backup_plan: {
    rule: [{ rule_name: "r", target_vault_name: "${aws_backup_vault.neighbour.name}" }],
    name: "p",
  },
  aws_backup_vault: { name: "vault" },
  aws_cloudwatch_log_group: { name: "/queries", provider: "aws.global" },
  aws_db_instance: {
    allocated_storage: 20,
    backup_retention_period: 1,
    engine: "postgres",
    identifier: "primary",
    instance_class: "db.t4g.medium",
    password: "not-a-secret",
    skip_final_snapshot: true,
    username: "u",
  },
  aws_efs_file_system: { encrypted: true },
  aws_eks_cluster: {
    name: "c",
    role_arn: "${aws_iam_role.neighbour.arn}",
    vpc_config: { subnet_ids: ["${aws_subnet.neighbour.id}"] },
  },
  aws_iam_role: { assume_role_policy: ANYBODY, name: "r" },
  aws_kms_key: {},
  aws_route53_zone: { name: "example.com" },
  aws_security_group: { name: "g", vpc_id: "${aws_vpc.neighbour.id}" },
  aws_subnet: { cidr_block: "10.0.0.0/24", vpc_id: "${aws_vpc.neighbour.id}" },
  aws_vpc: { cidr_block: "10.0.0.0/16" },
};

const CLUSTER = { cluster_name: "${aws_eks_cluster.neighbour.name}" };
const RULE = {
  ip_protocol: "-1",
  referenced_security_group_id: "${aws_eks_cluster.neighbour.vpc_config[0].cluster_security_group_id}",
  security_group_id: "${aws_security_group.neighbour.id}",
};

/** The smallest resource of each type that the emulator is said not to make; AWS would make them all. */
export const IMPOSSIBLE: Readonly<Record<string, JsonObject>> = {
  aws_backup_selection: {
    iam_role_arn: "${aws_iam_role.neighbour.arn}",
    name: "s",
    plan_id: "${aws_backup_plan.neighbour.id}",
    resources: ["*"],
  },
  aws_backup_vault_policy: { backup_vault_name: "${aws_backup_vault.neighbour.name}", policy: NOBODY },
  aws_cloudfront_response_headers_policy: {
    name: "h",
    security_headers_config: { content_type_options: { override: true } },
  },
  aws_cloudwatch_composite_alarm: { alarm_name: "a", alarm_rule: "FALSE" },
  aws_db_instance: {
    identifier: "replica",
    instance_class: "db.t4g.medium",
    replicate_source_db: "${aws_db_instance.neighbour.identifier}",
    skip_final_snapshot: true,
  },
  aws_dax_parameter_group: { name: "p" },
  aws_dax_subnet_group: { name: "s", subnet_ids: ["${aws_subnet.neighbour.id}"] },
  aws_ebs_default_kms_key: { key_arn: "${aws_kms_key.neighbour.arn}" },
  aws_ecs_account_setting_default: { name: "containerInsights", value: "enabled" },
  aws_efs_backup_policy: {
    backup_policy: { status: "ENABLED" },
    file_system_id: "${aws_efs_file_system.neighbour.id}",
  },
  aws_efs_replication_configuration: {
    destination: { region: OTHER },
    source_file_system_id: "${aws_efs_file_system.neighbour.id}",
  },
  aws_eks_access_entry: { ...CLUSTER, principal_arn: "${aws_iam_role.neighbour.arn}" },
  aws_eks_addon: { ...CLUSTER, addon_name: "vpc-cni" },
  aws_eks_pod_identity_association: {
    ...CLUSTER,
    namespace: "n",
    role_arn: "${aws_iam_role.neighbour.arn}",
    service_account: "s",
  },
  aws_elasticache_global_replication_group: {
    global_replication_group_id_suffix: "g",
    primary_replication_group_id: "r",
  },
  aws_elasticache_parameter_group: { family: "redis7", name: "p" },
  aws_elasticache_replication_group: {
    description: "d",
    engine: "redis",
    node_type: "cache.t4g.medium",
    replication_group_id: "r",
  },
  aws_elasticache_user_group: { engine: "redis", user_group_id: "u", user_ids: ["default"] },
  aws_route53_query_log: {
    cloudwatch_log_group_arn: "${aws_cloudwatch_log_group.neighbour.arn}",
    zone_id: "${aws_route53_zone.neighbour.zone_id}",
  },
  aws_s3_account_public_access_block: { account_id: ACCOUNT },
  aws_vpc_security_group_egress_rule: RULE,
  aws_vpc_security_group_ingress_rule: RULE,
  aws_xray_group: { filter_expression: "responsetime > 5", group_name: "g" },
  aws_xray_sampling_rule: {
    fixed_rate: 0.1,
    host: "*",
    http_method: "*",
    priority: 9,
    reservoir_size: 1,
    resource_arn: "*",
    rule_name: "r",
    service_name: "*",
    service_type: "*",
    url_path: "*",
    version: 1,
  },
};

/** Terraform's configuration of resources by type: each is called as `name` says. */
export function configurationOf(
  groups: Readonly<Record<string, Readonly<Record<string, JsonObject>>>>,
): JsonObject {
  const resource: Record<string, Record<string, JsonObject>> = {};
  for (const [name, bodies] of Object.entries(groups))
    for (const [type, body] of Object.entries(bodies)) (resource[type] ??= {})[name] = body;
  const settings = { allowed_account_ids: [ACCOUNT], max_retries: 1, s3_use_path_style: true };
  const tagged = { default_tags: { tags: { Layer: "test" } } };
  return {
    terraform: { required_providers: { aws: { source: "aws", version: "5.100.0" } } },
    provider: {
      aws: [
        { ...settings, ...tagged, region: REGION },
        { ...settings, ...tagged, alias: "other", region: OTHER },
        { ...settings, ...tagged, alias: "global", region: "us-east-1" },
      ],
    },
    resource,
  };
}
