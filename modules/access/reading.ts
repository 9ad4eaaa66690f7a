import { allow, type Statement } from "./statement";

/**
 * What the refresh of this infrastructure's resource types asks for, by service: configuration, never content. Of a service
 * whose `Get*` or `Describe*` also return content, only the harmless ones are listed.
 *
 * AWS's ReadOnlyAccess would read items, objects, messages and log lines, and grows by itself; ViewOnlyAccess lacks half of
 * what a refresh needs (https://docs.aws.amazon.com/aws-managed-policy/latest/reference/ReadOnlyAccess.html).
 */
export const READS: Readonly<Record<string, readonly string[]>> = {
  acm: ["Describe*", "List*"],
  "application-autoscaling": ["Describe*", "ListTagsForResource"],
  "arc-zonal-shift": ["Get*", "List*"],
  autoscaling: ["Describe*"],
  backup: ["Describe*", "GetBackup*", "GetRestoreTesting*", "GetSupportedResourceTypes", "List*"],
  budgets: ["DescribeBudget*", "ListTagsForResource", "ViewBudget"],
  cloudfront: ["Describe*", "Get*", "List*"],
  cloudwatch: ["Describe*", "GetDashboard", "GetMetricStream", "List*"],
  dax: ["Describe*", "ListTags"],
  dynamodb: ["Describe*", "GetResourcePolicy", "List*"],
  ec2: ["Describe*", "GetEbs*", "GetImageBlock*", "GetInstanceMetadata*", "GetManaged*", "GetSnapshotBlock*"],
  ecr: [
    "Describe*",
    "GetAccountSetting",
    "GetLifecyclePolicy",
    "GetRegistry*",
    "GetRepositoryPolicy",
    "List*",
  ],
  ecs: ["Describe*", "List*"],
  eks: ["Describe*", "List*"],
  elasticache: ["Describe*", "List*"],
  elasticfilesystem: ["Describe*", "ListTagsForResource"],
  elasticloadbalancing: ["Describe*"],
  events: ["Describe*", "List*"],
  iam: ["Get*", "List*"],
  kms: ["DescribeKey", "GetKey*", "List*"],
  logs: ["Describe*", "GetDataProtectionPolicy", "GetDelivery*", "GetLogDelivery", "List*"],
  rds: ["Describe*", "ListTagsForResource"],
  route53: ["Get*", "List*"],
  s3: ["Get*Configuration", "GetAccountPublicAccessBlock", "GetBucket*", "List*"],
  scheduler: ["Get*", "List*"],
  // A plan draws the database's ephemeral password; nothing is stored.
  secretsmanager: ["GetRandomPassword"],
  shield: ["Describe*", "GetSubscriptionState", "List*"],
  sns: ["Get*", "List*"],
  sqs: ["GetQueue*", "List*"],
  ssm: [
    "DescribeAssociation*",
    "DescribeDocument*",
    "DescribeMaintenanceWindow*",
    "GetDocument",
    "GetMaintenanceWindow*",
    "ListAssociation*",
    "ListDocument*",
    "ListTagsForResource",
  ],
  sts: ["DecodeAuthorizationMessage"],
  tag: ["Get*"],
  wafv2: ["Describe*", "GetIPSet", "GetLogging*", "GetRegex*", "GetRuleGroup", "GetWebACL*", "List*"],
  xray: ["GetEncryptionConfig", "GetGroup*", "GetSamplingRules", "List*"],
};

/** Reads the configuration of `services`. */
export function readsConfiguration(services: readonly string[] = Object.keys(READS)): Statement {
  const actions = services.flatMap((service) => (READS[service] ?? []).map((verb) => `${service}:${verb}`));
  return allow("ReadConfiguration", { actions });
}
