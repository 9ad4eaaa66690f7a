import { capacityOf } from "../capacity";
import { shortages } from "../capacity/quantity";
import type { EnvironmentConfig } from "../environment";
import type { Problem } from "../shape";

// regions.ts says it, with the VPC's other problems.
const SAID_ELSEWHERE = "network.privateAddresses";

/** What the model reads: it can say nothing before all of it has its shape. */
export const CAPACITY_READS = [
  "regions",
  "load",
  "edge",
  "nat",
  "interfaceEndpoints",
  "nodes",
  "scaling",
  "monitoring",
  "database",
  "cache",
  "dynamo",
  "batch",
] as const satisfies readonly (keyof EnvironmentConfig)[];

/** Whatever there is too little of to carry the environment's load, in either region. */
export function capacityProblems(environment: EnvironmentConfig, path: string): Problem[] {
  const problems = new Map<string, Problem>();
  for (const { name } of environment.regions) {
    for (const quantity of shortages(capacityOf(environment, name))) {
      if (quantity.name === SAID_ELSEWHERE) continue;
      const { needed, available, unit, why, limit, remedy } = quantity;
      const problem = `${quantity.name}: ${needed} ${unit} are needed (${why}), ${available} are there (${limit}); ${remedy}`;
      const at = `${path}.${quantity.path}`;
      // Both regions share most of what they have.
      problems.set(`${at} ${problem}`, { path: at, problem });
    }
  }
  return [...problems.values()];
}
