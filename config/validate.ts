import { z } from "zod";
import { overlap } from "./addresses";
import { ALERTS, EXPLANATIONS } from "./alerts";
import { API_POD, API_REPLICAS, API_SCALING } from "./api";
import { PUBLISHED_CHARTS } from "./catalogs/published-charts";
import { alertProblems } from "./checks/alerts";
import { apiProblems } from "./checks/api";
import { CAPACITY_READS, capacityProblems } from "./checks/capacity";
import { chartProblems } from "./checks/charts";
import { delegationProblems } from "./checks/delegations";
import { domainProblems } from "./checks/domains";
import { nodePortProblems } from "./checks/node-ports";
import { batchProblems } from "./checks/batch";
import { maintenanceProblems } from "./checks/maintenance";
import { nodeProblems } from "./checks/nodes";
import { prometheusProblems } from "./checks/prometheus";
import { regionProblems } from "./checks/regions";
import { storeProblems } from "./checks/stores";
import { type EnvironmentConfig, environmentSchema } from "./environment";
import type { Configuration } from "./environments";
import { MAINTENANCE_PLAN } from "./maintenance";
import { namesFor, problemsOfNames } from "./names";
import { ORIGIN } from "./origin";
import { organizationSchema } from "./organization";
import { type Problem, shapeProblems } from "./shape";
import { CHARTS, type SupportedVersion, VERSIONS } from "./versions";

/** Thrown once for all that is wrong; the message has one line a problem. */
export class ConfigurationError extends Error {
  constructor(readonly problems: readonly Problem[]) {
    super(problems.map(({ path, problem }) => `${path} ${problem}`).join("\n"));
    this.name = "ConfigurationError";
  }
}

/** Refuses a configuration that could not be deployed. @throws ConfigurationError naming every problem */
export function assertValid(configuration: Configuration, versions: Versions = VERSIONS): void {
  const problems = problemsOf(configuration, versions);
  if (problems.length > 0) throw new ConfigurationError(problems);
}

type Versions = Readonly<Record<string, SupportedVersion>>;

/** All that is wrong, in the order of the configuration. */
export function problemsOf(configuration: Configuration, versions: Versions = VERSIONS): Problem[] {
  const { organization, environments } = configuration;
  const shape = [
    ...shapeProblems(organizationSchema, organization, "organization"),
    ...environments.flatMap((environment, index) =>
      shapeProblems(environmentSchema, environment, pathOf(environment, index)),
    ),
  ];
  const sound = environments.filter((environment) => hasSound(environment, ["name", "regions"]));
  return [
    ...shape,
    ...duplicateProblems(environments),
    ...environments.flatMap((environment, index) =>
      environmentProblems(environment, pathOf(environment, index)),
    ),
    ...(organizationSchema.shape.domain.safeParse(organization.domain).success
      ? domainProblems(
          organization.domain,
          environments.flatMap((environment, index) =>
            hasSound(environment, ["domain", "delegations", "regions"])
              ? [{ environment, path: pathOf(environment, index) }]
              : [],
          ),
        )
      : []),
    ...(organizationSchema.safeParse(organization).success ? nameProblems(organization.name, sound) : []),
    ...overlapProblems(sound),
    ...versionProblems(versions),
    ...chartProblems(CHARTS, PUBLISHED_CHARTS, versions["kubernetes"]?.version ?? ""),
    ...nodePortProblems(ORIGIN.nodePorts),
    ...apiProblems({ replicas: API_REPLICAS, pod: API_POD, scaling: API_SCALING }),
    ...maintenanceProblems(MAINTENANCE_PLAN),
    ...alertProblems(ALERTS, EXPLANATIONS),
  ];
}

/** A wrong domain must not hide an overlap: only the fields that a check reads must have their shape. */
function hasSound(environment: EnvironmentConfig, fields: readonly (keyof EnvironmentConfig)[]): boolean {
  const issues = environmentSchema.safeParse(environment).error?.issues ?? [];
  return !issues.some(({ path }) => path.length === 0 || fields.includes(path[0] as keyof EnvironmentConfig));
}

type Check = (environment: EnvironmentConfig, path: string) => Problem[];

const CHECKS: readonly { readonly reads: readonly (keyof EnvironmentConfig)[]; readonly check: Check }[] = [
  { reads: ["domain", "delegations"], check: delegationProblems },
  { reads: ["regions", "nodes", "interfaceEndpoints", "batch"], check: regionProblems },
  { reads: ["nodes", "scaling", "image", "monitoring"], check: nodeProblems },
  { reads: ["regions", "database", "cache", "dynamo", "dax"], check: storeProblems },
  { reads: ["batch", "image"], check: batchProblems },
  {
    reads: ["name", "monitoring", "prometheus", "rollout"],
    check: (...given) => prometheusProblems(...given),
  },
  { reads: CAPACITY_READS, check: capacityProblems },
];

function environmentProblems(environment: EnvironmentConfig, path: string): Problem[] {
  return CHECKS.filter(({ reads }) => hasSound(environment, reads)).flatMap(({ check }) =>
    check(environment, path),
  );
}

function pathOf(environment: Partial<EnvironmentConfig>, index: number): string {
  return typeof environment.name === "string" ? environment.name : `environments[${index}]`;
}

function duplicateProblems(environments: readonly EnvironmentConfig[]): Problem[] {
  const twice = (key: "name" | "accountId" | "domain", why: string): Problem[] =>
    environments.flatMap((environment, index) =>
      environments.findIndex((other) => other[key] === environment[key]) < index
        ? [
            {
              path: `${pathOf(environment, index)}.${key}`,
              problem: `"${environment[key]}" is used twice; ${why}`,
            },
          ]
        : [],
    );
  return [
    ...twice("name", "choose another: stacks, states and resources are named after it"),
    ...twice("accountId", "give each environment an account of its own"),
    ...twice("domain", "give each environment a domain of its own"),
  ];
}

function nameProblems(project: string, environments: readonly EnvironmentConfig[]): Problem[] {
  return environments.flatMap((environment) =>
    environment.regions.flatMap((region) =>
      problemsOfNames(
        namesFor({
          project,
          environment: environment.name,
          accountId: environment.accountId,
          region: region.name,
        }),
      ).map((problem) => ({
        path: `${environment.name}.${region.name}`,
        problem: `${problem}; shorten organization.name`,
      })),
    ),
  );
}

function overlapProblems(environments: readonly EnvironmentConfig[]): Problem[] {
  const ranges = environments.flatMap((environment) =>
    environment.regions.map((region, index) => ({
      path: `${environment.name}.regions[${index}].cidr`,
      cidr: region.cidr,
    })),
  );
  return ranges.flatMap((range, index) =>
    ranges
      .slice(0, index)
      .filter((earlier) => overlap(earlier.cidr, range.cidr))
      .map((earlier) => ({
        path: range.path,
        problem: `${range.cidr} overlaps ${earlier.path} ${earlier.cidr}; choose disjoint ranges`,
      })),
  );
}

function versionProblems(versions: Versions): Problem[] {
  return Object.entries(versions).flatMap(([name, { version, endOfSupport }]) =>
    z.iso.date().safeParse(endOfSupport).success
      ? []
      : [
          {
            path: `versions.${name}`,
            problem: `${version} has no end-of-support date ("${endOfSupport}"); write YYYY-MM-DD from the vendor's calendar`,
          },
        ],
  );
}
