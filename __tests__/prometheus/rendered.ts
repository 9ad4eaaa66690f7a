import { one, template } from "../support/helm";
import { at } from "../charts/objects";
import {
  OBSERVABILITY_CHART,
  OBSERVABILITY_RELEASE,
  observabilityValues,
} from "../charts/observability-values";
import type { ApiSubject } from "../../modules/service/rules/requests";
import type { AlertingRule, RecordingRule, RuleGroup } from "../../modules/service/rules/rule";

/** The groups that Prometheus gets: what helm makes of the values. */
export function renderedGroups(changes: Partial<ApiSubject> = {}): RuleGroup[] {
  const objects = template(OBSERVABILITY_CHART, observabilityValues(changes), OBSERVABILITY_RELEASE);
  return at(one(objects, "PrometheusRule"), "spec.groups") as RuleGroup[];
}

export function alertingRules(groups: readonly RuleGroup[]): AlertingRule[] {
  return groups.flatMap(({ rules }) => rules.filter((rule): rule is AlertingRule => "alert" in rule));
}

export function recordingRules(groups: readonly RuleGroup[]): RecordingRule[] {
  return groups.flatMap(({ rules }) => rules.filter((rule): rule is RecordingRule => "record" in rule));
}
