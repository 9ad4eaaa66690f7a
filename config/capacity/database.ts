import { databaseIops, leastBaseline } from "../catalogs/baselines";
import { DATABASE_CLASSES, type DatabaseClass } from "../catalogs/store-types";
import type { EnvironmentConfig } from "../environment";
import { replicas, SETS } from "./api";
import { ASSUMED, COMFORTABLE } from "./assumptions";
import type { Quantity, Serving } from "./quantity";

// What modules/data/postgresql/parameters.ts gives an instance; a test holds them together.
const CONNECTIONS_PER_GIB = 25;
// PostgreSQL's for superusers and RDS's own; the maintenance task, the bootstrap task and what a person looks with.
// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.PostgreSQL.CommonDBATasks.Parameters.html
const OTHER_CONNECTIONS = { superuser: 3, rds: 2, tasksAndPeople: 5 } as const;

/** The primary alone: replicas take reads off it, but a lost zone or a failover may leave none. */
export function databaseQuantities(serving: Serving): Quantity[] {
  const { database } = serving.environment;
  const type = DATABASE_CLASSES[database.instanceClass];
  if (type === undefined) return [];
  return [...connections(serving, type), ...work(serving, type)];
}

function connections({ environment }: Serving, { memoryGiB }: DatabaseClass): Quantity[] {
  const { database, batch, load } = environment;
  const pods = SETS * replicas(environment);
  const workers = SETS * batch.worker.maxTasks * ASSUMED.worker.databaseConnections;
  const others = Object.values(OTHER_CONNECTIONS).reduce((sum, part) => sum + part, 0);
  const held = (load.requestsPerSecond * ASSUMED.request.transactionMilliseconds) / 1000;
  return [
    {
      name: "database.connections",
      unit: "connections",
      needed: pods * database.connectionsPerPod + workers + others,
      available: memoryGiB * CONNECTIONS_PER_GIB,
      path: "database.instanceClass",
      why: `${pods} pods of two releases with ${database.connectionsPerPod} each, ${workers} of their workers, ${others} for RDS, tasks and people`,
      limit: `max_connections of ${database.instanceClass}`,
      remedy: "choose a larger class, or lower database.connectionsPerPod or batch.worker.maxTasks",
    },
    {
      name: "database.pool",
      unit: "connections a pod",
      needed: Math.ceil(held / replicas(environment)),
      available: database.connectionsPerPod,
      path: "database.connectionsPerPod",
      why: `${held} transactions of ${ASSUMED.request.transactionMilliseconds} ms at once, over ${replicas(environment)} pods`,
      limit: "the pool of a pod",
      remedy: "raise it: requests would wait for a connection",
    },
  ];
}

function work({ environment }: Serving, type: DatabaseClass): Quantity[] {
  const { database, load } = environment;
  const { databaseCpuMilliseconds, storageOperations } = ASSUMED.request;
  return [
    {
      name: "database.cpu",
      unit: "millicores",
      needed: Math.ceil(load.requestsPerSecond * databaseCpuMilliseconds),
      available: type.sustainedVcpus * 1000 * COMFORTABLE.cpu,
      path: "database.instanceClass",
      why: `${load.requestsPerSecond} requests a second of ${databaseCpuMilliseconds} ms`,
      limit: `${COMFORTABLE.cpu * 100} % of what ${database.instanceClass} sustains`,
      remedy: "choose a larger class",
    },
    {
      name: "database.iops",
      unit: "operations a second",
      needed: load.requestsPerSecond * storageOperations,
      available: databaseIops(database.instanceClass, database.storageGiB),
      why: `${load.requestsPerSecond} requests a second of ${storageOperations}`,
      ...limitOfIops(database),
    },
  ];
}

function limitOfIops(database: EnvironmentConfig["database"]): Pick<Quantity, "path" | "limit" | "remedy"> {
  const { instanceClass, storageGiB } = database;
  if (databaseIops(instanceClass, storageGiB) < leastBaseline([instanceClass]).diskIops) {
    return {
      path: "database.storageGiB",
      limit: `what ${storageGiB} GiB of gp3 give`,
      remedy: "write at least 400, from where RDS stripes it",
    };
  }
  return {
    path: "database.instanceClass",
    limit: `what ${instanceClass} sustains`,
    remedy: "choose a larger class",
  };
}
