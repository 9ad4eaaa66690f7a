import { code, token, uuid } from "./hash";
import { nameOf, type PlaceholderContext } from "./context";

interface Form {
  readonly service: string;
  /** Which of region and account the ARN carries. */
  readonly scope?: "account" | "none";
  readonly resource: (context: PlaceholderContext) => string;
}

const named =
  (prefix: string, suffix: (seed: string) => string = () => "") =>
  (context: PlaceholderContext): string =>
    `${prefix}${nameOf(context)}${suffix(context.seed)}`;
const hashed =
  (prefix: string) =>
  ({ seed }: PlaceholderContext): string =>
    `${prefix}${token(seed, 17)}`;
const unique =
  (prefix: string) =>
  ({ seed }: PlaceholderContext): string =>
    `${prefix}${uuid(seed)}`;
const elb = (kind: string): Form => ({
  service: "elasticloadbalancing",
  resource: named(`${kind}/`, (seed) => `/${token(seed, 16)}`),
});

// https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
const FORMS: Readonly<Record<string, Form>> = {
  aws_acm_certificate: { service: "acm", resource: unique("certificate/") },
  aws_backup_plan: { service: "backup", resource: unique("backup-plan:") },
  aws_backup_vault: { service: "backup", resource: named("backup-vault:") },
  aws_cloudfront_distribution: {
    service: "cloudfront",
    scope: "account",
    resource: ({ seed }) => `distribution/E${code(seed, 13)}`,
  },
  aws_cloudwatch_event_rule: { service: "events", resource: named("rule/") },
  aws_cloudwatch_log_group: { service: "logs", resource: named("log-group:") },
  aws_cloudwatch_metric_alarm: { service: "cloudwatch", resource: named("alarm:") },
  aws_cloudwatch_composite_alarm: { service: "cloudwatch", resource: named("alarm:") },
  aws_db_instance: { service: "rds", resource: named("db:") },
  aws_dynamodb_table: { service: "dynamodb", resource: named("table/") },
  aws_ecr_repository: { service: "ecr", resource: named("repository/") },
  aws_ecs_cluster: { service: "ecs", resource: named("cluster/") },
  aws_ecs_task_definition: { service: "ecs", resource: named("task-definition/", () => ":1") },
  aws_efs_access_point: { service: "elasticfilesystem", resource: hashed("access-point/fsap-") },
  aws_efs_file_system: { service: "elasticfilesystem", resource: hashed("file-system/fs-") },
  aws_eks_cluster: { service: "eks", resource: named("cluster/") },
  aws_elasticache_replication_group: { service: "elasticache", resource: named("replicationgroup:") },
  aws_iam_instance_profile: { service: "iam", scope: "account", resource: named("instance-profile/") },
  aws_iam_openid_connect_provider: { service: "iam", scope: "account", resource: named("oidc-provider/") },
  aws_iam_policy: { service: "iam", scope: "account", resource: named("policy/") },
  aws_iam_role: { service: "iam", scope: "account", resource: named("role/") },
  aws_iam_user: { service: "iam", scope: "account", resource: named("user/") },
  aws_kms_alias: { service: "kms", resource: named("") },
  aws_kms_key: { service: "kms", resource: unique("key/") },
  aws_kms_replica_key: { service: "kms", resource: unique("key/") },
  aws_lambda_function: { service: "lambda", resource: named("function:") },
  aws_launch_template: { service: "ec2", resource: hashed("launch-template/lt-") },
  aws_lb: elb("loadbalancer/app"),
  aws_lb_listener: elb("listener/app"),
  aws_lb_target_group: elb("targetgroup"),
  aws_rds_cluster: { service: "rds", resource: named("cluster:") },
  aws_route53_health_check: { service: "route53", scope: "none", resource: unique("healthcheck/") },
  aws_route53_zone: {
    service: "route53",
    scope: "none",
    resource: ({ seed }) => `hostedzone/Z${code(seed, 20)}`,
  },
  aws_s3_bucket: { service: "s3", scope: "none", resource: named("") },
  aws_secretsmanager_secret: {
    service: "secretsmanager",
    resource: named("secret:", (seed) => `-${token(seed, 6)}`),
  },
  aws_security_group: { service: "ec2", resource: hashed("security-group/sg-") },
  aws_sfn_state_machine: { service: "states", resource: named("stateMachine:") },
  aws_sns_topic: { service: "sns", resource: named("") },
  aws_sqs_queue: { service: "sqs", resource: named("") },
  aws_subnet: { service: "ec2", resource: hashed("subnet/subnet-") },
  aws_vpc: { service: "ec2", resource: hashed("vpc/vpc-") },
};

/** The ARN of a resource; an unknown type gets the common form `<service>:<region>:<account>:<kind>/<name>`. */
export function arnOf(context: PlaceholderContext): string {
  const [, word = "unknown", ...rest] = context.type.split("_");
  const form = FORMS[context.type] ?? { service: word, resource: named(`${rest.join("-") || word}/`) };
  const region = form.scope === undefined ? context.region : "";
  const account = form.scope === "none" ? "" : context.account;
  return `arn:${partition(context.region)}:${form.service}:${region}:${account}:${form.resource(context)}`;
}

function partition(region: string): string {
  if (region.startsWith("cn-")) return "aws-cn";
  return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}
