import { type BurnKey, budgetRules, ERROR_BURNS, LATENCY_BURNS, type Objectives } from "./budget";
import type { AgreedAlert, AgreedBurn } from "./contract";
import { POD_ALERTS, type PodAlertKey, podRules } from "./pods";
import { type ApiSubject, requestRules } from "./requests";
import type { RuleGroup } from "./rule";

/** The alerts of the contract that Prometheus tells. */
export type AgreedAlerts = Readonly<Record<PodAlertKey, AgreedAlert> & Record<BurnKey, AgreedBurn>>;
export const TOLD = [...POD_ALERTS, ...ERROR_BURNS, ...LATENCY_BURNS] as const;

/** Everything that Prometheus calculates and tells about the API. */
export function apiRules(subject: ApiSubject, agreed: AgreedAlerts, objectives: Objectives): RuleGroup[] {
  return [requestRules(subject), ...budgetRules(agreed, objectives), podRules(subject, agreed)];
}
