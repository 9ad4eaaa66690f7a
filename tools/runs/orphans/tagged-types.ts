import type { Arn } from "./arn";

/** What Terraform calls what AWS tells by an ARN. */
export interface TaggedType {
  /** Usually one; where an ARN does not tell which, the provider is asked for each. */
  readonly types: readonly string[];
  /** What the provider imports it by. */
  readonly importId: (arn: Arn, endpoint: string | undefined) => string;
}

const whole = ({ whole: id }: Arn): string => id;
const name = ({ name: id }: Arn): string => id;
const last = ({ parts }: Arn): string => parts.at(-1) ?? "";
const nested =
  (separator: string) =>
  ({ parts }: Arn): string =>
    parts.slice(1, 3).join(separator);

function typed(importId: TaggedType["importId"], ...types: string[]): TaggedType {
  return { types, importId };
}

/**
 * By service and kind of the ARN. The ids are those of each type's page, section "Import":
 * https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs
 */
export const TAGGED_TYPES: Readonly<Record<string, TaggedType>> = {
  "acm:certificate": typed(whole, "aws_acm_certificate"),
  "backup:backup-plan": typed(name, "aws_backup_plan"),
  "backup:backup-vault": typed(name, "aws_backup_vault"),
  "cloudfront:distribution": typed(last, "aws_cloudfront_distribution"),
  "cloudwatch:alarm": typed(name, "aws_cloudwatch_metric_alarm", "aws_cloudwatch_composite_alarm"),
  "dax:cache": typed(name, "aws_dax_cluster"),
  "dynamodb:table": typed(name, "aws_dynamodb_table"),
  "ec2:elastic-ip": typed(last, "aws_eip"),
  "ec2:internet-gateway": typed(last, "aws_internet_gateway"),
  "ec2:launch-template": typed(last, "aws_launch_template"),
  "ec2:natgateway": typed(last, "aws_nat_gateway"),
  "ec2:network-acl": typed(last, "aws_network_acl"),
  "ec2:route-table": typed(last, "aws_route_table"),
  "ec2:security-group": typed(last, "aws_security_group"),
  "ec2:security-group-rule": typed(
    last,
    "aws_vpc_security_group_ingress_rule",
    "aws_vpc_security_group_egress_rule",
  ),
  "ec2:subnet": typed(last, "aws_subnet"),
  "ec2:vpc": typed(last, "aws_vpc"),
  "ec2:vpc-endpoint": typed(last, "aws_vpc_endpoint"),
  "ec2:vpc-flow-log": typed(last, "aws_flow_log"),
  "ecr:repository": typed(name, "aws_ecr_repository"),
  "ecs:capacity-provider": typed(whole, "aws_ecs_capacity_provider"),
  "ecs:cluster": typed(name, "aws_ecs_cluster"),
  "ecs:service": typed(nested("/"), "aws_ecs_service"),
  "ecs:task-definition": typed(whole, "aws_ecs_task_definition"),
  "eks:access-entry": typed(accessEntry, "aws_eks_access_entry"),
  "eks:addon": typed(nested(":"), "aws_eks_addon"),
  "eks:cluster": typed(name, "aws_eks_cluster"),
  "eks:nodegroup": typed(nested(":"), "aws_eks_node_group"),
  "eks:podidentityassociation": typed(nested(","), "aws_eks_pod_identity_association"),
  "elasticache:parametergroup": typed(name, "aws_elasticache_parameter_group"),
  "elasticache:replicationgroup": typed(name, "aws_elasticache_replication_group"),
  "elasticache:subnetgroup": typed(name, "aws_elasticache_subnet_group"),
  "elasticache:user": typed(name, "aws_elasticache_user"),
  "elasticache:usergroup": typed(name, "aws_elasticache_user_group"),
  "elasticfilesystem:access-point": typed(last, "aws_efs_access_point"),
  "elasticfilesystem:file-system": typed(last, "aws_efs_file_system"),
  "elasticloadbalancing:listener": typed(whole, "aws_lb_listener"),
  "elasticloadbalancing:listener-rule": typed(whole, "aws_lb_listener_rule"),
  "elasticloadbalancing:loadbalancer": typed(whole, "aws_lb"),
  "elasticloadbalancing:targetgroup": typed(whole, "aws_lb_target_group"),
  "events:rule": typed(name, "aws_cloudwatch_event_rule"),
  "iam:instance-profile": typed(last, "aws_iam_instance_profile"),
  "iam:oidc-provider": typed(whole, "aws_iam_openid_connect_provider"),
  "iam:policy": typed(whole, "aws_iam_policy"),
  "iam:role": typed(last, "aws_iam_role"),
  "kms:key": typed(last, "aws_kms_key"),
  "logs:delivery": typed(name, "aws_cloudwatch_log_delivery"),
  "logs:delivery-destination": typed(name, "aws_cloudwatch_log_delivery_destination"),
  "logs:delivery-source": typed(name, "aws_cloudwatch_log_delivery_source"),
  "logs:log-group": typed(name, "aws_cloudwatch_log_group"),
  "rds:db": typed(name, "aws_db_instance"),
  "rds:pg": typed(name, "aws_db_parameter_group"),
  "rds:subgrp": typed(name, "aws_db_subnet_group"),
  "route53:healthcheck": typed(last, "aws_route53_health_check"),
  "route53:hostedzone": typed(last, "aws_route53_zone"),
  s3: typed(name, "aws_s3_bucket"),
  "scheduler:schedule-group": typed(name, "aws_scheduler_schedule_group"),
  sns: typed(whole, "aws_sns_topic"),
  sqs: typed(queueUrl, "aws_sqs_queue"),
  "wafv2:global": typed(webAcl("CLOUDFRONT"), "aws_wafv2_web_acl", "aws_wafv2_ip_set"),
  "wafv2:regional": typed(webAcl("REGIONAL"), "aws_wafv2_web_acl", "aws_wafv2_ip_set"),
  "xray:group": typed(whole, "aws_xray_group"),
  "xray:sampling-rule": typed(name, "aws_xray_sampling_rule"),
};

