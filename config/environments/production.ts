import type { EnvironmentConfig } from "../environment";
import { organization } from "./organization";

/** The live service: two regions, nothing that can be lost by accident. */
export const production = {
  name: "production",
  accountId: organization.accounts.production,
  domain: organization.domain,
  delegations: [],
  regions: [
    { name: "us-west-2", cidr: "10.0.0.0/16", zoneIds: ["usw2-az1", "usw2-az2", "usw2-az3"] },
    { name: "us-east-2", cidr: "10.1.0.0/16", zoneIds: ["use2-az1", "use2-az2", "use2-az3"] },
  ],
  activeRegion: "us-west-2",
  protection: "locked",
  nat: "per-zone",
  interfaceEndpoints: ["ecr.api", "ecr.dkr", "logs", "sts"],
  access: { kind: "public" },
  load: { concurrentUsers: 10_000, requestsPerSecond: 1000, usersBehindOneAddress: 500 },
  edge: { priceClass: "PriceClass_All", requestsPerAddress: 40_000, shieldAdvanced: false },
  clusterEndpoint: { kind: "private" },
  developers: "none",
  scaling: "automatic",
  monitoring: "full-with-alerts",
  prometheus: { replicas: 2, retentionDays: 31, volumeGiB: 100 },
  rollout: "blue-green",
  // Of no real image: the first release writes its own.
  image: { architecture: "x86_64", version: `sha256:${"3".repeat(64)}` },
  sharedFiles: "mounted",
  nodes: {
    system: { instanceType: "m7g.large", diskGiB: 100, perZone: { min: 1, max: 2 } },
    api: { instanceType: "t3.large", diskGiB: 100, perZone: { min: 1, max: 4 } },
    burst: {
      instanceTypes: ["t3.large", "t3a.large", "m5.large", "m6i.large", "m6a.large"],
      diskGiB: 100,
      max: 6,
    },
  },
  database: {
    instanceClass: "db.m7g.xlarge",
    storageGiB: 500,
    maxStorageGiB: 1000,
    availability: "multi-zone",
    readReplicas: 1,
    connectionsPerPod: 10,
  },
  cache: { engine: "redis", nodeType: "cache.r7g.large", availability: "multi-zone", replicas: 2 },
  dynamo: "table-with-dax",
  dax: { nodeType: "dax.t3.small", nodes: 3 },
  batch: {
    spot: {
      instanceTypes: ["m5.large", "m5a.large", "m6i.large", "m6a.large", "m7i.large"],
      diskGiB: 50,
      max: 8,
    },
    // Of no real image: the first release writes its own.
    worker: { imageDigest: `sha256:${"3".repeat(64)}`, cpu: 512, memoryMiB: 1024, maxTasks: 20 },
  },
  retention: { logsDays: 365, backupsDays: 400 },
  notify: { page: [organization.alerts.page], ticket: [organization.alerts.ticket] },
} satisfies EnvironmentConfig;
