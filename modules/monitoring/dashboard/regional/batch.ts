import { metricsOf } from "../metric";
import { type Chart, COLORS, type Section } from "../widget";

export interface BatchSubject {
  readonly queue: string;
  readonly failedQueue: string;
  readonly clusterName: string;
  readonly serviceName: string;
  readonly maxWorkers: number;
}

export interface BatchThresholds {
  readonly queueAgeSeconds: number;
}

/** The work beside the API. */
export function batchSection(subject: BatchSubject, thresholds: BatchThresholds): Section {
  return {
    title: "Jobs",
    rows: [
      { height: 6, widgets: [depth(subject), age(subject, thresholds), workers(subject), failed(subject)] },
    ],
  };
}

function depth({ queue }: BatchSubject): Chart {
  const of = metricsOf("AWS/SQS", { QueueName: queue });
  return {
    kind: "chart",
    title: "Jobs",
    unit: "jobs",
    lines: {
      waiting: {
        label: "waiting",
        draws: of("ApproximateNumberOfMessagesVisible", "Maximum"),
        color: COLORS.poor,
      },
      running: {
        label: "in hand",
        draws: of("ApproximateNumberOfMessagesNotVisible", "Maximum"),
        color: COLORS.plain,
      },
    },
  };
}

function age({ queue }: BatchSubject, { queueAgeSeconds }: BatchThresholds): Chart {
  return {
    kind: "chart",
    title: "Jobs: how long the oldest has waited",
    unit: "seconds",
    lines: {
      oldest: {
        label: "oldest",
        draws: metricsOf("AWS/SQS", { QueueName: queue })("ApproximateAgeOfOldestMessage", "Maximum"),
        color: COLORS.bad,
      },
    },
    limits: [{ label: `alarm above ${queueAgeSeconds} s`, value: queueAgeSeconds, kind: "alarm" }],
  };
}

/**
 * Each task reports its CPU once a minute, so the number of reports is the number of tasks.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service_utilization.html
 */
function workers({ clusterName, serviceName, maxWorkers }: BatchSubject): Chart {
  const of = metricsOf("AWS/ECS", { ClusterName: clusterName, ServiceName: serviceName });
  return {
    kind: "chart",
    title: "Workers",
    unit: "workers",
    rightUnit: "%",
    lines: {
      running: { label: "running", draws: of("CPUUtilization", "SampleCount"), color: COLORS.good },
      cpu: {
        label: "CPU (right)",
        draws: of("CPUUtilization", "Average"),
        axis: "right",
        color: COLORS.plain,
      },
      memory: {
        label: "memory (right)",
        draws: of("MemoryUtilization", "Average"),
        axis: "right",
        color: COLORS.third,
      },
    },
    limits: [{ label: "most that start", value: maxWorkers, kind: "capacity" }],
  };
}

function failed({ failedQueue }: BatchSubject): Chart {
  return {
    kind: "chart",
    title: "Jobs that were given up",
    unit: "jobs",
    lines: {
      failed: {
        label: "given up",
        draws: metricsOf("AWS/SQS", { QueueName: failedQueue })(
          "ApproximateNumberOfMessagesVisible",
          "Maximum",
        ),
        color: COLORS.bad,
      },
    },
  };
}
