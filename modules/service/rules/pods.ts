import { type AgreedAlert, alertingRule } from "./contract";
import type { ApiSubject } from "./requests";
import { type AlertingRule, EVALUATION_SECONDS, type RuleGroup, selector, time } from "./rule";

export const POD_ALERTS = [
  "api-cpu",
  "api-memory",
  "api-unseen",
  "api-restarts",
  "api-at-maximum",
  "api-rollout",
  "api-volume",
] as const;
export type PodAlertKey = (typeof POD_ALERTS)[number];
type Agreed = Readonly<Record<PodAlertKey, AgreedAlert>>;

// What Argo calls a rollout that was taken back or is stuck, in its metric; its status calls all of them Degraded.
// https://github.com/argoproj/argo-rollouts/blob/master/controller/metrics/rollouts.go
const STUCK = ["Abort", "Error", "InvalidSpec", "Timeout"] as const;
const BY_POD = "by (namespace, pod)";

/** What only the cluster sees of the API's pods, releases and volumes. */
export function podRules(subject: ApiSubject, agreed: Agreed): RuleGroup {
  return {
    name: "api-pods",
    interval: time(EVALUATION_SECONDS),
    rules: [
      cpu(subject, agreed["api-cpu"]),
      memory(subject, agreed["api-memory"]),
      unseen(subject, agreed["api-unseen"]),
      restarts(subject, agreed["api-restarts"]),
      ...(subject.scaling === "automatic" ? [atMaximum(subject, agreed["api-at-maximum"])] : []),
      rollout(subject, agreed["api-rollout"]),
      volume(agreed["api-volume"]),
    ],
  };
}

/** Both endpoints of the kubelet show a container's use; one of them counts. */
export function useSelector({ namespace, container }: ApiSubject): string {
  return selector({ metrics_path: "/metrics/cadvisor", namespace, container });
}

/** Largest of what several instances of kube-state-metrics say. */
export function limit({ namespace, container }: ApiSubject, resource: "cpu" | "memory"): string {
  return `max ${BY_POD} (kube_pod_container_resource_limits${selector({ namespace, container, resource })})`;
}

function cpu(subject: ApiSubject, alert: AgreedAlert): AlertingRule {
  const used = `sum ${BY_POD} (rate(container_cpu_usage_seconds_total${useSelector(subject)}[5m]))`;
  return alertingRule("api-cpu", alert, {
    expr: `100 * ${used} / ${limit(subject, "cpu")} > ${alert.threshold}`,
    description: `{{ $labels.pod }} uses {{ $value | humanize }} % of its CPU; told above ${alert.threshold} %.`,
  });
}

function memory(subject: ApiSubject, alert: AgreedAlert): AlertingRule {
  const used = `max ${BY_POD} (container_memory_working_set_bytes${useSelector(subject)})`;
  return alertingRule("api-memory", alert, {
    expr: `100 * ${used} / ${limit(subject, "memory")} > ${alert.threshold}`,
    description: `{{ $labels.pod }} uses {{ $value | humanize }} % of its memory; told above ${alert.threshold} %.`,
  });
}

/** Without a target there is no series, and silence would pass for health. */
function unseen({ namespace, job }: ApiSubject, alert: AgreedAlert): AlertingRule {
  return alertingRule("api-unseen", alert, {
    expr: `(sum(up${selector({ namespace, job })}) or vector(0)) < ${alert.threshold}`,
    description: "{{ $value }} pods of the API answer when Prometheus asks for their metrics.",
  });
}

/** Counted and not extrapolated: increase() makes a bit more than three of three. */
function restarts({ namespace, container }: ApiSubject, alert: AgreedAlert): AlertingRule {
  const window = time(alert.window.periodSeconds * alert.window.periods);
  const count = `kube_pod_container_status_restarts_total${selector({ namespace, container })}`;
  return alertingRule("api-restarts", alert, {
    expr: `max ${BY_POD} (${count}) - min ${BY_POD} (min_over_time(${count}[${window}])) > ${alert.threshold}`,
    description: `{{ $labels.pod }} has started {{ $value }} times within ${window}; told above ${alert.threshold}.`,
    atOnce: true,
  });
}

/** Busy: the autoscaler would have more if it might. */
function atMaximum({ namespace, name }: ApiSubject, alert: AgreedAlert): AlertingRule {
  const of = (metric: string, more: Readonly<Record<string, string>> = {}): string =>
    `max by (namespace, horizontalpodautoscaler) (kube_horizontalpodautoscaler_${metric}${selector({
      namespace,
      horizontalpodautoscaler: name,
      ...more,
    })})`;
  const limited = of("status_condition", { condition: "ScalingLimited", status: "true" });
  return alertingRule("api-at-maximum", alert, {
    expr: `${of("status_current_replicas")} >= ${of("spec_max_replicas")} and ${limited} >= ${alert.threshold}`,
    description: "{{ $value }} pods run, no more may, and the autoscaler would have more.",
  });
}

function rollout({ namespace, name, rollout: kind }: ApiSubject, alert: AgreedAlert): AlertingRule {
  const failed = { namespace, deployment: name, condition: "Progressing", status: "false" };
  return alertingRule("api-rollout", alert, {
    // Scraped from Argo itself, whose namespace takes the place of the rollout's.
    expr:
      kind === "blue-green"
        ? `max by (name) (rollout_info${selector({ name, "phase=~": STUCK.join("|") })}) >= ${alert.threshold}`
        : `max by (deployment) (kube_deployment_status_condition${selector(failed)}) >= ${alert.threshold}`,
    description: `The release of ${name} was taken back, or waits for something that does not come.`,
  });
}

/** Of all namespaces. A volume that several nodes mount is told once. */
function volume(alert: AgreedAlert): AlertingRule {
  const free = "kubelet_volume_stats_available_bytes / kubelet_volume_stats_capacity_bytes";
  return alertingRule("api-volume", alert, {
    expr: `100 * (1 - min by (namespace, persistentvolumeclaim) (${free})) > ${alert.threshold}`,
    description: `{{ $labels.namespace }}/{{ $labels.persistentvolumeclaim }} is {{ $value | humanize }} % full; told above ${alert.threshold} %.`,
  });
}
