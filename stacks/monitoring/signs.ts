import { ALERTS, type AlertKey } from "../../config/alerts";
import { databaseIops, leastBaseline, VOLUME_IOPS } from "../../config/catalogs/baselines";
import { DATABASE_CLASSES } from "../../config/catalogs/store-types";
import type { EnvironmentConfig } from "../../config/environment";
import type { Names } from "../../config/names";
import { maxConnections } from "../../modules/data/postgresql/parameters";
import { batchSigns } from "../../modules/monitoring/signs/batch";
import { cacheSigns } from "../../modules/monitoring/signs/cache";
import {
  backupSigns,
  bucketCopySigns,
  cacheCopySigns,
  fileCopySigns,
  tableCopySigns,
} from "../../modules/monitoring/signs/copies";
import { databaseSigns } from "../../modules/monitoring/signs/database";
import { natSigns } from "../../modules/monitoring/signs/network";
import { nodeSigns } from "../../modules/monitoring/signs/nodes";
import { serviceSigns } from "../../modules/monitoring/signs/service";
import type { Sign } from "../../modules/monitoring/signs/sign";
import { acceleratorSigns, fileSigns, tableSigns } from "../../modules/monitoring/signs/stores";
import { watchdogSigns } from "../../modules/monitoring/signs/watchdog";
import { REPLICATION_RULE } from "../../modules/replication/bucket-replication";

/** What AWS invents the names of. */
export interface Measured {
  /** The ends of their ARNs. */
  readonly loadBalancer: string;
  readonly targetGroup: string;
  readonly certificateArn: string;
  readonly natGatewayIds: readonly string[];
  readonly fileSystemId: string;
}

export interface RegionalSignsProps {
  readonly environment: EnvironmentConfig;
  readonly region: string;
  readonly names: Names;
  readonly elsewhere: { readonly region: string; readonly names: Names } | "none";
  readonly measured: Measured;
}

/** All that is measured in one region of an environment with alarms. */
export function regionalSigns(props: RegionalSignsProps): Sign<AlertKey>[] {
  const { measured, names } = props;
  return [
    ...serviceSigns({
      ...measured,
      quietBelow: {
        errors: ALERTS["service-errors"].quietBelow,
        requests: ALERTS["service-latency"].quietBelow,
      },
    }),
    ...databases(props),
    ...cacheSigns({ name: names.cache, nodes: 1 + props.environment.cache.replicas }),
    ...tables(props),
    ...fileSigns(measured.fileSystemId),
    ...machines(props),
    ...watchdogSigns(names.topics.watchdog),
    ...measured.natGatewayIds.flatMap((id, index) => natSigns(id, String(index + 1))),
    ...copies(props),
  ];
}

/** The primary with its read replicas where it was born, elsewhere the one that follows it. */
function databases({ environment, region, names }: RegionalSignsProps): Sign<AlertKey>[] {
  const { instanceClass, storageGiB, readReplicas } = environment.database;
  const memoryGiB = DATABASE_CLASSES[instanceClass]?.memoryGiB;
  if (memoryGiB === undefined) throw new Error(`${instanceClass} is not in config/catalogs/store-types.ts`);
  const shared = {
    memoryGiB,
    storageGiB,
    maxConnections: maxConnections(memoryGiB),
    baseline: {
      diskIops: databaseIops(instanceClass, storageGiB),
      networkGbps: leastBaseline([instanceClass]).networkGbps,
    },
  };
  const bornHere = region === environment.regions[0].name;
  const replicas = Array.from({ length: bornHere ? readReplicas : 0 }, (_, index) => `replica-${index + 1}`);
  return [
    ...databaseSigns({ ...shared, identifier: names.database, follows: !bornHere }),
    ...replicas.flatMap((about) =>
      databaseSigns({ ...shared, identifier: `${names.database}-${about}`, about, follows: true }),
    ),
  ];
}

function tables({ environment, names }: RegionalSignsProps): Sign<AlertKey>[] {
  if (environment.dynamo === "off") return [];
  return [
    ...tableSigns(names.table),
    ...(environment.dynamo === "table-with-dax" ? acceleratorSigns(names.dax) : []),
  ];
}

function machines({ environment, names }: RegionalSignsProps): Sign<AlertKey>[] {
  const { system, api, burst } = environment.nodes;
  const types = [system.instanceType, api.instanceType, ...(burst === "none" ? [] : burst.instanceTypes)];
  const { networkGbps, diskIops } = leastBaseline(types);
  return [
    ...nodeSigns({
      clusterName: names.cluster,
      baseline: { networkGbps, diskIops: Math.min(VOLUME_IOPS, diskIops) },
      credits: types.some((type) => type.startsWith("t")),
    }),
    ...batchSigns({
      clusterName: names.batchCluster,
      serviceName: names.tasks.worker,
      autoscalingGroupName: names.spotCapacity,
      queues: { jobs: names.queues.jobs, failed: names.queues["jobs-failed"] },
      networkGbps: leastBaseline(environment.batch.spot.instanceTypes).networkGbps,
    }),
  ];
}

/** What the loss of this region, or of the other one, would cost. */
function copies({ environment, region, names, elsewhere }: RegionalSignsProps): Sign<AlertKey>[] {
  const backups = region === environment.activeRegion ? [...backupSigns(names.vault)] : [];
  if (elsewhere === "none") return backups;
  // EFS copies from home alone, and not while another region serves.
  const home = environment.regions[0].name;
  const filesAreCopied = region === home && environment.activeRegion === home;
  const buckets = (["assets", "backups"] as const).flatMap((purpose) =>
    bucketCopySigns({
      purpose,
      here: names.buckets[purpose],
      there: elsewhere.names.buckets[purpose],
      rule: REPLICATION_RULE,
    }),
  );
  return [
    ...backups,
    ...(environment.dynamo === "off" ? [] : tableCopySigns(names.table, elsewhere.region)),
    ...cacheCopySigns(),
    ...(filesAreCopied ? fileCopySigns() : []),
    ...buckets,
  ];
}
