import { type KubernetesObject, template } from "../support/helm";
import { assertKubernetes } from "../support/kubernetes-schemas";
import { apiValues, CHART, RELEASE } from "./api-values";

const objects = template(CHART, apiValues("production", "blue-green"), RELEASE);

/** The object of `kind`, with `text` in its JSON replaced. */
function spoilt(kind: string, text: string, replacement: string): KubernetesObject {
  const object = objects.find((candidate) => candidate.kind === kind);
  const json = JSON.stringify(object);
  expect(json).toContain(text);
  return JSON.parse(json.replace(text, replacement)) as KubernetesObject;
}

test.each([
  ["Service", '"externalTrafficPolicy"', '"externalTraficPolicy"', "externalTraficPolicy"],
  ["PodDisruptionBudget", '"maxUnavailable":1', '"maxUnavailable":true', "/spec/maxUnavailable"],
  ["HorizontalPodAutoscaler", '"minReplicas":3', '"minReplicas":"3"', "/spec/minReplicas"],
  ["NetworkPolicy", '"podSelector"', '"podsSelector"', "podsSelector"],
  ["Rollout", '"autoPromotionEnabled"', '"autoPromotion"', "autoPromotion"],
  ["Rollout", '"readinessProbe"', '"readynessProbe"', "readynessProbe"],
  ["AnalysisTemplate", '"backoffLimit"', '"backofLimit"', "backofLimit"],
  ["TargetGroupBinding", '"targetType":"instance"', '"targetType":"node"', "/spec/targetType"],
  ["ServiceMonitor", '"jobLabel"', '"jobLable"', "jobLable"],
  ["ServiceMonitor", '"ServiceMonitor"', '"ServiceMonitors"', "no schema of monitoring.coreos.com/v1"],
])("a %s with %s for %s is refused", (kind, text, replacement, named) => {
  expect(() => assertKubernetes([spoilt(kind, text, replacement)])).toThrow(named);
});
