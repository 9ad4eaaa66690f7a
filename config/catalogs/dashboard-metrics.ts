import type { MetricFamily } from "./metrics";

/** Metrics that dashboards show and no alarm is about, by namespace; those of alarms are in metrics.ts. */
export const SHOWN_METRICS: Readonly<Record<string, readonly MetricFamily[]>> = {
  "AWS/ApplicationELB": [
    {
      source:
        "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html",
      dimensions: [["LoadBalancer"]],
      metrics: {
        ActiveConnectionCount: "Count",
        HTTPCode_ELB_4XX_Count: "Count",
        HTTPCode_Target_2XX_Count: "Count",
        HTTPCode_Target_3XX_Count: "Count",
        HTTPCode_Target_4XX_Count: "Count",
        TargetConnectionErrorCount: "Count",
      },
    },
  ],
  "AWS/RDS": [
    {
      source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-metrics.html",
      dimensions: [["DBInstanceIdentifier"]],
      metrics: { DiskQueueDepth: "Count", ReadLatency: "Seconds", WriteLatency: "Seconds" },
    },
  ],
  "AWS/ElastiCache": [
    {
      source: "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheMetrics.Redis.html",
      dimensions: [["CacheClusterId"], ["CacheClusterId", "CacheNodeId"]],
      metrics: { CacheHitRate: "Percent", Evictions: "Count" },
    },
  ],
  "AWS/DynamoDB": [
    {
      source: "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html",
      dimensions: [["TableName"]],
      metrics: { ConsumedReadCapacityUnits: "Count", ConsumedWriteCapacityUnits: "Count" },
    },
  ],
  "AWS/DAX": [
    {
      source:
        "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/dax-metrics-dimensions-dax.html",
      dimensions: [["ClusterId"], ["ClusterId", "NodeId"]],
      metrics: {
        ErrorRequestCount: "Count",
        ItemCacheHits: "Count",
        ItemCacheMisses: "Count",
        ThrottledRequestCount: "Count",
      },
    },
  ],
  "AWS/EFS": [
    {
      source: "https://docs.aws.amazon.com/efs/latest/ug/efs-metrics.html",
      dimensions: [["FileSystemId"]],
      metrics: { ClientConnections: "Count" },
    },
  ],
  // Of the control plane, free of charge and without an agent.
  "AWS/EKS": [
    {
      source: "https://docs.aws.amazon.com/eks/latest/userguide/cloudwatch.html",
      dimensions: [["ClusterName"]],
      metrics: {
        apiserver_request_total_429: "Count",
        apiserver_request_total_5XX: "Count",
        scheduler_pending_pods: "Count",
        scheduler_pending_pods_UNSCHEDULABLE: "Count",
      },
    },
  ],
  ContainerInsights: [
    {
      source:
        "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Container-Insights-metrics-enhanced-EKS.html",
      dimensions: [["ClusterName"], ["Namespace", "ClusterName"]],
      metrics: { namespace_number_of_running_pods: "Count" },
    },
  ],
  "AWS/NATGateway": [
    {
      source: "https://docs.aws.amazon.com/vpc/latest/userguide/metrics-dimensions-nat-gateway.html",
      dimensions: [["NatGatewayId"]],
      metrics: { BytesOutToDestination: "Bytes" },
    },
  ],
  // In us-east-1 alone.
  "AWS/CloudFront": [
    {
      source:
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/programming-cloudwatch-metrics.html",
      dimensions: [["DistributionId", "Region"]],
      metrics: { "4xxErrorRate": "Percent", BytesDownloaded: "None", BytesUploaded: "None" },
    },
  ],
  "AWS/WAFV2": [
    {
      source: "https://docs.aws.amazon.com/waf/latest/developerguide/waf-metrics.html",
      dimensions: [["WebACL", "Rule"]],
      metrics: { AllowedRequests: "Count" },
    },
  ],
};
