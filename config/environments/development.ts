import type { EnvironmentConfig } from "../environment";
import { organization } from "./organization";

/** One small region that anybody may throw away. */
export const development = {
  name: "development",
  accountId: organization.accounts.development,
  domain: `development.${organization.domain}`,
  delegations: [],
  regions: [{ name: "us-west-2", cidr: "10.32.0.0/16", zoneIds: ["usw2-az1", "usw2-az2", "usw2-az3"] }],
  activeRegion: "us-west-2",
  protection: "disposable",
  nat: "single",
  interfaceEndpoints: [],
  access: { kind: "restricted", ranges: organization.officeRanges },
  load: { concurrentUsers: 50, requestsPerSecond: 5, usersBehindOneAddress: 50 },
  edge: { priceClass: "PriceClass_100", requestsPerAddress: 5000, shieldAdvanced: false },
  clusterEndpoint: { kind: "restricted", ranges: organization.officeRanges },
  developers: "edit",
  scaling: "manual",
  monitoring: "basic",
  prometheus: "none",
  rollout: "rolling",
  // Of no real image: the first release writes its own.
  image: { architecture: "x86_64", version: `sha256:${"1".repeat(64)}` },
  sharedFiles: "mounted",
  nodes: {
    system: { instanceType: "t3.small", diskGiB: 20, perZone: { min: 1, max: 1 } },
    api: { instanceType: "t3.small", diskGiB: 20, perZone: { min: 1, max: 1 } },
    burst: "none",
  },
  database: {
    instanceClass: "db.t4g.medium",
    storageGiB: 20,
    maxStorageGiB: 50,
    availability: "single-zone",
    readReplicas: 0,
    connectionsPerPod: 10,
  },
  cache: { engine: "redis", nodeType: "cache.t4g.medium", availability: "single-zone", replicas: 0 },
  dynamo: "table",
  dax: "none",
  batch: {
    spot: {
      instanceTypes: ["m5.large", "m5a.large", "m6i.large", "m6a.large", "m7i.large"],
      diskGiB: 30,
      max: 1,
    },
    // Of no real image: the first release writes its own.
    worker: { imageDigest: `sha256:${"1".repeat(64)}`, cpu: 512, memoryMiB: 1024, maxTasks: 2 },
  },
  retention: { logsDays: 7, backupsDays: 30 },
  notify: { page: [], ticket: [organization.alerts.ticket] },
} satisfies EnvironmentConfig;
