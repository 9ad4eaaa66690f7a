import { SERVICE_ACCOUNTS } from "../cluster/service-accounts";
import { ON_SYSTEM_NODES } from "../cluster/workloads";
import { demand, type PodDemand, resourcesOf } from "./release-values";

const SIZE = { cpuMillicores: 100, memoryMiB: 256, memoryLimitMiB: 512 };
const SIDECAR = { cpuMillicores: 10, memoryMiB: 64, memoryLimitMiB: 128 };
// Two of them: dashboards and data sources.
const SIDECARS = 2;
// Users, preferences and plugins; dashboards come from charts.
export const GRAFANA_GIB = 5;

export interface GrafanaProps {
  readonly region: string;
  readonly storageClass: string;
}

/**
 * For people who come by `kubectl port-forward`; nothing outside of the cluster reaches it. The chart makes the password and keeps it
 * over upgrades. One pod: its volume is of one zone, and nothing waits for it.
 */
export function grafana({ region, storageClass }: GrafanaProps): object {
  return {
    serviceAccount: { create: true, name: SERVICE_ACCOUNTS.grafana.name },
    service: { type: "ClusterIP" },
    // Two pods would fight for the volume.
    deploymentStrategy: { type: "Recreate" },
    persistence: { enabled: true, storageClassName: storageClass, size: `${GRAFANA_GIB}Gi` },
    // Kubernetes hands the volume over by its group; the chart's own way needs root.
    initChownData: { enabled: false },
    securityContext: { seccompProfile: { type: "RuntimeDefault" } },
    nodeSelector: ON_SYSTEM_NODES,
    resources: resourcesOf(SIZE),
    testFramework: { enabled: false },
    defaultDashboardsTimezone: "utc",
    defaultDashboardsEditable: false,
    sidecar: {
      resources: resourcesOf(SIDECAR),
      dashboards: { enabled: true, label: "grafana_dashboard", labelValue: "1", searchNamespace: "ALL" },
      datasources: { enabled: true, uid: "prometheus", alertmanager: { enabled: true } },
    },
    plugins: ["grafana-x-ray-datasource"],
    additionalDataSources: [
      {
        name: "CloudWatch",
        uid: "cloudwatch",
        type: "cloudwatch",
        access: "proxy",
        jsonData: { authType: "default", defaultRegion: region },
      },
      {
        name: "X-Ray",
        uid: "x-ray",
        type: "grafana-x-ray-datasource",
        access: "proxy",
        jsonData: { authType: "default", defaultRegion: region },
      },
    ],
    "grafana.ini": {
      analytics: { check_for_updates: false, check_for_plugin_updates: false, reporting_enabled: false },
      users: { allow_sign_up: false },
      "auth.anonymous": { enabled: false },
      aws: { allowed_auth_providers: "default", assume_role_enabled: false },
      date_formats: { default_timezone: "UTC" },
    },
  };
}

export function grafanaPods(): PodDemand {
  return demand("grafana", 1, SIZE, ...Array.from({ length: SIDECARS }, () => SIDECAR));
}
