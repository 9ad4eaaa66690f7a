import type { EnvironmentConfig } from "../environment";
import { organization } from "./organization";

/** Production's shape at a smaller size; two regions, so that failover is practised here first. */
export const staging = {
  name: "staging",
  accountId: organization.accounts.staging,
  domain: `staging.${organization.domain}`,
  delegations: [],
  regions: [
    { name: "us-west-2", cidr: "10.16.0.0/16", zoneIds: ["usw2-az1", "usw2-az2", "usw2-az3"] },
    { name: "us-east-2", cidr: "10.17.0.0/16", zoneIds: ["use2-az1", "use2-az2", "use2-az3"] },
  ],
  activeRegion: "us-west-2",
  protection: "standard",
  nat: "single",
  interfaceEndpoints: [],
  access: { kind: "restricted", ranges: organization.officeRanges },
  load: { concurrentUsers: 1000, requestsPerSecond: 100, usersBehindOneAddress: 50 },
  edge: { priceClass: "PriceClass_100", requestsPerAddress: 5000, shieldAdvanced: false },
  clusterEndpoint: { kind: "restricted", ranges: organization.officeRanges },
  developers: "view",
  scaling: "automatic",
  monitoring: "full",
  prometheus: { replicas: 1, retentionDays: 7, volumeGiB: 30 },
  rollout: "blue-green",
  // Of no real image: the first release writes its own.
  image: { architecture: "x86_64", version: `sha256:${"2".repeat(64)}` },
  sharedFiles: "mounted",
  nodes: {
    system: { instanceType: "m7g.large", diskGiB: 50, perZone: { min: 1, max: 2 } },
    api: { instanceType: "t3.small", diskGiB: 20, perZone: { min: 1, max: 4 } },
    burst: { instanceTypes: ["t3.small", "t3a.small", "t3.medium", "t3a.medium"], diskGiB: 20, max: 3 },
  },
  database: {
    instanceClass: "db.t4g.medium",
    storageGiB: 50,
    maxStorageGiB: 100,
    availability: "multi-zone",
    readReplicas: 0,
    connectionsPerPod: 3,
  },
  cache: { engine: "redis", nodeType: "cache.m6g.large", availability: "multi-zone", replicas: 1 },
  dynamo: "table",
  dax: "none",
  batch: {
    spot: {
      instanceTypes: ["m5.large", "m5a.large", "m6i.large", "m6a.large", "m7i.large"],
      diskGiB: 30,
      max: 2,
    },
    // Of no real image: the first release writes its own.
    worker: { imageDigest: `sha256:${"2".repeat(64)}`, cpu: 512, memoryMiB: 1024, maxTasks: 4 },
  },
  retention: { logsDays: 30, backupsDays: 90 },
  notify: { page: [], ticket: [organization.alerts.ticket] },
} satisfies EnvironmentConfig;
