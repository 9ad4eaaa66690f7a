import type { ReleaseValues } from "./release-values";

/** Definitions of ServiceMonitor, PrometheusRule and the like, in a release of their own: Helm never upgrades a chart's `crds/`. */
export function prometheusCrds(): ReleaseValues {
  return { values: {}, pods: [], serviceAccounts: [] };
}
