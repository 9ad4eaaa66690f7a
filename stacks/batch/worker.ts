import type { Names } from "../../config/names";
import { workerStatements } from "../../modules/batch/worker-statements";
import { bucketArn } from "../../modules/buckets/bucket";
import type { Place, PolicyStatement } from "../../modules/cluster/policy";
import { apiStatements } from "../../modules/cluster/pod-policies/api";
import { DATABASE_USER, storeVariables, UPLOADS_PREFIX } from "../api-stores";
import type { DataStack } from "../data-stack";

// What a job may take, and then what it takes to stop a worker.
export const JOB_SECONDS = 10 * 60;
export const VISIBILITY_SECONDS = JOB_SECONDS + 5 * 60;

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
  return { ...storeVariables(names, data), JOB_SECONDS: String(JOB_SECONDS), QUEUE_URL: queue.url };
}
