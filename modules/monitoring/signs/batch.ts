import { metricsOf, type Sign } from "./sign";

const BYTES_PER_GBIT = 1e9 / 8;

type BatchAlert =
  | "batch-cpu"
  | "batch-disk-credits"
  | "batch-jobs-failed"
  | "batch-jobs-waiting"
  | "batch-memory"
  | "batch-network";

export interface BatchSignsProps {
  readonly clusterName: string;
  readonly serviceName: string;
  /** The group of machines. */
  readonly autoscalingGroupName: string;
  readonly queues: { readonly jobs: string; readonly failed: string };
  readonly networkGbps: number;
}

/**
 * The queue, the workers, and the machines below them. Without work there is neither worker nor machine, and nothing is
 * measured.
 */
export function batchSigns(props: BatchSignsProps): Sign<BatchAlert>[] {
  const queue = (name: string): ReturnType<typeof metricsOf> => metricsOf("AWS/SQS", { QueueName: name });
  const service = metricsOf("AWS/ECS", { ClusterName: props.clusterName, ServiceName: props.serviceName });
  const machines = metricsOf("AWS/EC2", { AutoScalingGroupName: props.autoscalingGroupName });
  return [
    {
      alert: "batch-jobs-waiting",
      comparison: "above",
      measure: queue(props.queues.jobs)("ApproximateAgeOfOldestMessage", "Maximum"),
    },
    {
      alert: "batch-jobs-failed",
      comparison: "above",
      measure: queue(props.queues.failed)("ApproximateNumberOfMessagesVisible", "Maximum"),
    },
    { alert: "batch-cpu", comparison: "above", measure: service("CPUUtilization", "Average") },
    { alert: "batch-memory", comparison: "above", measure: service("MemoryUtilization", "Maximum") },
    {
      alert: "batch-disk-credits",
      comparison: "below",
      measure: {
        metrics: {
          operations: machines("EBSIOBalance%", "Minimum"),
          bytes: machines("EBSByteBalance%", "Minimum"),
        },
        expression: "MIN([operations, bytes])",
        label: "credits left, %",
      },
    },
    {
      alert: "batch-network",
      comparison: "above",
      measure: {
        // Bytes of a period, of the average machine.
        metrics: { received: machines("NetworkIn", "Average"), sent: machines("NetworkOut", "Average") },
        expression: `100 * MAX([received, sent]) / PERIOD(received) / ${props.networkGbps * BYTES_PER_GBIT}`,
        label: "network, %",
      },
    },
  ];
}
