import { ALERTS } from "../../config/alerts";
import { DATABASE_CLASSES } from "../../config/catalogs/store-types";
import { CONTROL_PLANE_REGION, type RegionName } from "../../config/regions";
import { TABLE_UNITS } from "../../config/stores";
import { SERVICE_ACCOUNTS } from "../../modules/cluster/service-accounts";
import { maxConnections } from "../../modules/data/postgresql/parameters";
import { dashboardUrl } from "../../modules/monitoring/dashboard/links";
import type {
  RegionalSubject,
  RegionalThresholds,
} from "../../modules/monitoring/dashboard/regional-dashboard";
import type { Measured, RegionalSignsProps } from "./signs";

export interface RegionalViewProps extends Omit<RegionalSignsProps, "region" | "elsewhere" | "measured"> {
  readonly project: string;
  readonly region: RegionName;
  readonly elsewhere:
    (Exclude<RegionalSignsProps["elsewhere"], string> & { readonly region: RegionName }) | "none";
  readonly measured: Measured & { readonly previewTargetGroup: string };
  /** Of the alarms that tell; the fewest that say whether all is well. */
  readonly alarmArns: readonly string[];
}

/** What the region's dashboard shows. */
export function regionalView(props: RegionalViewProps): RegionalSubject {
  const { environment, names, measured } = props;
  const insights = environment.monitoring !== "basic";
  const { namespace } = SERVICE_ACCOUNTS.api;
  const nodes = Array.from(
    { length: 1 + environment.cache.replicas },
    (_, index) => `${names.cache}-00${index + 1}`,
  );
  return {
    overview: overview(props),
    service: {
      loadBalancer: measured.loadBalancer,
      targetGroups: { active: measured.targetGroup, preview: measured.previewTargetGroup },
      plannedRequestsPerSecond: environment.load.requestsPerSecond,
    },
    database: database(props),
    cache: { nodes },
    table:
      environment.dynamo === "off"
        ? "none"
        : {
            name: names.table,
            maxUnits: TABLE_UNITS,
            dax: environment.dynamo === "table-with-dax" ? { name: names.dax } : "none",
          },
    cluster: { name: names.cluster, namespace, insights },
    batch: {
      queue: names.queues.jobs,
      failedQueue: names.queues["jobs-failed"],
      clusterName: names.batchCluster,
      serviceName: names.tasks.worker,
      maxWorkers: environment.batch.worker.maxTasks,
    },
    network: {
      natGatewayIds: measured.natGatewayIds,
      certificateArn: measured.certificateArn,
      fileSystemId: measured.fileSystemId,
    },
    logs: {
      pods: insights ? { group: `/aws/containerinsights/${names.cluster}/application`, namespace } : "none",
      database: `/aws/rds/instance/${names.database}/postgresql`,
      worker: names.logGroups.worker,
    },
  };
}

function overview({
  project,
  environment,
  region,
  names,
  elsewhere,
  alarmArns,
}: RegionalViewProps): RegionalSubject["overview"] {
  return {
    product: `${project} ${environment.name}`,
    region,
    place: region === environment.regions[0].name ? "home" : "other",
    serves: region === environment.activeRegion,
    related: [
      { title: "all regions", url: dashboardUrl(CONTROL_PLANE_REGION, names.dashboards.global) },
      ...(elsewhere === "none"
        ? []
        : [
            {
              title: elsewhere.region,
              url: dashboardUrl(elsewhere.region, elsewhere.names.dashboards.regional),
            },
          ]),
    ],
    runbooks: [],
    alarmArns,
  };
}

function database({ environment, region, names }: RegionalViewProps): RegionalSubject["database"] {
  const { instanceClass, storageGiB, readReplicas } = environment.database;
  const memoryGiB = DATABASE_CLASSES[instanceClass]?.memoryGiB;
  if (memoryGiB === undefined) throw new Error(`${instanceClass} is not in config/catalogs/store-types.ts`);
  const bornHere = region === environment.regions[0].name;
  const first = bornHere
    ? { name: names.database, role: "primary", replica: false }
    : { name: names.database, role: "replica of home", replica: true };
  const others = Array.from({ length: bornHere ? readReplicas : 0 }, (_, index) => ({
    name: `${names.database}-replica-${index + 1}`,
    role: `read replica ${index + 1}`,
    replica: true,
  }));
  return { instances: [first, ...others], memoryGiB, maxConnections: maxConnections(memoryGiB), storageGiB };
}

/** Where lines are drawn: what the alarms say. */
export const VIEW_THRESHOLDS: RegionalThresholds = {
  service: {
    errorPercent: ALERTS["service-errors"].threshold,
    p95Seconds: ALERTS["service-latency"].threshold,
  },
  database: {
    cpuPercent: ALERTS["database-cpu"].threshold,
    memoryPercent: ALERTS["database-memory"].threshold,
    connectionsPercent: ALERTS["database-connections"].threshold,
    freeStoragePercent: ALERTS["database-storage"].threshold,
    replicaLagSeconds: ALERTS["replication-database"].threshold,
  },
  cache: { cpuPercent: ALERTS["cache-cpu"].threshold, memoryPercent: ALERTS["cache-memory"].threshold },
  nodes: {
    cpuPercent: ALERTS["nodes-cpu"].threshold,
    memoryPercent: ALERTS["nodes-memory"].threshold,
    diskPercent: ALERTS["nodes-disk-space"].threshold,
  },
  batch: { queueAgeSeconds: ALERTS["batch-jobs-waiting"].threshold },
  network: {
    certificateDays: ALERTS["service-certificate"].threshold,
    fileOperationsPercent: ALERTS["files-io"].threshold,
  },
};