/** What AWS makes of our resources, with their tags; it comes and goes with them, and no stack ever knows it. */
export const MADE_BY_AWS: Readonly<Record<string, string>> = {
  "backup:recovery-point": "a backup; it goes when its retention ends (docs/stores.md)",
  "ec2:fleet": "of an autoscaling or node group, with which it goes",
  "ec2:instance": "of an autoscaling or node group, with which it goes",
  "ec2:network-interface": "of a machine, load balancer or endpoint, with which it goes",
  "ec2:snapshot": "a backup, or of the EBS driver; look before you delete it",
  "ec2:spot-instances-request": "of an autoscaling or node group, with which it goes",
  "ec2:volume": "of a machine, with which it goes, or of the EBS driver (docs/platform.md)",
  "ecs:container-instance": "of an autoscaling group, with which it goes",
  "ecs:task": "of a service or schedule, with which it goes",
  "ecs:task-set": "of a service, with which it goes",
  "elasticache:cluster": "a node of a replication group, with which it goes",
  "elasticache:snapshot": "a backup; delete it by hand when nobody needs it",
  "rds:auto-backup": "backups of a database; they go when their retention ends",
  "rds:snapshot": "a backup, perhaps the last one of a database; delete it by hand when nobody needs it",
};

/** `access-entry/CLUSTER/role/ACCOUNT/NAME/UUID` is imported as `CLUSTER:PRINCIPAL`. */
function accessEntry({ parts }: Arn): string {
  const [, cluster = "", kind = "", account = "", ...rest] = parts;
  return `${cluster}:arn:aws:iam::${account}:${kind}/${rest.slice(0, -1).join("/")}`;
}

/** Queues are imported by the address at which they are asked. */
function queueUrl({ region, account, name: queue }: Arn, endpoint: string | undefined): string {
  return `${endpoint?.replace(/\/$/, "") ?? `https://sqs.${region}.amazonaws.com`}/${account}/${queue}`;
}

function webAcl(scope: string): TaggedType["importId"] {
  return ({ parts }) => `${parts[3] ?? ""}/${parts[2] ?? ""}/${scope}`;
}
