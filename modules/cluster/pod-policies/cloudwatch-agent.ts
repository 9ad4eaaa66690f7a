import type { Place, PolicyStatement } from "../policy";

export interface AgentGrants extends Place {
  /** Log groups that exist: neither the agent nor Fluent Bit may make one, for it would keep its logs for ever. */
  readonly logGroupArns: readonly string[];
}

/**
 * The part of `CloudWatchAgentServerPolicy` that Container Insights needs; traces go through the collector.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Container-Insights-prerequisites.html
 */
export function cloudWatchAgentStatements({
  region,
  accountId,
  logGroupArns,
}: AgentGrants): PolicyStatement[] {
  return [
    {
      Sid: "WriteToTheGivenGroups",
      Effect: "Allow",
      Action: ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"],
      Resource: logGroupArns.flatMap((arn) => [arn, `${arn}:*`]),
    },
    {
      Sid: "FindGroups",
      Effect: "Allow",
      Action: "logs:DescribeLogGroups",
      Resource: `arn:aws:logs:${region}:${accountId}:log-group:*`,
    },
    {
      Sid: "PublishMetrics",
      Effect: "Allow",
      Action: "cloudwatch:PutMetricData",
      Resource: "*",
      Condition: { StringEquals: { "cloudwatch:namespace": ["ContainerInsights", "CWAgent"] } },
    },
    {
      // EC2 knows no narrower resource for these.
      Sid: "NameMachinesAndVolumes",
      Effect: "Allow",
      Action: ["ec2:DescribeTags", "ec2:DescribeVolumes"],
      Resource: "*",
      Condition: { StringEquals: { "aws:RequestedRegion": region } },
    },
  ];
}
