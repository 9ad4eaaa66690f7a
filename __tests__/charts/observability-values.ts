import { join } from "node:path";
import { ALERTS, OBJECTIVES } from "../../config/alerts";
import { ASSUMED } from "../../config/capacity/assumptions";
import { configuration } from "../../config/environments";
import { API_REPLICAS } from "../../config/node-capacity";
import { apiDashboards } from "../../modules/service/dashboards/dashboards";
import type { DashboardSubject } from "../../modules/service/dashboards/subject";
import type { ObservabilityValues } from "../../modules/service/observability-values";
import type { ApiSubject } from "../../modules/service/rules/requests";
import { apiRules } from "../../modules/service/rules/rules";
import { apiValues, RELEASE } from "./api-values";

export const OBSERVABILITY_CHART = join(__dirname, "../../charts/mindscape-observability");
export const OBSERVABILITY_RELEASE = { name: "mindscape-observability", namespace: "monitoring" };

const api = apiValues("production", "blue-green");
if (api.rollout !== "blue-green") throw new Error("production is not blue-green");
const production = configuration.environments.find(({ name }) => name === "production");
if (production === undefined) throw new Error("no production");

export const SUBJECT: ApiSubject = {
  ...RELEASE,
  job: "mindscape-api",
  container: "api",
  rollout: "blue-green",
  scaling: "automatic",
  requests: api.analysis.requests,
  slowAbove: ALERTS["service-latency"].threshold,
};

export const DASHBOARDS: DashboardSubject = {
  api: SUBJECT,
  dataSources: { prometheus: "prometheus", cloudwatch: "cloudwatch" },
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
    requestsPerSecond: production.load.requestsPerSecond,
    cpuMillisecondsPerRequest: ASSUMED.request.cpuMilliseconds,
    requestSeconds: ASSUMED.request.seconds,
    pods: API_REPLICAS.max,
    podMemoryMiB: 300,
  },
  stores: {
    databases: ["mindscape-production", "mindscape-production-replica-1"],
    databaseConnections: 400,
    cacheNodes: ["mindscape-production-001", "mindscape-production-002"],
    table: { name: "mindscape-production", accelerator: "mindscape-dax" },
    fileSystemId: "fs-0123456789abcdef0",
  },
  machine: { vCpus: 2, memoryGiB: 8, usdPerHour: 0.0832 },
};

/** Values such as the layer `service` gives the chart; `changes` of what the rules are about. */
export function observabilityValues(changes: Partial<ApiSubject> = {}): ObservabilityValues {
  return {
    groups: apiRules({ ...SUBJECT, ...changes }, ALERTS, OBJECTIVES),
    dashboards: apiDashboards(DASHBOARDS),
  };
}
