import type { Place, PolicyStatement } from "../policy";

export interface GrafanaGrants extends Place {
  /** Log groups that dashboards may query; names, `*` at the end allowed. */
  readonly logGroups: readonly string[];
}

/**
 * Reads metrics, traces and the given logs for dashboards.
 * https://grafana.com/docs/grafana/latest/datasources/aws-cloudwatch/#configure-iam-policies
 * https://grafana.com/docs/plugins/grafana-x-ray-datasource/latest/
 */
export function grafanaStatements({ region, accountId, logGroups }: GrafanaGrants): PolicyStatement[] {
  const logs = `arn:aws:logs:${region}:${accountId}:log-group`;
  return [
    {
      Sid: "ReadMetrics",
      Effect: "Allow",
      Action: [
        "cloudwatch:DescribeAlarms",
        "cloudwatch:DescribeAlarmHistory",
        "cloudwatch:DescribeAlarmsForMetric",
        "cloudwatch:GetInsightRuleReport",
        "cloudwatch:GetMetricData",
        "cloudwatch:ListMetrics",
      ],
      Resource: "*",
    },
    {
      // X-Ray knows no narrower resource for these.
      Sid: "ReadTraces",
      Effect: "Allow",
      Action: [
        "xray:BatchGetTraces",
        "xray:GetTraceSummaries",
        "xray:GetTraceGraph",
        "xray:GetGroups",
        "xray:GetTimeSeriesServiceStatistics",
        "xray:GetInsightSummaries",
        "xray:GetInsight",
        "xray:GetServiceGraph",
      ],
      Resource: "*",
      Condition: { StringEquals: { "aws:RequestedRegion": region } },
    },
    { Sid: "ListLogGroups", Effect: "Allow", Action: "logs:DescribeLogGroups", Resource: `${logs}:*` },
    {
      Sid: "QueryLogs",
      Effect: "Allow",
      Action: ["logs:GetLogGroupFields", "logs:StartQuery", "logs:GetLogEvents"],
      Resource: logGroups.flatMap((name) => [`${logs}:${name}`, `${logs}:${name}:*`]),
    },
    {
      // A query knows no resource of its own: only who may start it is narrowed.
      Sid: "FollowQueries",
      Effect: "Allow",
      Action: ["logs:GetQueryResults", "logs:StopQuery"],
      Resource: "*",
    },
    {
      Sid: "NameResources",
      Effect: "Allow",
      Action: ["ec2:DescribeInstances", "ec2:DescribeRegions", "ec2:DescribeTags", "tag:GetResources"],
      Resource: "*",
    },
  ];
}
