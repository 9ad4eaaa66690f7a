import { STORE_PORTS, zoneAddresses } from "../../config/addresses";
import { ALERTS } from "../../config/alerts";
import {
  API_CONTRACT,
  API_POD,
  API_REPLICAS,
  API_SCALING,
  SCRAPE_SECONDS,
  TRACED_SHARE,
} from "../../config/api";
import type { EnvironmentConfig, RegionConfig } from "../../config/environment";
import type { Names } from "../../config/names";
import { ORIGIN } from "../../config/origin";
import { queueUrl } from "../../modules/batch/job-queue";
import { SERVICE_ACCOUNTS } from "../../modules/cluster/service-accounts";
import { type Workload, WORKLOAD } from "../../modules/cluster/workloads";
import { COLLECTOR_PORTS } from "../../modules/platform/collector";
import { NAMESPACES, PRIORITY_CLASSES } from "../../modules/platform/foundation";
import type { ApiValues, BlueGreenValues, RollingValues } from "../../modules/service/api-values";
import { type StoreAddresses, storeVariables, UPLOADS_PREFIX } from "../api-stores";

const PLACEMENT = { key: WORKLOAD, prefer: "api", allow: ["api", "burst"] satisfies Workload[] };
// The operator's own name for whatever Prometheuses it runs; either of two sees all.
const PROMETHEUS = `http://prometheus-operated.${NAMESPACES.monitoring}.svc:9090`;

/** All that `data` says to the API of its region. */
export interface ApiStores extends StoreAddresses {
  readonly database: StoreAddresses["database"] & {
    /** Where it was born. */
    readonly readReplicas?: readonly { readonly address: string }[];
  };
  readonly dax: { readonly endpoint: string } | "none";
  readonly files: { readonly id: string };
  readonly apiAccessPoint: { readonly id: string };
}

export interface ApiOf {
  readonly environment: EnvironmentConfig;
  readonly region: RegionConfig;
  readonly accountId: string;
  readonly names: Names;
  /** The stores that this region's API uses. */
  readonly data: ApiStores;
  /** ARNs. */
  readonly targetGroups: { readonly active: string; readonly preview: string };
}

/** What charts/mindscape-api is told in one region. */
export function apiValues(api: ApiOf): ApiValues {
  const { environment, region, data } = api;
  const zones = zoneAddresses(region);
  return {
    ...releasedAs(api),
    image: image(api),
    region: region.name,
    environment: environment.name,
    serviceAccount: SERVICE_ACCOUNTS.api.name,
    nodePorts: ORIGIN.nodePorts,
    scaling: { kind: environment.scaling, ...API_REPLICAS, ...API_SCALING },
    resources: API_POD,
    placement: PLACEMENT,
    priorityClass: PRIORITY_CLASSES.api.name,
    variables: variables(api),
    network: {
      nodeRanges: zones.map((zone) => zone.private),
      stores: {
        ports: [STORE_PORTS.postgresql, STORE_PORTS.redis, STORE_PORTS.dax],
        ranges: zones.map((zone) => zone.isolated),
      },
    },
    ...(environment.sharedFiles === "mounted" && {
      files: {
        fileSystemId: data.files.id,
        accessPointId: data.apiAccessPoint.id,
        mountPath: API_CONTRACT.filesPath,
      },
    }),
  };
}

/** A region pulls from its own registry: it needs no other to start a pod. */
function image({ environment, region, accountId, names }: ApiOf): string {
  const { version } = environment.image;
  const repository = `${accountId}.dkr.ecr.${region.name}.amazonaws.com/${names.repository}`;
  return version.startsWith("sha256:") ? `${repository}@${version}` : `${repository}:${version}`;
}

function releasedAs({ environment, targetGroups }: ApiOf): (RollingValues | BlueGreenValues) & Observed {
  const observed = environment.prometheus === "none" ? {} : OBSERVED;
  if (environment.rollout === "rolling") return { rollout: "rolling", targetGroups, ...observed };
  const latency = ALERTS["service-latency"];
  return {
    rollout: "blue-green",
    targetGroups,
    ...OBSERVED,
    check: API_CONTRACT.check,
    analysis: {
      prometheus: PROMETHEUS,
      errorPercent: ALERTS["service-errors"].threshold,
      p95Seconds: latency.threshold,
      p95QuietBelow: latency.quietBelow,
      requests: API_CONTRACT.requests,
    },
  };
}

type Observed = Pick<ApiValues, "metrics" | "traces">;
const OBSERVED = {
  metrics: { namespace: NAMESPACES.monitoring, intervalSeconds: SCRAPE_SECONDS },
  traces: {
    namespace: NAMESPACES.monitoring,
    service: SERVICE_ACCOUNTS.collector.name,
    port: COLLECTOR_PORTS.otlp,
    samplingPort: COLLECTOR_PORTS.sampling,
    share: TRACED_SHARE,
  },
};

function variables({ environment, region, accountId, names, data }: ApiOf): Record<string, string> {
  const { database, dax } = data;
  const { readReplicas: replicas = [] } = database;
  return {
    ...storeVariables(names, data),
    DATABASE_POOL_SIZE: String(environment.database.connectionsPerPod),
    ...(replicas.length > 0 && {
      DATABASE_READ_HOSTS: replicas.map(({ address }) => address).join(","),
    }),
    ...(dax !== "none" && { DAX_ENDPOINT: dax.endpoint }),
    ...(environment.sharedFiles === "mounted" && { FILES_PATH: API_CONTRACT.filesPath }),
    QUEUE_URL: queueUrl({ region: region.name, accountId }, names.queues.jobs),
    UPLOADS_PREFIX,
  };
}
