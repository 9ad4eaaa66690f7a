import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { CloudwatchLogResourcePolicy } from "@cdktf/provider-aws/lib/cloudwatch-log-resource-policy";
import { Route53QueryLog } from "@cdktf/provider-aws/lib/route53-query-log";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";

// Route 53 writes its query logs nowhere else.
// https://docs.aws.amazon.com/Route53/latest/APIReference/API_CreateQueryLoggingConfig.html
const REGION = "us-east-1";

export interface QueryLogsProps {
  readonly zone: { readonly domain: string; readonly zoneId: string; readonly arn: string };
  readonly accountId: string;
  /** Unique in account and region; an account has ten of them in a region. */
  readonly policyName: string;
  /** A value that CloudWatch Logs accepts. */
  readonly retentionDays: number;
  /** In us-east-1, like everything here. */
  readonly kmsKeyArn: string;
  /** Of us-east-1. */
  readonly provider: TerraformProvider;
}

/** Records what was asked of a zone, by whose resolver, and what was answered. */
export class QueryLogs extends Construct {
  constructor(scope: Construct, id: string, props: QueryLogsProps) {
    super(scope, id);
    const { zone, provider } = props;
    const name = `/aws/route53/${zone.domain}`;
    const group = new CloudwatchLogGroup(this, "log-group", {
      provider,
      name,
      retentionInDays: props.retentionDays,
      kmsKeyId: props.kmsKeyArn,
    });
    const mayWrite = new CloudwatchLogResourcePolicy(this, "may-write", {
      provider,
      policyName: props.policyName,
      policyDocument: writes(name, props),
    });
    new Route53QueryLog(this, "query-log", {
      zoneId: zone.zoneId,
      cloudwatchLogGroupArn: group.arn,
      // Route 53 tries to write before it agrees.
      dependsOn: [mayWrite],
    });
  }
}

function writes(logGroup: string, { zone, accountId }: QueryLogsProps): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "Route53WritesQueries",
        Effect: "Allow",
        Principal: { Service: "route53.amazonaws.com" },
        Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
        Resource: `arn:aws:logs:${REGION}:${accountId}:log-group:${logGroup}:*`,
        Condition: {
          StringEquals: { "aws:SourceAccount": accountId },
          ArnLike: { "aws:SourceArn": zone.arn },
        },
      },
    ],
  });
}
