import {
  liesIn,
  PRIVATE_BITS,
  privateAddressesNeeded,
  subnet,
  usableAddresses,
  VPC_PREFIX,
  VPC_RANGES,
} from "../addresses";
import type { EnvironmentConfig } from "../environment";
import { maxNodes, PODS_PER_NODE } from "../nodes";
import { zoneIdsOf } from "../regions";
import type { Problem } from "../shape";

/** Regions, their zones and addresses. */
export function regionProblems(environment: EnvironmentConfig, path: string): Problem[] {
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
  const nodes = maxNodes(environment.nodes);
  const needed = privateAddressesNeeded({
    maxNodes: nodes,
    podsPerNode: PODS_PER_NODE,
    interfaceEndpoints: environment.interfaceEndpoints.length,
    batch: { machines: environment.batch.spot.max, tasks: environment.batch.worker.maxTasks },
  });
  const usable = usableAddresses(subnet(region.cidr, prefix + PRIVATE_BITS, 0));
  if (usable >= needed) return [];
  const problem = `${region.cidr} gives ${usable} addresses to a private subnet, ${needed} are needed at ${nodes} nodes; choose a larger range or fewer nodes`;
  return [{ path: at, problem }];
}
