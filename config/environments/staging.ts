import type { EnvironmentConfig } from "../environment";
import { organization } from "./organization";

/** Production's shape at a smaller size; two regions, so that failover is practised here first. */
export const staging = {
  name: "staging",
  accountId: organization.accounts.staging,
  domain: `staging.${organization.domain}`,
  regions: [
    { name: "us-west-2", cidr: "10.16.0.0/16", zoneIds: ["usw2-az1", "usw2-az2", "usw2-az3"] },
    { name: "us-east-2", cidr: "10.17.0.0/16", zoneIds: ["use2-az1", "use2-az2", "use2-az3"] },
  ],
  activeRegion: "us-west-2",
  protection: "standard",
  nat: "single",
  interfaceEndpoints: [],
  nodes: { max: 18, podsPerNode: 110 },
  retention: { logsDays: 30, backupsDays: 90 },
  notify: { page: [], ticket: [organization.alerts.ticket] },
} satisfies EnvironmentConfig;
