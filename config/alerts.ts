import type { Alert } from "./alerts/alert";
import { API_ALERTS } from "./alerts/api";
import { COPY_ALERTS } from "./alerts/copies";
import { EDGE_ALERTS } from "./alerts/edge";
import { MACHINE_ALERTS } from "./alerts/machines";
import { SERVICE_ALERTS } from "./alerts/service";
import { STORE_ALERTS } from "./alerts/stores";

export { type Alert, EXPLANATIONS, type Incident, INCIDENTS, PAGERS } from "./alerts/alert";
export { OBJECTIVES } from "./alerts/api";

/**
 * The contract of what is told, when, by whom and how loudly. A threshold is written here and nowhere else: CloudWatch alarms
 * and Prometheus rules both come from it.
 */
export const ALERTS = {
  ...SERVICE_ALERTS,
  ...STORE_ALERTS,
  ...MACHINE_ALERTS,
  ...COPY_ALERTS,
  ...API_ALERTS,
  ...EDGE_ALERTS,
} as const satisfies Record<string, Alert>;

export type AlertKey = keyof typeof ALERTS;
