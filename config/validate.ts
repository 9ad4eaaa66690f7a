import { z } from "zod";
import {
  liesIn,
  overlap,
  PRIVATE_BITS,
  privateAddressesNeeded,
  subnet,
  usableAddresses,
  VPC_PREFIX,
  VPC_RANGES,
} from "./addresses";
import { type EnvironmentConfig, environmentSchema } from "./environment";
import type { Configuration } from "./environments";
import { namesFor, problemsOfNames } from "./names";
import { organizationSchema } from "./organization";
import { zoneIdsOf } from "./regions";
import { type Problem, shapeProblems } from "./shape";
import { type SupportedVersion, VERSIONS } from "./versions";

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
  const sound = environments.filter(hasSoundRegions);
  return [
    ...shape,
    ...duplicateProblems(environments),
    ...sound.flatMap((environment) => environmentProblems(environment, pathOf(environment, 0))),
    ...(organizationSchema.safeParse(organization).success ? nameProblems(organization.name, sound) : []),
    ...overlapProblems(sound),
    ...versionProblems(versions),
  ];
}

/** A wrong domain must not hide an overlap: only what the later checks read has to have its shape. */
function hasSoundRegions(environment: EnvironmentConfig): boolean {
  const read: PropertyKey[] = ["name", "regions", "nodes", "interfaceEndpoints"];
  const issues = environmentSchema.safeParse(environment).error?.issues ?? [];
  return !issues.some((issue) => issue.path.length === 0 || read.includes(issue.path[0] ?? ""));
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

function environmentProblems(environment: EnvironmentConfig, path: string): Problem[] {
  const names = environment.regions.map((region) => region.name);
  const problems: Problem[] = [];
  if (!names.includes(environment.activeRegion)) {
    const problem = `"${environment.activeRegion}" is not listed in regions; allowed are ${names.join(", ")}`;
    problems.push({ path: `${path}.activeRegion`, problem });
  }
  if (new Set(names).size < names.length) {
    problems.push({
      path: `${path}.regions`,
      problem: `${names.join(" and ")} are the same; choose two regions`,
    });
  }
  environment.regions.forEach((region, index) => {
    const at = `${path}.regions[${index}]`;
    const known = zoneIdsOf(region.name);
    const unknown = region.zoneIds.filter((zone) => !known.includes(zone));
    if (unknown.length > 0) {
      const problem = `${unknown.join(", ")} not in ${region.name}; allowed are ${known.join(", ")}`;
      problems.push({ path: `${at}.zoneIds`, problem });
    }
    if (new Set(region.zoneIds).size < region.zoneIds.length) {
      problems.push({
        path: `${at}.zoneIds`,
        problem: `${region.zoneIds.join(", ")} repeats a zone; choose three`,
      });
    }
    problems.push(...addressProblems(environment, index, at));
  });
  return problems;
}

function addressProblems(environment: EnvironmentConfig, index: number, path: string): Problem[] {
  const region = environment.regions[index];
  if (region === undefined) return [];
  const at = `${path}.cidr`;
  const prefix = Number(region.cidr.split("/")[1]);
  if (prefix < VPC_PREFIX.min || prefix > VPC_PREFIX.max) {
    return [{ path: at, problem: `${region.cidr}: allowed are /${VPC_PREFIX.min} to /${VPC_PREFIX.max}` }];
  }
  if (!liesIn(region.cidr, VPC_RANGES)) {
    return [
      { path: at, problem: `${region.cidr} is no range for a VPC; choose one in ${VPC_RANGES.join(" or ")}` },
    ];
  }
  const start = subnet(region.cidr, prefix, 0);
  if (start !== region.cidr)
    return [{ path: at, problem: `${region.cidr} has bits set behind its prefix; write ${start}` }];
  const needed = privateAddressesNeeded({
    maxNodes: environment.nodes.max,
    podsPerNode: environment.nodes.podsPerNode,
    interfaceEndpoints: environment.interfaceEndpoints.length,
  });
  const usable = usableAddresses(subnet(region.cidr, prefix + PRIVATE_BITS, 0));
  if (usable >= needed) return [];
  const problem = `${region.cidr} gives ${usable} addresses to a private subnet, ${needed} are needed at ${environment.nodes.max} nodes; choose a larger range or fewer nodes`;
  return [{ path: at, problem }];
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
