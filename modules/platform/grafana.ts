import { SERVICE_ACCOUNTS } from "../cluster/service-accounts";
import { ON_SYSTEM_NODES } from "../cluster/workloads";
import { demand, type PodDemand, resourcesOf } from "./release-values";

const SIZE = { cpuMillicores: 100, memoryMiB: 256, memoryLimitMiB: 512 };
const SIDECAR = { cpuMillicores: 10, memoryMiB: 64, memoryLimitMiB: 128 };
// Two of them: dashboards and data sources.
const SIDECARS = 2;
// Users, preferences and plugins; dashboards come from charts.
export const GRAFANA_GIB = 5;

const X_RAY_PLUGIN = "grafana-x-ray-datasource";

export interface GrafanaProps {
  readonly region: string;
  readonly storageClass: string;
  readonly priorityClass: string;
}

/** Uids, by which dashboards name them. */
export const DATA_SOURCES = { prometheus: "prometheus", cloudwatch: "cloudwatch", xray: "x-ray" } as const;

/**
 * For people who come by `kubectl port-forward`; nothing outside of the cluster reaches it. The chart makes the password and keeps it
 * over upgrades. One pod: its volume is of one zone, and nothing waits for it.
 */
export function grafana({ region, storageClass, priorityClass }: GrafanaProps): object {
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
    priorityClassName: priorityClass,
    resources: resourcesOf(SIZE),
    testFramework: { enabled: false },
    defaultDashboardsTimezone: "utc",
    defaultDashboardsEditable: false,
    sidecar: {
      resources: resourcesOf(SIDECAR),
      dashboards: { enabled: true, label: "grafana_dashboard", labelValue: "1", searchNamespace: "ALL" },
      datasources: { enabled: true, uid: DATA_SOURCES.prometheus, alertmanager: { enabled: true } },
    },
    additionalDataSources: [
      {
        name: "CloudWatch",
        uid: DATA_SOURCES.cloudwatch,
        type: "cloudwatch",
        access: "proxy",
        jsonData: { authType: "default", defaultRegion: region },
      },
      {
        name: "X-Ray",
        uid: DATA_SOURCES.xray,
        type: X_RAY_PLUGIN,
        access: "proxy",
        jsonData: { authType: "default", defaultRegion: region },
      },
    ],
    "grafana.ini": {
      analytics: { check_for_updates: false, check_for_plugin_updates: false, reporting_enabled: false },
      users: { allow_sign_up: false },
      "auth.anonymous": { enabled: false },
      // In the background: with the chart's own list Grafana, and so the release, does not start while grafana.com is away.
      // https://github.com/grafana-community/helm-charts/pull/72
      // Data sources of the image stay as they are: one that cannot be replaced is gone.
      // https://github.com/grafana/grafana-operator/issues/2946
      plugins: { preinstall: X_RAY_PLUGIN, preinstall_auto_update: false },
      aws: { allowed_auth_providers: "default", assume_role_enabled: false },
      date_formats: { default_timezone: "UTC" },
    },
  };
}

export function grafanaPods(): PodDemand {
  return demand("grafana", 1, SIZE, ...Array.from({ length: SIDECARS }, () => SIDECAR));
}
