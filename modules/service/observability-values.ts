import type { GrafanaDashboard } from "./dashboards/grafana";
import type { RuleGroup } from "./rules/rule";

/** The values of charts/mindscape-observability. */
export interface ObservabilityValues {
  /** Of apiRules. */
  readonly groups: readonly RuleGroup[];
  /** Of apiDashboards, by the last part of their ConfigMap's name. */
  readonly dashboards: Readonly<Record<string, GrafanaDashboard>>;
}
