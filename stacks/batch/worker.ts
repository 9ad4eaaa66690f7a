import type { Names } from "../../config/names";
import { workerStatements } from "../../modules/batch/worker-statements";
import { bucketArn } from "../../modules/buckets/bucket";
import type { Place, PolicyStatement } from "../../modules/cluster/policy";
import { apiStatements } from "../../modules/cluster/pod-policies/api";
import { DATABASE, type DataStack } from "../data-stack";

// What a job may take, and then what it takes to stop a worker.
export const JOB_SECONDS = 10 * 60;
export const VISIBILITY_SECONDS = JOB_SECONDS + 5 * 60;
const UPLOADS_PREFIX = "uploads/";
const DATABASE_USER = "api";

/** What a worker works with. */
export interface WorkerOf {
  readonly names: Names;
  readonly keys: Readonly<Record<"assets" | "data", { readonly arn: string }>>;
  readonly data: Pick<DataStack, "database" | "cache" | "table">;
  readonly queue: { readonly arn: string; readonly url: string };
}

/** Jobs are the API's own work, done later: with the same rights, but without its cache of items. */
export function workerGrants(place: Place, { names, keys, data, queue }: WorkerOf): PolicyStatement[] {
  const { database, cache, table } = data;
  return [
    ...workerStatements(place, {
      queueArn: queue.arn,
      queueKeyArn: keys.data.arn,
      clusterName: names.batchCluster,
    }),
    ...apiStatements({
      ...place,
      database: { resourceIds: [database.resourceId], user: DATABASE_USER },
      cache: { arn: cache.arn, userArn: cache.apiUserArn },
      table: table === "none" ? "none" : { arn: table.arn, kmsKeyArn: keys.data.arn },
      dax: "none",
      jobs: "none",
      assets: {
        bucketArn: bucketArn(names.buckets.assets),
        kmsKeyArn: keys.assets.arn,
        uploadsPrefix: UPLOADS_PREFIX,
      },
    }),
  ];
}

export function workerEnvironment({ names, data, queue }: WorkerOf): Record<string, string> {
  const { database, cache, table } = data;
  return {
    ASSETS_BUCKET: names.buckets.assets,
    CACHE_HOST: cache.endpoint,
    CACHE_NAME: cache.name,
    CACHE_PORT: String(cache.port),
    CACHE_USER: names.cacheUsers.api,
    DATABASE_HOST: database.address,
    DATABASE_NAME: DATABASE.name,
    DATABASE_PORT: String(database.port),
    DATABASE_USER,
    JOB_SECONDS: String(JOB_SECONDS),
    QUEUE_URL: queue.url,
    ...(table !== "none" && { TABLE_NAME: table.name }),
  };
}
