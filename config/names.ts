import { MAINTENANCE_TASKS, type MaintenanceTask } from "./maintenance";
import { type NamedAttribute, problemOfName } from "./name-limits";

/** Where a name is used. S3 names are unique in the world, IAM names in the account, the others in account and region. */
export interface Place {
  readonly project: string;
  readonly environment: string;
  readonly accountId: string;
  readonly region: string;
}

/** In place of a region, in the ids of stacks that serve all regions of an environment. */
export const GLOBAL = "global";

const KEY_PURPOSES = ["data", "assets", "logs", "ebs", "backup", "alerts", "state", "dns", "edge"] as const;
export type KeyPurpose = (typeof KEY_PURPOSES)[number];

const BUCKETS = ["assets", "backups", "logs", "state", "state-logs"] as const;
const GLOBAL_ROLES = ["plan", "apply", "push", "operator", "developer"] as const;
const REGIONAL_ROLES = [
  "flow-logs",
  "database-monitoring",
  "dax",
  "backup",
  "replicate-assets",
  "replicate-backups",
  "cluster",
  "nodes",
  "vpc-cni",
  "ebs-csi",
  "efs-csi",
  "cloudwatch-agent",
  "autoscaler",
  "load-balancer",
  "collector",
  "alertmanager",
  "grafana",
  "api",
  "batch-hosts",
  "batch-execution",
  "worker",
  "database-bootstrap",
  "maintenance-starter",
  ...MAINTENANCE_TASKS,
] as const;
const STORES = ["database", "cache", "dax", "files"] as const;
const BATCH = ["batch-hosts", "batch-tasks", "maintenance"] as const;
const INGRESS = ["from-cloudfront", "to-nodes"] as const;

type Named<T extends string> = Readonly<Record<T, string>>;

/** Every physical name of one region of one environment, by kind and purpose. */
export interface Names {
  readonly vpc: string;
  readonly buckets: Named<(typeof BUCKETS)[number]>;
  /** Begin with `alias/`. */
  readonly keyAliases: Named<KeyPurpose>;
  /** `watchdog` is for no person: an alarm hears that it falls silent. */
  readonly topics: Named<"page" | "ticket" | "watchdog">;
  readonly logGroups: Named<
    "flowLogs" | "cacheSlow" | "cacheEngine" | "worker" | "databaseBootstrap" | "maintenance" | "webAcl"
  >;
  /** Of the whole account; the boundary of every role. */
  readonly boundary: string;
  /** Roles that people and pipelines take, the same in all regions. */
  readonly people: Named<(typeof GLOBAL_ROLES)[number]>;
  /** Roles that services and workloads of this region take. */
  readonly roles: Named<(typeof REGIONAL_ROLES)[number]>;
  readonly securityGroups: Named<
    "endpoints" | (typeof STORES)[number] | (typeof INGRESS)[number] | (typeof BATCH)[number]
  >;
  /** The same in both regions: neither says who is primary, for a promotion changes that. */
  readonly database: string;
  readonly cache: string;
  readonly cacheUsers: Named<"api" | "default">;
  readonly table: string;
  readonly dax: string;
  readonly files: string;
  readonly vault: string;
  readonly backupFailures: string;
  readonly cluster: string;
  readonly repository: string;
  /** Lets Route 53 write its query logs. */
  readonly queryLogsPolicy: string;
  readonly loadBalancer: string;
  readonly targetGroups: Named<"active" | "preview">;
  /** EC2's name tag of the machines that run the API; the owner's words. */
  readonly apiMachines: string;
  readonly batchCluster: string;
  /** Of the capacity provider, its group and its machines. */
  readonly spotCapacity: string;
  readonly queues: Named<"jobs" | "jobs-failed" | "maintenance-missed">;
  /** Of services and task definitions. */
  readonly tasks: Named<"worker" | "database-bootstrap">;
  readonly scalingAlarms: Named<"jobs-waiting" | "jobs-quiet">;
  /** Of task definitions and schedules. */
  readonly maintenanceTasks: Named<MaintenanceTask>;
  /** Of the schedules' group. */
  readonly maintenance: string;
  /** Sees tasks that end without a report. */
  readonly maintenanceDeaths: string;
  /** Begins the names of alarms, which go on with the alert's key and what it is about. */
  readonly alarmPrefix: string;
  /** Unique in the account: dashboards are of no region. */
  readonly dashboards: Named<"regional" | "global">;
  /** X-Ray's groups and sampling rules. */
  readonly traces: Named<"errors" | "slow" | "health" | "requests">;
  /** Signs CloudFront's requests to the asset buckets; global, as the next one. */
  readonly assetAccess: string;
  readonly responseHeaders: string;
  /** Where CloudFront's access logs come from and go to. */
  readonly accessLogs: string;
  readonly webAcl: string;
  /** Lets WAF write its logs. */
  readonly webAclLogsPolicy: string;
  /** Begins the names of what Shield Advanced protects. */
  readonly shield: string;
  /** The failover's switch: its alarm, and the health check that follows it. */
  readonly switch: string;
}

