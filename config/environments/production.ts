import type { EnvironmentConfig } from "../environment";
import { organization } from "./organization";

/** The live service: two regions, nothing that can be lost by accident. */
export const production = {
  name: "production",
  accountId: organization.accounts.production,
  domain: organization.domain,
  regions: [
    { name: "us-west-2", cidr: "10.0.0.0/16", zoneIds: ["usw2-az1", "usw2-az2", "usw2-az3"] },
    { name: "us-east-2", cidr: "10.1.0.0/16", zoneIds: ["use2-az1", "use2-az2", "use2-az3"] },
  ],
  activeRegion: "us-west-2",
  protection: "locked",
  nat: "per-zone",
  interfaceEndpoints: ["ecr.api", "ecr.dkr", "logs", "sts"],
  nodes: { max: 36, podsPerNode: 110 },
  retention: { logsDays: 365, backupsDays: 400 },
  notify: { page: [organization.alerts.page], ticket: [organization.alerts.ticket] },
} satisfies EnvironmentConfig;
