import { leastBaseline } from "../catalogs/baselines";
import { CACHE_NODE_TYPES } from "../catalogs/store-types";
import { TABLE_UNITS } from "../stores";
import { replicas, SETS } from "./api";
import { ASSUMED } from "./assumptions";
import { megabits } from "./edge";
import type { Quantity, Serving } from "./quantity";

const KIB_PER_GIB = 1024 * 1024;
// The rest is ElastiCache's own, for snapshots and replication (`reserved-memory-percent` 25).
// https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/redis-memory-management.html
const CACHE_DATA_SHARE = 0.75;
// The least that any t type admits, and what all others do.
// https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/ParameterGroups.Engine.html (maxclients)
const CACHE_CLIENTS = { burstable: 20_000, other: 65_000 } as const;
// What a new on-demand table, or a new replica of one, takes at once; it grows from there by twice its last peak.
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/on-demand-capacity-mode.html
const NEW_TABLE_UNITS = { read: 12_000, write: 4000 } as const;

/** The primary node alone: a lost zone may leave no other. */
export function cacheQuantities({ environment }: Serving): Quantity[] {
  const { cache, load, batch } = environment;
  const type = CACHE_NODE_TYPES[cache.nodeType];
  if (type === undefined) return [];
  const { request, pod, worker, sessionsPerUser, sessionKiB, cachedKiBPerUser } = ASSUMED;
  const kibPerUser = sessionsPerUser * sessionKiB + cachedKiBPerUser;
  const pods = SETS * replicas(environment);
  const shared = { path: "cache.nodeType", remedy: "choose a larger type" };
  return [
    {
      ...shared,
      name: "cache.memory",
      unit: "GiB",
      needed: hundredths((load.concurrentUsers * kibPerUser) / KIB_PER_GIB),
      available: hundredths(type.memoryGiB * CACHE_DATA_SHARE),
      why: `${load.concurrentUsers} users with ${sessionsPerUser} sessions of ${sessionKiB} KiB and ${cachedKiBPerUser} KiB of cached values each`,
      limit: `${CACHE_DATA_SHARE * 100} % of ${cache.nodeType}`,
    },
    {
      ...shared,
      name: "cache.connections",
      unit: "connections",
      needed: pods * pod.cacheConnections + SETS * batch.worker.maxTasks * worker.cacheConnections,
      available: cache.nodeType.startsWith("cache.t") ? CACHE_CLIENTS.burstable : CACHE_CLIENTS.other,
      why: `${pods} pods of two releases with ${pod.cacheConnections} each, and their workers with ${worker.cacheConnections}`,
      limit: "maxclients of a node",
    },
    {
      ...shared,
      name: "cache.traffic",
      unit: "Mbit/s",
      needed: megabits(load.requestsPerSecond * request.cacheCommands * request.cacheKiBPerCommand),
      available: leastBaseline([cache.nodeType]).networkGbps * 1000,
      why: `${load.requestsPerSecond} requests a second with ${request.cacheCommands} commands of ${request.cacheKiBPerCommand} KiB`,
      limit: `what ${cache.nodeType} sustains`,
    },
  ];
}

/** The table takes everything itself while DAX is empty or gone, as it is after a failover. */
export function tableQuantities({ environment }: Serving): Quantity[] {
  const { dynamo, load } = environment;
  if (dynamo === "off") return [];
  const quantity = (kind: "read" | "write", perRequest: number): Quantity => ({
    name: `table.${kind}s`,
    unit: "units a second",
    needed: load.requestsPerSecond * perRequest,
    available: Math.min(TABLE_UNITS[kind], NEW_TABLE_UNITS[kind]),
    path: "load.requestsPerSecond",
    why: `${load.requestsPerSecond} requests a second of ${perRequest}`,
    limit: `the table's own maximum (config/stores.ts); a new one begins with ${NEW_TABLE_UNITS[kind]}`,
    remedy: "raise TABLE_UNITS, and warm the table up beyond what a new one takes",
  });
  return [quantity("read", ASSUMED.request.tableReads), quantity("write", ASSUMED.request.tableWrites)];
}

function hundredths(value: number): number {
  return Math.round(value * 100) / 100;
}
