import { metricsOf, type Sign } from "./sign";

/** A table that is paid by request refuses what is above its limit. */
export function tableSigns(tableName: string): Sign<"table-throttled">[] {
  const metric = metricsOf("AWS/DynamoDB", { TableName: tableName });
  return [
    {
      alert: "table-throttled",
      comparison: "above",
      measure: {
        metrics: {
          reads: metric("ReadThrottleEvents", "Sum"),
          writes: metric("WriteThrottleEvents", "Sum"),
        },
        // DynamoDB names a kind only while there is one.
        expression: "FILL(reads, 0) + FILL(writes, 0)",
        label: "refused requests",
      },
    },
  ];
}

/**
 * DAX. That its memory is full is how it works: the oldest items go.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/dax-metrics-dimensions-dax.html
 */
export function acceleratorSigns(
  clusterName: string,
): Sign<"table-accelerator-cpu" | "table-accelerator-faults">[] {
  const metric = metricsOf("AWS/DAX", { ClusterId: clusterName });
  return [
    { alert: "table-accelerator-faults", comparison: "above", measure: metric("FaultRequestCount", "Sum") },
    { alert: "table-accelerator-cpu", comparison: "above", measure: metric("CPUUtilization", "Maximum") },
  ];
}

/** https://docs.aws.amazon.com/efs/latest/ug/efs-metrics.html */
export function fileSigns(fileSystemId: string): Sign<"files-io">[] {
  const metric = metricsOf("AWS/EFS", { FileSystemId: fileSystemId });
  return [{ alert: "files-io", comparison: "above", measure: metric("PercentIOLimit", "Maximum") }];
}
