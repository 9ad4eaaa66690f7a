/** Where a number comes from, and by what it can be told apart. */
export interface ScrapedFamily {
  readonly source: string;
  /** Those that rules and dashboards may ask for; where it was scraped comes on top. */
  readonly labels: readonly string[];
  readonly metrics: readonly string[];
}

/** Of everything that Prometheus scrapes through a monitor. */
export const TARGET_LABELS = ["namespace", "pod", "job", "instance", "metrics_path", "node"] as const;

const KUBE_STATE = "https://github.com/kubernetes/kube-state-metrics/blob/main/docs/metrics";
const KUBELET = "https://kubernetes.io/docs/reference/instrumentation/metrics/";

/**
 * Every metric that a rule or a dashboard asks Prometheus for: one that nobody scrapes is silent for ever. The API's own
 * histogram has the name and the labels that the chart is told.
 */
export const PROMETHEUS_METRICS: readonly ScrapedFamily[] = [
  {
    source: `${KUBE_STATE}/workload/pod-metrics.md`,
    labels: ["container", "resource", "unit"],
    metrics: ["kube_pod_container_resource_limits", "kube_pod_container_resource_requests"],
  },
  {
    source: `${KUBE_STATE}/workload/pod-metrics.md`,
    labels: ["container"],
    metrics: ["kube_pod_container_status_restarts_total"],
  },
  {
    source: `${KUBE_STATE}/workload/pod-metrics.md`,
    labels: ["phase"],
    metrics: ["kube_pod_status_phase"],
  },
  {
    source: `${KUBE_STATE}/workload/horizontalpodautoscaler-metrics.md`,
    labels: ["horizontalpodautoscaler"],
    metrics: [
      "kube_horizontalpodautoscaler_spec_max_replicas",
      "kube_horizontalpodautoscaler_status_current_replicas",
    ],
  },
  {
    source: `${KUBE_STATE}/workload/horizontalpodautoscaler-metrics.md`,
    labels: ["horizontalpodautoscaler", "condition", "status"],
    metrics: ["kube_horizontalpodautoscaler_status_condition"],
  },
  {
    source: `${KUBE_STATE}/workload/deployment-metrics.md`,
    labels: ["deployment", "condition", "status"],
    metrics: ["kube_deployment_status_condition"],
  },
  {
    source: `${KUBE_STATE}/cluster/node-metrics.md`,
    labels: ["resource", "unit"],
    metrics: ["kube_node_status_allocatable"],
  },
  {
    source: `${KUBE_STATE}/storage/persistentvolumeclaim-metrics.md`,
    labels: ["persistentvolumeclaim"],
    metrics: ["kube_persistentvolumeclaim_resource_requests_storage_bytes"],
  },
  {
    source: "https://github.com/google/cadvisor/blob/master/docs/storage/prometheus.md",
    labels: ["container", "image"],
    metrics: [
      "container_cpu_usage_seconds_total",
      "container_cpu_cfs_periods_total",
      "container_cpu_cfs_throttled_periods_total",
      "container_memory_working_set_bytes",
    ],
  },
  {
    source: KUBELET,
    labels: ["persistentvolumeclaim"],
    metrics: ["kubelet_volume_stats_available_bytes", "kubelet_volume_stats_capacity_bytes"],
  },
  {
    // The phases are not those of the rollout's status.
    source: "https://github.com/argoproj/argo-rollouts/blob/master/controller/metrics/prommetrics.go",
    labels: ["name", "strategy", "phase"],
    metrics: ["rollout_info"],
  },
  {
    source: "https://prometheus.io/docs/concepts/jobs_instances/",
    labels: [],
    metrics: ["up"],
  },
];
