import { metricsOf } from "../metric";
import { type Chart, COLORS, type Row, type Section } from "../widget";

export interface ClusterSubject {
  readonly name: string;
  /** Kubernetes namespace of the product. */
  readonly namespace: string;
  /** Whether agents on the nodes report to Container Insights. */
  readonly insights: boolean;
}

export interface NodeThresholds {
  readonly cpuPercent: number;
  readonly memoryPercent: number;
  readonly diskPercent: number;
}

/** Kubernetes: whether pods find room, and how full the nodes are. */
export function clusterSection(subject: ClusterSubject, thresholds: NodeThresholds): Section {
  const nodes: Row[] = subject.insights
    ? [
        {
          height: 6,
          widgets: [
            nodeCpu(subject, thresholds),
            nodeMemory(subject, thresholds),
            disk(subject, thresholds),
            count(subject),
          ],
        },
      ]
    : [];
  return {
    title: "Kubernetes",
    rows: [
      ...nodes,
      {
        height: 6,
        widgets: [pending(subject), ...(subject.insights ? [pods(subject)] : []), apiServer(subject)],
      },
    ],
  };
}

function insightsOf({ name }: ClusterSubject): ReturnType<typeof metricsOf> {
  return metricsOf("ContainerInsights", { ClusterName: name });
}

function nodeCpu(subject: ClusterSubject, { cpuPercent }: NodeThresholds): Chart {
  const of = insightsOf(subject);
  return {
    kind: "chart",
    title: "Nodes: CPU",
    unit: "%",
    max: 100,
    lines: {
      busiest: { label: "busiest node", draws: of("node_cpu_utilization", "Maximum"), color: COLORS.bad },
      average: { label: "average", draws: of("node_cpu_utilization", "Average"), color: COLORS.plain },
    },
    limits: [{ label: `alarm above ${cpuPercent} %`, value: cpuPercent, kind: "alarm" }],
  };
}

function nodeMemory(subject: ClusterSubject, { memoryPercent }: NodeThresholds): Chart {
  const of = insightsOf(subject);
  return {
    kind: "chart",
    title: "Nodes: memory",
    unit: "%",
    max: 100,
    lines: {
      fullest: { label: "fullest node", draws: of("node_memory_utilization", "Maximum"), color: COLORS.bad },
      average: { label: "average", draws: of("node_memory_utilization", "Average"), color: COLORS.plain },
    },
    limits: [{ label: `alarm above ${memoryPercent} %`, value: memoryPercent, kind: "alarm" }],
  };
}

function disk(subject: ClusterSubject, { diskPercent }: NodeThresholds): Chart {
  return {
    kind: "chart",
    title: "Nodes: disk in use",
    unit: "%",
    max: 100,
    lines: {
      fullest: {
        label: "fullest node",
        draws: insightsOf(subject)("node_filesystem_utilization", "Maximum"),
        color: COLORS.bad,
      },
    },
    limits: [{ label: `alarm above ${diskPercent} %`, value: diskPercent, kind: "alarm" }],
  };
}

function count(subject: ClusterSubject): Chart {
  const of = insightsOf(subject);
  return {
    kind: "chart",
    title: "Nodes",
    unit: "nodes",
    lines: {
      all: { label: "all", draws: of("cluster_node_count", "Maximum"), color: COLORS.plain },
      failed: { label: "failed", draws: of("cluster_failed_node_count", "Maximum"), color: COLORS.bad },
    },
  };
}

/** Of the control plane, which AWS measures in every cluster. */
function pending({ name }: ClusterSubject): Chart {
  const of = metricsOf("AWS/EKS", { ClusterName: name });
  return {
    kind: "chart",
    title: "Pods that wait for a node",
    unit: "pods",
    lines: {
      waiting: { label: "waiting", draws: of("scheduler_pending_pods", "Sum"), color: COLORS.poor },
      homeless: {
        label: "no node fits",
        draws: of("scheduler_pending_pods_UNSCHEDULABLE", "Sum"),
        color: COLORS.bad,
      },
    },
  };
}

function pods({ name, namespace }: ClusterSubject): Chart {
  const of = metricsOf("ContainerInsights", { ClusterName: name, Namespace: namespace });
  return {
    kind: "chart",
    title: `Pods that run in ${namespace}`,
    unit: "pods",
    lines: {
      running: {
        label: "running",
        draws: of("namespace_number_of_running_pods", "Average"),
        color: COLORS.good,
      },
    },
  };
}

function apiServer({ name }: ClusterSubject): Chart {
  const of = metricsOf("AWS/EKS", { ClusterName: name });
  return {
    kind: "chart",
    title: "Kubernetes API",
    unit: "a minute",
    lines: {
      failed: { label: "failed (5xx)", draws: of("apiserver_request_total_5XX", "Sum"), color: COLORS.bad },
      refused: {
        label: "turned away (429)",
        draws: of("apiserver_request_total_429", "Sum"),
        color: COLORS.poor,
      },
    },
  };
}
