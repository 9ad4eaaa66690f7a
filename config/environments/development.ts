import type { EnvironmentConfig } from "../environment";
import { organization } from "./organization";

/** One small region that anybody may throw away. */
export const development = {
  name: "development",
  accountId: organization.accounts.development,
  domain: `development.${organization.domain}`,
  regions: [{ name: "us-west-2", cidr: "10.32.0.0/16", zoneIds: ["usw2-az1", "usw2-az2", "usw2-az3"] }],
  activeRegion: "us-west-2",
  protection: "disposable",
  nat: "single",
  interfaceEndpoints: [],
  nodes: { max: 6, podsPerNode: 110 },
  retention: { logsDays: 7, backupsDays: 30 },
  notify: { page: [], ticket: [organization.alerts.ticket] },
} satisfies EnvironmentConfig;
