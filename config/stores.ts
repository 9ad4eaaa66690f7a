import { z } from "zod";
import { CACHE_NODE_TYPES, DATABASE_CLASSES, DAX_NODE_TYPES } from "./catalogs/store-types";

// gp3 for PostgreSQL. https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html#gp3-storage
const STORAGE_GIB = { min: 20, max: 65_536 } as const;
// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ReadRepl.html
const MAX_READ_REPLICAS = 15;
// https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Replication.Redis.Groups.html
const MAX_CACHE_REPLICAS = 5;
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DAX.concepts.cluster.html
const MAX_DAX_NODES = 11;

/**
 * Units a second that a table gives at most: 0.125 USD per million reads, 0.625 per million writes. More than the load needs
 * (config/capacity) is a client out of control.
 */
export const TABLE_UNITS = { read: 8000, write: 2000 } as const;

function oneOf(catalog: Readonly<Record<string, unknown>>): z.ZodType<string> {
  const known = Object.keys(catalog) as [string, ...string[]];
  return z.enum(known, { error: `allowed are ${known.join(", ")}; see config/catalogs` });
}

const storageGiB = z
  .int()
  .min(STORAGE_GIB.min, {
    error: `allowed are ${STORAGE_GIB.min} to ${STORAGE_GIB.max} GiB, PostgreSQL on gp3`,
  })
  .max(STORAGE_GIB.max, {
    error: `allowed are ${STORAGE_GIB.min} to ${STORAGE_GIB.max} GiB, PostgreSQL on gp3`,
  });

export const databaseSchema = z.strictObject({
  instanceClass: oneOf(DATABASE_CLASSES),
  /** At birth. RDS never gives storage back. */
  storageGiB,
  /** Up to where RDS may grow it by itself. */
  maxStorageGiB: storageGiB,
  /** `multi-zone` keeps a synchronous standby: twice the price, no data lost with a zone. */
  availability: z.enum(["single-zone", "multi-zone"]),
  /** Beside the primary, in its region; the other region has one of its own in any case. */
  readReplicas: z
    .int()
    .min(0)
    .max(MAX_READ_REPLICAS, { error: `at most ${MAX_READ_REPLICAS}` }),
  /** Size of the pool that each pod of the API keeps. */
  connectionsPerPod: z.int().min(1, { error: "at least 1" }),
});

export const cacheSchema = z.strictObject({
  /** `valkey` costs a fifth less and speaks the same protocol (docs/adr). */
  engine: z.enum(["redis", "valkey"]),
  nodeType: oneOf(CACHE_NODE_TYPES),
  availability: z.enum(["single-zone", "multi-zone"]),
  /** Beside the primary, in other zones. */
  replicas: z
    .int()
    .min(0)
    .max(MAX_CACHE_REPLICAS, { error: `at most ${MAX_CACHE_REPLICAS}` }),
});

export const daxSchema = z.union([
  z.literal("none"),
  z.strictObject({
    nodeType: oneOf(DAX_NODE_TYPES),
    nodes: z
      .int()
      .min(1)
      .max(MAX_DAX_NODES, { error: `at most ${MAX_DAX_NODES}` }),
  }),
]);
