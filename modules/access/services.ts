/** Services whose resources this infrastructure consists of; `apply` may do in them what no other statement refuses. */
export const INFRASTRUCTURE = [
  "acm",
  "application-autoscaling",
  "autoscaling",
  "backup",
  "backup-storage",
  "budgets",
  "cloudfront",
  "cloudwatch",
  "dax",
  "dynamodb",
  "ec2",
  "ecr",
  "ecs",
  "eks",
  "elasticache",
  "elasticfilesystem",
  "elasticloadbalancing",
  "events",
  "logs",
  "rds",
  "route53",
  "scheduler",
  "shield",
  "sns",
  "sqs",
  "tag",
  "wafv2",
  "xray",
] as const;

/** What nodes, pods, tasks and people call besides. */
export const RUNTIME = [
  "arc-zonal-shift",
  "ec2messages",
  "eks-auth",
  "health",
  "kms",
  "pi",
  "rds-db",
  "s3",
  "ssm",
  "ssmmessages",
  "waf-regional",
] as const;

/** Services that work through a role of ours; each appears in that role's trust. */
export const PASSED_TO = [
  "backup.amazonaws.com",
  "dax.amazonaws.com",
  "ec2.amazonaws.com",
  "ecs-tasks.amazonaws.com",
  "ecs.amazonaws.com",
  "eks.amazonaws.com",
  "elasticfilesystem.amazonaws.com",
  "events.amazonaws.com",
  "monitoring.rds.amazonaws.com",
  "pods.eks.amazonaws.com",
  "rds.amazonaws.com",
  "restore-testing.backup.amazonaws.com",
  "s3.amazonaws.com",
  "scheduler.amazonaws.com",
  "ssm.amazonaws.com",
  "vpc-flow-logs.amazonaws.com",
] as const;

/** Services that make their own role in an account with the first resource of their kind. */
export const SERVICE_LINKED = [
  "autoscaling.amazonaws.com",
  "backup.amazonaws.com",
  "contributorinsights.dynamodb.amazonaws.com",
  "dax.amazonaws.com",
  "delivery.logs.amazonaws.com",
  "dynamodb.application-autoscaling.amazonaws.com",
  "ecs.amazonaws.com",
  "ecs.application-autoscaling.amazonaws.com",
  "eks-nodegroup.amazonaws.com",
  "eks.amazonaws.com",
  "elasticache.amazonaws.com",
  "elasticfilesystem.amazonaws.com",
  "elasticloadbalancing.amazonaws.com",
  "rds.amazonaws.com",
  "replication.dynamodb.amazonaws.com",
  "replication.ecr.amazonaws.com",
  "restore-testing.backup.amazonaws.com",
  "spot.amazonaws.com",
  "wafv2.amazonaws.com",
] as const;

/** `<service>:*` of each. */
export function everyAction(services: readonly string[]): string[] {
  return services.map((service) => `${service}:*`);
}
