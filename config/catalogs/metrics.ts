/** What an alarm may be about: CloudWatch accepts any name, and is silent for ever about one that does not exist. */
export interface MetricFamily {
  readonly source: string;
  /** Sets of dimensions under which AWS publishes all of `metrics`; a number under another set does not exist. */
  readonly dimensions: readonly (readonly string[])[];
  /** Unit by name. */
  readonly metrics: Readonly<Record<string, string>>;
}

const BALANCER_SOURCE =
  "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html";
const CONTAINER_INSIGHTS_SOURCE =
  "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Container-Insights-metrics-enhanced-EKS.html";
const EC2_SOURCE = "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/viewing_metrics_with_cloudwatch.html";

/** Every metric that an alarm is about, by namespace, with what it is published under. */
export const METRICS: Readonly<Record<string, readonly MetricFamily[]>> = {
  "AWS/ApplicationELB": [
    {
      source: BALANCER_SOURCE,
      dimensions: [["LoadBalancer"]],
      metrics: {
        RequestCount: "Count",
        HTTPCode_Target_5XX_Count: "Count",
        HTTPCode_ELB_5XX_Count: "Count",
        TargetResponseTime: "Seconds",
        RejectedConnectionCount: "Count",
      },
    },
    {
      source: BALANCER_SOURCE,
      dimensions: [["LoadBalancer", "TargetGroup"]],
      metrics: { HealthyHostCount: "Count", UnHealthyHostCount: "Count" },
    },
  ],
  "AWS/CertificateManager": [
    {
      source: "https://docs.aws.amazon.com/acm/latest/userguide/cloudwatch-metrics.html",
      dimensions: [["CertificateArn"]],
      metrics: { DaysToExpiry: "Days" },
    },
  ],
  "AWS/RDS": [
    {
      source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-metrics.html",
      dimensions: [["DBInstanceIdentifier"]],
      metrics: {
        CPUUtilization: "Percent",
        DatabaseConnections: "Count",
        "EBSByteBalance%": "Percent",
        "EBSIOBalance%": "Percent",
        FreeStorageSpace: "Bytes",
        FreeableMemory: "Bytes",
        MaximumUsedTransactionIDs: "Count",
        NetworkReceiveThroughput: "Bytes/Second",
        NetworkTransmitThroughput: "Bytes/Second",
        ReadIOPS: "Count/Second",
        ReplicaLag: "Seconds",
        WriteIOPS: "Count/Second",
      },
    },
  ],
  "AWS/ElastiCache": [
    {
      // Also with CacheNodeId, which is 0001 for every node of Redis and says nothing more.
      source: "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheMetrics.Redis.html",
      dimensions: [["CacheClusterId"], ["CacheClusterId", "CacheNodeId"]],
      metrics: {
        CPUUtilization: "Percent",
        CurrConnections: "Count",
        DatabaseMemoryUsagePercentage: "Percent",
        EngineCPUUtilization: "Percent",
        NetworkBandwidthInAllowanceExceeded: "Count",
        NetworkBandwidthOutAllowanceExceeded: "Count",
        NetworkPacketsPerSecondAllowanceExceeded: "Count",
        ReplicationLag: "Seconds",
      },
    },
    {
      // AWS does not say under which: only a query that names none finds it for sure.
      source: "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheMetrics.Redis.html",
      dimensions: [],
      metrics: { GlobalDatastoreReplicationLag: "Seconds" },
    },
  ],
  "AWS/DynamoDB": [
    {
      source: "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html",
      dimensions: [["TableName"]],
      metrics: { ReadThrottleEvents: "Count", WriteThrottleEvents: "Count" },
    },
    {
      source: "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html",
      dimensions: [["TableName", "ReceivingRegion"]],
      metrics: { ReplicationLatency: "Milliseconds" },
    },
  ],
  "AWS/DAX": [
    {
      source:
        "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/dax-metrics-dimensions-dax.html",
      dimensions: [["ClusterId"], ["ClusterId", "NodeId"]],
      metrics: { CPUUtilization: "Percent", FaultRequestCount: "Count" },
    },
  ],
  "AWS/EFS": [
    {
      source: "https://docs.aws.amazon.com/efs/latest/ug/efs-metrics.html",
      dimensions: [["FileSystemId"]],
      metrics: { PercentIOLimit: "Percent" },
    },
    {
      source: "https://docs.aws.amazon.com/efs/latest/ug/efs-metrics.html",
      dimensions: [["FileSystemId", "DestinationFileSystemId"]],
      metrics: { TimeSinceLastSync: "Seconds" },
    },
  ],
  // The agent writes each under both sets: one value a node under the cluster's name alone.
  // https://github.com/aws/amazon-cloudwatch-agent/blob/main/translator/translate/otel/exporter/awsemf/kubernetes.go
  ContainerInsights: [
    {
      source: CONTAINER_INSIGHTS_SOURCE,
      dimensions: [["ClusterName"], ["NodeName", "InstanceId", "ClusterName"]],
      metrics: {
        node_cpu_utilization: "Percent",
        node_diskio_io_serviced_total: "Count/Second",
        node_filesystem_utilization: "Percent",
        node_memory_utilization: "Percent",
        node_network_total_bytes: "Bytes/Second",
      },
    },
    {
      source: CONTAINER_INSIGHTS_SOURCE,
      dimensions: [["ClusterName"]],
      metrics: { cluster_failed_node_count: "Count", cluster_node_count: "Count" },
    },
  ],
  "AWS/EC2": [
    {
      source: EC2_SOURCE,
      dimensions: [["InstanceId"], ["AutoScalingGroupName"]],
      metrics: {
        CPUSurplusCreditBalance: "Count",
        "EBSByteBalance%": "Percent",
        "EBSIOBalance%": "Percent",
        NetworkIn: "Bytes",
        NetworkOut: "Bytes",
      },
    },
  ],
  "AWS/ECS": [
    {
      source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/available-metrics.html",
      dimensions: [["ClusterName", "ServiceName"]],
      metrics: { CPUUtilization: "Percent", MemoryUtilization: "Percent" },
    },
  ],
  "AWS/SNS": [
    {
      source: "https://docs.aws.amazon.com/sns/latest/dg/sns-monitoring-using-cloudwatch.html",
      dimensions: [["TopicName"]],
      metrics: { NumberOfMessagesPublished: "Count" },
    },
  ],
  "AWS/SQS": [
    {
      source:
        "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html",
      dimensions: [["QueueName"]],
      metrics: {
        ApproximateAgeOfOldestMessage: "Seconds",
        ApproximateNumberOfMessagesNotVisible: "Count",
        ApproximateNumberOfMessagesVisible: "Count",
      },
    },
  ],
  "AWS/NATGateway": [
    {
      source: "https://docs.aws.amazon.com/vpc/latest/userguide/metrics-dimensions-nat-gateway.html",
      dimensions: [["NatGatewayId"]],
      metrics: {
        ErrorPortAllocation: "Count",
        PacketsDropCount: "Count",
        PacketsInFromDestination: "Count",
        PacketsInFromSource: "Count",
      },
    },
  ],
  "AWS/S3": [
    {
      // Latency in the destination's region, failures in the source's.
      source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/repl-metrics.html",
      dimensions: [["SourceBucket", "DestinationBucket", "RuleId"]],
      metrics: { OperationsFailedReplication: "Count", ReplicationLatency: "Seconds" },
    },
  ],
  "AWS/Backup": [
    {
      source: "https://docs.aws.amazon.com/aws-backup/latest/devguide/cloudwatch.html",
      dimensions: [["BackupVaultName"], ["ResourceType"], ["BackupVaultName", "ResourceType"]],
      metrics: { NumberOfBackupJobsCompleted: "Count" },
    },
  ],
  // In us-east-1 alone.
  "AWS/CloudFront": [
    {
      source:
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/programming-cloudwatch-metrics.html",
      dimensions: [["DistributionId", "Region"]],
      metrics: { "5xxErrorRate": "Percent", Requests: "None" },
    },
  ],
  "AWS/WAFV2": [
    {
      // For CloudFront without Region.
      source: "https://docs.aws.amazon.com/waf/latest/developerguide/waf-metrics.html",
      dimensions: [["WebACL", "Rule"]],
      metrics: { BlockedRequests: "Count" },
    },
  ],
  "AWS/Route53": [
    {
      source: "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/monitoring-health-checks.html",
      dimensions: [["HealthCheckId"]],
      metrics: { HealthCheckStatus: "None" },
    },
  ],
};
