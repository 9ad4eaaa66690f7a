import { join } from "node:path";
import { STORE_PORTS, zoneAddresses } from "../../config/addresses";
import { ALERTS } from "../../config/alerts";
import { configuration } from "../../config/environments";
import type { EnvironmentName } from "../../config/environment";
import { API_POD } from "../../config/node-capacity";
import { ORIGIN } from "../../config/origin";
import { SERVICE_ACCOUNTS } from "../../modules/cluster/service-accounts";
import { WORKLOAD } from "../../modules/cluster/workloads";
import type { ApiValues } from "../../modules/service/api-values";

export const CHART = join(__dirname, "../../charts/mindscape-api");
export const RELEASE = { name: SERVICE_ACCOUNTS.api.name, namespace: SERVICE_ACCOUNTS.api.namespace };
export const PROMETHEUS = "http://prometheus-operated.monitoring.svc:9090";

/** Values such as the layer `service` gives the chart in the home region of an environment. */
export function apiValues(name: EnvironmentName, rollout: ApiValues["rollout"]): ApiValues {
  const environment = configuration.environments.find((one) => one.name === name);
  if (environment === undefined) throw new Error(`no environment ${name}`);
  const { accountId, regions, scaling, monitoring } = environment;
  const [region] = regions;
  const zones = zoneAddresses(region);
  const registry = `${accountId}.dkr.ecr.${region.name}.amazonaws.com`;
  const targetGroup = (colour: string, digit: string): string =>
    `arn:aws:elasticloadbalancing:${region.name}:${accountId}:targetgroup/mindscape-${name}-${colour}/${digit.repeat(16)}`;
  const targetGroups = { active: targetGroup("active", "a"), preview: targetGroup("preview", "b") };
  const metrics = { namespace: "monitoring", intervalSeconds: 15 };
  return {
    image: `${registry}/mindscape/api@sha256:${"4".repeat(64)}`,
    region: region.name,
    environment: name,
    serviceAccount: SERVICE_ACCOUNTS.api.name,
    nodePorts: ORIGIN.nodePorts,
    scaling: { kind: scaling, min: 3, max: 10, cpuPercent: 70, memoryPercent: 80 },
    resources: API_POD,
    placement: { key: WORKLOAD, prefer: "api", allow: ["api", "burst"] },
    priorityClass: "mindscape-api",
    variables: { DATABASE_HOST: "db.example", DATABASE_PORT: String(STORE_PORTS.postgresql) },
    network: {
      nodeRanges: zones.map((zone) => zone.private),
      stores: {
        ports: [STORE_PORTS.postgresql, STORE_PORTS.redis, STORE_PORTS.dax],
        ranges: zones.map((zone) => zone.isolated),
      },
    },
    files: {
      fileSystemId: "fs-0123456789abcdef0",
      accessPointId: "fsap-0123456789abcdef0",
      mountPath: "/var/lib/mindscape",
    },
    traces: { namespace: "monitoring", service: "collector", port: 4318, share: 0.05 },
    ...(rollout === "rolling"
      ? { rollout, targetGroups, ...(monitoring !== "basic" && { metrics }) }
      : {
          rollout,
          targetGroups,
          metrics,
          check: { command: ["/app/check"], seconds: 120 },
          analysis: {
            prometheus: PROMETHEUS,
            errorPercent: ALERTS["service-errors"].threshold,
            p95Seconds: ALERTS["service-latency"].threshold,
            p95QuietBelow: ALERTS["service-latency"].quietBelow,
            requests: {
              histogram: "http_server_request_duration_seconds",
              statusLabel: "http_response_status_code",
              routeLabel: "http_route",
              ignoredRoutes: ["/health", "/metrics"],
            },
          },
        }),
  };
}
