import type { EnvironmentConfig } from "../environment";
import type { Problem } from "../shape";

// RDS refuses a maximum that is less than a tenth above the allocated storage.
// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.Autoscaling.html
const AUTOSCALING_FACTOR = 1.1;
// https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Redis-Global-Datastores-Getting-Started.html
const GLOBAL_DATASTORE_NODES = /^cache\.(m5|m6g|m7g|r5|r6g|r6gd|r7g|c7gn)\./;

/** Databases, caches and tables that AWS would refuse, or that would not survive what they are there for. */
export function storeProblems(environment: EnvironmentConfig, path: string): Problem[] {
  return [
    ...databaseProblems(environment, path),
    ...cacheProblems(environment, path),
    ...daxProblems(environment, path),
  ];
}

function databaseProblems({ database }: EnvironmentConfig, path: string): Problem[] {
  const least = Math.ceil(database.storageGiB * AUTOSCALING_FACTOR);
  if (database.maxStorageGiB >= least) return [];
  const problem = `${database.maxStorageGiB} is less than a tenth above storageGiB ${database.storageGiB}, and storage never shrinks; write at least ${least}`;
  return [{ path: `${path}.database.maxStorageGiB`, problem }];
}

function cacheProblems({ cache, regions }: EnvironmentConfig, path: string): Problem[] {
  const problems: Problem[] = [];
  if (regions.length > 1 && !GLOBAL_DATASTORE_NODES.test(cache.nodeType)) {
    const problem = `"${cache.nodeType}" cannot be part of a global datastore, which two regions need; choose an m or r type`;
    problems.push({ path: `${path}.cache.nodeType`, problem });
  }
  if (cache.availability === "multi-zone" && cache.replicas < 1) {
    const problem = `${cache.replicas} leaves nothing to fail over to; write at least 1, or availability "single-zone"`;
    problems.push({ path: `${path}.cache.replicas`, problem });
  }
  if (cache.availability === "single-zone" && cache.replicas > 0) {
    const problem = `${cache.replicas} spreads over zones, but availability is "single-zone"; write 0, or "multi-zone"`;
    problems.push({ path: `${path}.cache.replicas`, problem });
  }
  return problems;
}

function daxProblems({ dynamo, dax }: EnvironmentConfig, path: string): Problem[] {
  const at = `${path}.dax`;
  if (dynamo === "table-with-dax" && dax === "none") {
    return [{ path: at, problem: '"none", but dynamo is "table-with-dax"; say nodeType and nodes' }];
  }
  if (dynamo !== "table-with-dax" && dax !== "none") {
    const problem = `${JSON.stringify(dax)} without a table to cache: dynamo is "${dynamo}"; say dynamo "table-with-dax", or dax "none"`;
    return [{ path: at, problem }];
  }
  return [];
}
