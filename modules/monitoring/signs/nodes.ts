import { metricsOf, type Sign } from "./sign";

const BYTES_PER_GBIT = 1e9 / 8;

type NodeAlert =
  | "nodes-cpu"
  | "nodes-credits"
  | "nodes-disk-io"
  | "nodes-disk-space"
  | "nodes-failed"
  | "nodes-memory"
  | "nodes-network"
  | "nodes-silent";

export interface NodeSignsProps {
  readonly clusterName: string;
  /** What the smallest node may do. */
  readonly baseline: { readonly diskIops: number; readonly networkGbps: number };
  /** Whether some nodes are of a T family. */
  readonly credits: boolean;
}

/**
 * All nodes of a cluster, as the agents on them report. Under the cluster's name alone there is a value of each: the largest is
 * the busiest node's, and nodes may come and go.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Container-Insights-metrics-enhanced-EKS.html
 */
export function nodeSigns({ clusterName, baseline, credits }: NodeSignsProps): Sign<NodeAlert>[] {
  const metric = metricsOf("ContainerInsights", { ClusterName: clusterName });
  return [
    { alert: "nodes-cpu", comparison: "above", measure: metric("node_cpu_utilization", "Maximum") },
    { alert: "nodes-memory", comparison: "above", measure: metric("node_memory_utilization", "Maximum") },
    {
      alert: "nodes-disk-space",
      comparison: "above",
      measure: metric("node_filesystem_utilization", "Maximum"),
    },
    {
      alert: "nodes-disk-io",
      comparison: "above",
      measure: {
        metrics: { operations: metric("node_diskio_io_serviced_total", "Maximum") },
        expression: `100 * operations / ${baseline.diskIops}`,
        label: "operations, %",
      },
    },
    {
      alert: "nodes-network",
      comparison: "above",
      measure: {
        metrics: { bytes: metric("node_network_total_bytes", "Maximum") },
        // Both ways together, of what either way may carry.
        expression: `100 * bytes / ${2 * baseline.networkGbps * BYTES_PER_GBIT}`,
        label: "network, %",
      },
    },
    { alert: "nodes-failed", comparison: "above", measure: metric("cluster_failed_node_count", "Maximum") },
    { alert: "nodes-silent", comparison: "below", measure: metric("cluster_node_count", "Maximum") },
    ...(credits ? [surplusCredits] : []),
  ];
}

/**
 * Of every machine in the region: which they are changes by itself, and only machines of T families have it. What is charged
 * appears only when more is borrowed than a day earns, or when a machine goes; what is borrowed is seen before.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/viewing_metrics_with_cloudwatch.html#cpu-credit-metrics
 */
const surplusCredits: Sign<NodeAlert> = {
  alert: "nodes-credits",
  comparison: "above",
  measure: {
    query: 'SELECT MAX(CPUSurplusCreditBalance) FROM SCHEMA("AWS/EC2", InstanceId)',
    label: "borrowed credits",
  },
};