/** The names of one region of one environment. */
export function namesFor(place: Place): Names {
  const local = `${place.project}-${place.environment}`;
  const path = `/${place.project}/${place.environment}`;
  const named = <T extends string>(purposes: readonly T[], name: (purpose: T) => string): Named<T> =>
    Object.fromEntries(purposes.map((purpose) => [purpose, name(purpose)])) as Named<T>;
  return {
    vpc: local,
    buckets: named(BUCKETS, (purpose) => `${local}-${purpose}-${place.accountId}-${place.region}`),
    keyAliases: named(KEY_PURPOSES, (purpose) => `alias/${local}-${purpose}`),
    topics: named(["page", "ticket", "watchdog"], (severity) => `${local}-${severity}`),
    logGroups: {
      flowLogs: `${path}/vpc-flow-logs`,
      cacheSlow: `${path}/cache/slow-log`,
      cacheEngine: `${path}/cache/engine-log`,
      worker: `${path}/batch/worker`,
      databaseBootstrap: `${path}/batch/database-bootstrap`,
      maintenance: `${path}/batch/maintenance`,
      // WAF writes to no group of another beginning.
      webAcl: `aws-waf-logs-${local}`,
    },
    boundary: `${local}-boundary`,
    people: named(GLOBAL_ROLES, (role) => `${local}-${role}`),
    roles: named(REGIONAL_ROLES, (role) => `${local}-${place.region}-${role}`),
    securityGroups: named(["endpoints", ...STORES, ...INGRESS, ...BATCH], (purpose) => `${local}-${purpose}`),
    database: local,
    cache: local,
    cacheUsers: named(["api", "default"], (user) => `${local}-${user}`),
    table: local,
    // 20 characters are allowed: the environment, which has its own account, is left out.
    dax: `${place.project}-dax`,
    files: local,
    vault: local,
    backupFailures: `${local}-backup-failures`,
    cluster: local,
    repository: `${place.project}/api`,
    queryLogsPolicy: `${local}-query-logs`,
    loadBalancer: local,
    targetGroups: named(["active", "preview"], (purpose) => `${local}-${purpose}`),
    apiMachines: `${place.project}-api-${place.environment}`,
    batchCluster: local,
    spotCapacity: `${local}-spot`,
    queues: named(["jobs", "jobs-failed", "maintenance-missed"], (queue) => `${local}-${queue}`),
    tasks: named(["worker", "database-bootstrap"], (task) => `${local}-${task}`),
    scalingAlarms: named(["jobs-waiting", "jobs-quiet"], (alarm) => `${local}-${alarm}`),
    maintenanceTasks: named(MAINTENANCE_TASKS, (task) => `${local}-${task}`),
    maintenance: `${local}-maintenance`,
    maintenanceDeaths: `${local}-maintenance-deaths`,
    alarmPrefix: `${local}-`,
    dashboards: { regional: `${local}-${place.region}`, global: `${local}-global` },
    traces: named(["errors", "slow", "health", "requests"], (purpose) => `${local}-${purpose}`),
    assetAccess: `${local}-assets`,
    responseHeaders: local,
    accessLogs: `${local}-access`,
    webAcl: local,
    webAclLogsPolicy: `${local}-web-acl-logs`,
    shield: local,
    switch: `${local}-switch-flipped`,
  };
}

const LIMIT_OF = {
  vpc: "aws_vpc.tags.Name",
  buckets: "aws_s3_bucket.bucket",
  keyAliases: "aws_kms_alias.name",
  topics: "aws_sns_topic.name",
  logGroups: "aws_cloudwatch_log_group.name",
  boundary: "aws_iam_policy.name",
  people: "aws_iam_role.name",
  roles: "aws_iam_role.name",
  securityGroups: "aws_security_group.name",
  database: "aws_db_instance.identifier",
  cache: "aws_elasticache_replication_group.replication_group_id",
  cacheUsers: "aws_elasticache_user.user_id",
  table: "aws_dynamodb_table.name",
  dax: "aws_dax_cluster.cluster_name",
  files: "aws_vpc.tags.Name",
  vault: "aws_backup_vault.name",
  backupFailures: "aws_cloudwatch_event_rule.name",
  cluster: "aws_eks_cluster.name",
  repository: "aws_ecr_repository.name",
  queryLogsPolicy: "aws_cloudwatch_log_resource_policy.policy_name",
  loadBalancer: "aws_lb.name",
  targetGroups: "aws_lb_target_group.name",
  apiMachines: "aws_vpc.tags.Name",
  batchCluster: "aws_ecs_cluster.name",
  spotCapacity: "aws_ecs_capacity_provider.name",
  queues: "aws_sqs_queue.name",
  tasks: "aws_ecs_service.name",
  scalingAlarms: "aws_cloudwatch_metric_alarm.alarm_name",
  maintenanceTasks: "aws_scheduler_schedule.name",
  maintenance: "aws_scheduler_schedule_group.name",
  maintenanceDeaths: "aws_cloudwatch_event_rule.name",
  alarmPrefix: "aws_cloudwatch_metric_alarm.alarm_name",
  dashboards: "aws_cloudwatch_dashboard.dashboard_name",
  traces: "aws_xray_sampling_rule.rule_name",
  assetAccess: "aws_cloudfront_origin_access_control.name",
  responseHeaders: "aws_cloudfront_response_headers_policy.name",
  accessLogs: "aws_cloudwatch_log_delivery_source.name",
  webAcl: "aws_wafv2_web_acl.name",
  webAclLogsPolicy: "aws_cloudwatch_log_resource_policy.policy_name",
  shield: "aws_shield_protection.name",
  switch: "aws_cloudwatch_metric_alarm.alarm_name",
} as const satisfies Record<keyof Names, NamedAttribute>;

/** What is wrong with `names`, one sentence a name; empty if every service accepts its own. */
export function problemsOfNames(names: Names): string[] {
  return Object.entries(LIMIT_OF).flatMap(([kind, attribute]) => {
    const group = names[kind as keyof Names];
    const values = typeof group === "string" ? [group] : Object.values(group);
    return values.flatMap((value) => problemOfName(attribute, value) ?? []);
  });
}

/** Stack id = directory = state key = Terraform Cloud workspace. */
export function stackId(environment: string, region: string, layer: string): string {
  return `${environment}-${region}-${layer}`;
}
