import { ALERTS, OBJECTIVES } from "../../config/alerts";
import { API_CONTRACT, API_REPLICAS } from "../../config/api";
import { busyPod } from "../../config/capacity/api";
import { ASSUMED } from "../../config/capacity/assumptions";
import { INSTANCE_TYPES } from "../../config/catalogs/instance-types";
import { MACHINE_PRICES } from "../../config/catalogs/machine-prices";
import { DATABASE_CLASSES } from "../../config/catalogs/store-types";
import type { EnvironmentConfig, RegionConfig } from "../../config/environment";
import type { Names } from "../../config/names";
import { maxConnections } from "../../modules/data/postgresql/parameters";
import { DATA_SOURCES } from "../../modules/platform/grafana";
import { apiDashboards } from "../../modules/service/dashboards/dashboards";
import type { DashboardSubject, StoresSubject } from "../../modules/service/dashboards/subject";
import type { ObservabilityValues } from "../../modules/service/observability-values";
import type { ApiSubject } from "../../modules/service/rules/requests";
import { apiRules } from "../../modules/service/rules/rules";
import { API_RELEASE } from "../../modules/service/service";

export interface ObservedOf {
  readonly environment: EnvironmentConfig;
  readonly region: RegionConfig;
  readonly names: Names;
  readonly fileSystemId: string;
}

/** What charts/mindscape-observability is told in one region. */
export function observabilityValues(observed: ObservedOf): ObservabilityValues {
  const subject = dashboardSubject(observed);
  return { groups: apiRules(subject.api, ALERTS, OBJECTIVES), dashboards: apiDashboards(subject) };
}

function apiSubject({ rollout, scaling }: EnvironmentConfig): ApiSubject {
  return {
    ...API_RELEASE,
    // As charts/mindscape-api calls them: its own name, and its pods' only container.
    job: "mindscape-api",
    container: "api",
    rollout,
    scaling,
    requests: API_CONTRACT.requests,
    slowAbove: ALERTS["service-latency"].threshold,
  };
}

/** What its rules and dashboards are about. */
export function dashboardSubject(observed: ObservedOf): DashboardSubject {
  const { environment } = observed;
  const { request } = ASSUMED;
  return {
    api: apiSubject(environment),
    dataSources: DATA_SOURCES,
    objectives: OBJECTIVES,
    thresholds: {
      errorPercent: ALERTS["service-errors"].threshold,
      p95Seconds: ALERTS["service-latency"].threshold,
      cpuPercent: ALERTS["api-cpu"].threshold,
      memoryPercent: ALERTS["api-memory"].threshold,
      fastestBurn: ALERTS["budget-errors-hour"].threshold,
      databaseCpuPercent: ALERTS["database-cpu"].threshold,
      databaseConnectionsPercent: ALERTS["database-connections"].threshold,
      cacheCpuPercent: ALERTS["cache-cpu"].threshold,
      cacheMemoryPercent: ALERTS["cache-memory"].threshold,
      filesPercent: ALERTS["files-io"].threshold,
    },
    plan: {
      requestsPerSecond: environment.load.requestsPerSecond,
      cpuMillisecondsPerRequest: request.cpuMilliseconds,
      requestSeconds: request.seconds,
      pods: API_REPLICAS.max,
      podMemoryMiB: busyPod(environment).memoryMiB,
    },
    stores: stores(observed),
    machine: machine(environment),
  };
}

function stores({ environment, region, names, fileSystemId }: ObservedOf): StoresSubject {
  const { database, cache, dynamo } = environment;
  const known = DATABASE_CLASSES[database.instanceClass];
  if (known === undefined)
    throw new Error(`${database.instanceClass} is not in config/catalogs/store-types.ts`);
  const replicas = region.name === environment.regions[0].name ? database.readReplicas : 0;
  return {
    databases: [names.database, ...numbered(replicas, (one) => `${names.database}-replica-${one}`)],
    databaseConnections: maxConnections(known.memoryGiB),
    cacheNodes: numbered(1 + cache.replicas, (one) => `${names.cache}-${String(one).padStart(3, "0")}`),
    table:
      dynamo === "off"
        ? "none"
        : { name: names.table, ...(dynamo === "table-with-dax" && { accelerator: names.dax }) },
    fileSystemId,
  };
}

function numbered(count: number, name: (one: number) => string): string[] {
  return Array.from({ length: count }, (_, index) => name(index + 1));
}

/** Most machines are as the API's. */
function machine({ nodes: { api } }: EnvironmentConfig): DashboardSubject["machine"] {
  const type = INSTANCE_TYPES[api.instanceType];
  const usdPerHour = MACHINE_PRICES[api.instanceType];
  if (type === undefined || usdPerHour === undefined)
    throw new Error(`${api.instanceType} is not in config/catalogs, with its price in machine-prices.ts`);
  return { vCpus: type.vCpus, memoryGiB: type.memoryMiB / 1024, usdPerHour };
}
