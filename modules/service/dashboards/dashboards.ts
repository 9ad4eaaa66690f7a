import { budgetDashboard } from "./budget";
import { capacityDashboard } from "./capacity";
import { costsDashboard } from "./costs";
import type { GrafanaDashboard } from "./grafana";
import { requestsDashboard } from "./requests";
import { storesDashboard } from "./stores";
import type { DashboardSubject } from "./subject";

/** Grafana's pages, by the last part of their ConfigMap's name. */
export function apiDashboards(subject: DashboardSubject): Readonly<Record<string, GrafanaDashboard>> {
  return {
    requests: requestsDashboard(subject),
    budget: budgetDashboard(subject),
    capacity: capacityDashboard(subject),
    stores: storesDashboard(subject),
    costs: costsDashboard(subject),
  };
}
