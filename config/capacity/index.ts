import type { EnvironmentConfig } from "../environment";
import { apiQuantities } from "./api";
import { batchQuantities } from "./batch";
import { databaseQuantities } from "./database";
import { edgeQuantities } from "./edge";
import { networkQuantities } from "./network";
import type { Quantity, Serving } from "./quantity";
import { cacheQuantities, tableQuantities } from "./stores";

/** All that `region` needs to carry the environment's load alone, and what it has at its largest scale. */
export function capacityOf(environment: EnvironmentConfig, region: string): Quantity[] {
  const found = environment.regions.find(({ name }) => name === region);
  if (found === undefined) throw new Error(`${region} is no region of ${environment.name}`);
  const serving: Serving = { environment, region: found };
  return [
    ...edgeQuantities(serving),
    ...networkQuantities(serving),
    ...apiQuantities(serving),
    ...databaseQuantities(serving),
    ...cacheQuantities(serving),
    ...tableQuantities(serving),
    ...batchQuantities(serving),
  ];
}
