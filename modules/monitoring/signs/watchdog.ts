import { metricsOf, type Sign } from "./sign";

/**
 * Alertmanager publishes an alert that always fires, every minute: while it arrives, Prometheus evaluates its rules and Alertmanager
 * reaches SNS. The metric comes every five minutes.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-monitoring-using-cloudwatch.html
 */
export function watchdogSigns(topicName: string): Sign<"nodes-watchdog">[] {
  const metric = metricsOf("AWS/SNS", { TopicName: topicName });
  return [
    { alert: "nodes-watchdog", comparison: "below", measure: metric("NumberOfMessagesPublished", "Sum") },
  ];
}
