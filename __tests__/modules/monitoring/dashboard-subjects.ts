import type { GlobalSubject, GlobalThresholds } from "../../../modules/monitoring/dashboard/global-dashboard";
import type {
  RegionalSubject,
  RegionalThresholds,
} from "../../../modules/monitoring/dashboard/regional-dashboard";

const ALARMS = "arn:aws:cloudwatch:us-west-2:333333333333:alarm:mindscape-production";
const LINKS = [{ title: "all regions", url: "https://us-east-1.console.aws.amazon.com/x" }];

/** A region with everything that a region may have. */
export const REGION: RegionalSubject = {
  overview: {
    product: "mindscape production",
    region: "us-west-2",
    place: "home",
    serves: true,
    related: LINKS,
    runbooks: ["Errors", "Slow answers", "No nodes", "Database"].map((title) => ({
      title,
      url: `https://example.test/runbooks/${title.length}.md`,
    })),
    alarmArns: ["service-page", "service-ticket", "database-page", "cache-ticket"].map(
      (name) => `${ALARMS}-${name}`,
    ),
  },
  service: {
    loadBalancer: "app/mindscape-production/50dc6c495c0c9188",
    targetGroups: {
      active: "targetgroup/mindscape-production-active/943f017f100becff",
      preview: "targetgroup/mindscape-production-preview/943f017f100becfe",
    },
    plannedRequestsPerSecond: 1000,
  },
  database: {
    instances: [
      { name: "mindscape-production", role: "primary", replica: false },
      { name: "mindscape-production-replica-1", role: "read replica 1", replica: true },
    ],
    memoryGiB: 16,
    maxConnections: 400,
    storageGiB: 500,
  },
  cache: { nodes: ["mindscape-production-001", "mindscape-production-002", "mindscape-production-003"] },
  table: {
    name: "mindscape-production",
    maxUnits: { read: 8000, write: 2000 },
    dax: { name: "mindscape-dax" },
  },
  cluster: { name: "mindscape-production", namespace: "mindscape", insights: true },
  batch: {
    queue: "mindscape-production-jobs",
    failedQueue: "mindscape-production-jobs-failed",
    clusterName: "mindscape-production",
    serviceName: "mindscape-production-worker",
    maxWorkers: 20,
  },
  network: {
    natGatewayIds: ["nat-1", "nat-2", "nat-3"],
    certificateArn: "arn:aws:acm:us-west-2:333333333333:certificate/1",
    fileSystemId: "fs-1",
  },
  logs: {
    pods: { group: "/aws/containerinsights/mindscape-production/application", namespace: "mindscape" },
    database: "/aws/rds/instance/mindscape-production/postgresql",
    worker: "/mindscape/production/batch/worker",
  },
};

export const REGIONAL_THRESHOLDS: RegionalThresholds = {
  service: { errorPercent: 1, p95Seconds: 0.5 },
  database: {
    cpuPercent: 80,
    memoryPercent: 85,
    connectionsPercent: 80,
    freeStoragePercent: 10,
    replicaLagSeconds: 600,
  },
  cache: { cpuPercent: 80, memoryPercent: 85 },
  nodes: { cpuPercent: 80, memoryPercent: 85, diskPercent: 85 },
  batch: { queueAgeSeconds: 1800 },
  network: { certificateDays: 30, fileOperationsPercent: 80 },
};

/** Two regions and a switch. */
export const WORLD: GlobalSubject = {
  overview: {
    product: "mindscape production",
    domain: "mindscape.example",
    dashboards: LINKS,
    runbooks: LINKS,
    alarmArns: [`${ALARMS}-edge-errors`, `${ALARMS}-switch`],
  },
  viewers: { distributionId: "E2QWRUHAPOMQZL", webAcl: "mindscape-production" },
  regions: {
    regions: [
      { name: "us-west-2", place: "home" },
      { name: "us-east-2", place: "other" },
    ],
    failover: {
      healthCheckId: "abcdef11-2222-3333-4444-555555fedcba",
      signal: { namespace: "mindscape/production", metricName: "HomeLeft" },
    },
    certificateArn: "arn:aws:acm:us-east-1:333333333333:certificate/1",
  },
};

export const GLOBAL_THRESHOLDS: GlobalThresholds = {
  viewers: { errorPercent: 10, blockedRequests: 5000 },
  regions: { certificateDays: 30, databaseLagSeconds: 600 },
};
