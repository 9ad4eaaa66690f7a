import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A version of something that AWS runs for us, and how long it does so at the normal price. */
export interface SupportedVersion {
  readonly version: string;
  /** Last day of standard support, ISO 8601; upgrade before it. */
  readonly endOfSupport: string;
  readonly source: string;
}

/** Exactly the version that wrote the reviewed plan may apply it. */
export const TERRAFORM_VERSION = readFileSync(join(__dirname, "..", ".terraform-version"), "utf8").trim();

export const VERSIONS = {
  kubernetes: {
    version: "1.35",
    endOfSupport: "2027-03-27",
    source: "https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html",
  },
  postgresql: {
    version: "17",
    // The community's own last day; RDS supports a major version at least as long.
    endOfSupport: "2029-11-08",
    source: "https://www.postgresql.org/support/versioning/",
  },
} as const satisfies Readonly<Record<string, SupportedVersion>>;

/** Third-party charts: exact, and one of config/catalogs/published, which knows their values. */
export const CHARTS = {
  "argo-rollouts": "2.41.0",
  "aws-load-balancer-controller": "3.5.0",
  "cluster-autoscaler": "9.59.0",
  "kube-prometheus-stack": "88.5.3",
  "metrics-server": "3.13.1",
  "opentelemetry-collector": "0.170.0",
  "prometheus-operator-crds": "31.0.1",
} as const;

export type ChartName = keyof typeof CHARTS;

/** What ElastiCache calls the versions of an engine. */
export const CACHE_ENGINES = {
  redis: { version: "7.1", family: "redis7" },
  valkey: { version: "8.1", family: "valkey8" },
} as const;
