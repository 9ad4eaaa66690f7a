import { join } from "node:path";
import { ALERTS, OBJECTIVES } from "../../config/alerts";
import { namesFor } from "../../config/names";
import { apiDashboards } from "../../modules/service/dashboards/dashboards";
import type { DashboardSubject } from "../../modules/service/dashboards/subject";
import type { ObservabilityValues } from "../../modules/service/observability-values";
import type { ApiSubject } from "../../modules/service/rules/requests";
import { apiRules } from "../../modules/service/rules/rules";
import { dashboardSubject } from "../../stacks/service/observability";
import { environmentOf } from "./api-values";

export const OBSERVABILITY_CHART = join(__dirname, "../../charts/mindscape-observability");
export const OBSERVABILITY_RELEASE = { name: "mindscape-observability", namespace: "monitoring" };

const environment = environmentOf("production");
const { accountId, regions } = environment;
const [region] = regions;

/** As the layer `service` says it of production's home region. */
export const DASHBOARDS: DashboardSubject = dashboardSubject({
  environment,
  region,
  names: namesFor({ project: "mindscape", environment: "production", accountId, region: region.name }),
  fileSystemId: "fs-0123456789abcdef0",
});
export const SUBJECT: ApiSubject = DASHBOARDS.api;

/** Values such as the layer `service` gives the chart; `changes` of what the rules are about. */
export function observabilityValues(changes: Partial<ApiSubject> = {}): ObservabilityValues {
  return {
    groups: apiRules({ ...SUBJECT, ...changes }, ALERTS, OBJECTIVES),
    dashboards: apiDashboards(DASHBOARDS),
  };
}
