import type { OrganizationConfig } from "../organization";

/**
 * The one place that says who runs this. Account ids, domain and addresses are examples that validate: replace them
 * before the first deployment (docs/configuration.md).
 */
export const organization = {
  name: "mindscape",
  domain: "mindscape.example",
  accounts: {
    development: "111111111111",
    staging: "222222222222",
    production: "333333333333",
  },
  owner: "platform-engineering",
  costCenter: "mindscape-platform",
  terraformCloud: { hostname: "app.terraform.io", organization: "mindscape", project: "mindscape" },
  github: {
    subjectPrefix: "repo:mindscape/infrastructure",
    branches: { development: "main", staging: "main", production: "production" },
  },
  chartMirror: "none",
  clusterLogin: "token",
  images: { builtIn: "staging", promotedTo: ["production"] },
  permissionSets: { operators: "MindscapeOperator", developers: "MindscapeDeveloper" },
  officeRanges: ["203.0.113.0/24"],
  alerts: { page: "oncall@mindscape.example", ticket: "platform@mindscape.example" },
} satisfies OrganizationConfig;
