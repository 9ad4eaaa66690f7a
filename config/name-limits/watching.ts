import type { NameLimit } from "./name-limit";

// AWS states 32 for both; the letters are what both certainly take.
const XRAY: NameLimit = {
  min: 1,
  max: 32,
  pattern: /^[a-zA-Z][a-zA-Z0-9-]*$/,
  allowed: "letters, digits and -, beginning with a letter",
  source: "https://docs.aws.amazon.com/xray/latest/api/API_CreateGroup.html",
};

/** Names of what records and tells. */
export const WATCHING_NAMES = {
  "aws_sns_topic.name": {
    min: 1,
    max: 256,
    pattern: /^[a-zA-Z0-9_-]+$/,
    allowed: "letters, digits, _ and -",
    source: "https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html",
  },
  "aws_cloudwatch_log_group.name": {
    min: 1,
    max: 512,
    pattern: /^(?!aws\/)[.\-_/#A-Za-z0-9]+$/,
    allowed: "letters, digits and . - _ / #, not beginning with aws/",
    source: "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html",
  },
  "aws_cloudwatch_event_rule.name": {
    min: 1,
    max: 64,
    pattern: /^[.\-_A-Za-z0-9]+$/,
    allowed: "letters, digits and . - _",
    source: "https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html",
  },
  "aws_cloudwatch_log_resource_policy.policy_name": {
    min: 1,
    // CloudWatch Logs documents no limit; this is IAM's for a policy.
    max: 128,
    pattern: /^[\w+=,.@-]+$/,
    allowed: "letters, digits and _ + = , . @ -",
    source: "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutResourcePolicy.html",
  },
  "aws_cloudwatch_metric_alarm.alarm_name": {
    min: 1,
    max: 255,
    pattern: /^[\x20-\x7e]+$/,
    allowed: "printable ASCII characters",
    source: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html",
  },
  "aws_cloudwatch_dashboard.dashboard_name": {
    min: 1,
    max: 255,
    pattern: /^[a-zA-Z0-9_-]+$/,
    allowed: "letters, digits, _ and -",
    source: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutDashboard.html",
  },
  "aws_xray_group.group_name": XRAY,
  "aws_xray_sampling_rule.rule_name": XRAY,
  "aws_cloudwatch_log_delivery_source.name": {
    min: 1,
    max: 60,
    pattern: /^[\w-]+$/,
    allowed: "letters, digits, _ and -",
    source: "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutDeliverySource.html",
  },
} as const satisfies Record<string, NameLimit>;
