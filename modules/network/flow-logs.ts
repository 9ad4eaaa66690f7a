import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { FlowLog } from "@cdktf/provider-aws/lib/flow-log";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Construct } from "constructs";

export interface FlowLogsProps {
  readonly vpcId: string;
  readonly region: string;
  readonly accountId: string;
  readonly logGroupName: string;
  /** A value that CloudWatch Logs accepts. */
  readonly retentionDays: number;
  readonly kmsKeyArn: string;
  /** At most 64 characters; unique in the account. */
  readonly roleName: string;
}

/**
 * Records who talked to whom in the VPC, accepted or refused. 0.50 USD per GB of records, which grow with the number of
 * flows: Nitro instances report at least once a minute, whatever interval is asked for.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateFlowLogs.html
 */
export class FlowLogs extends Construct {
  constructor(scope: Construct, id: string, props: FlowLogsProps) {
    super(scope, id);
    const group = new CloudwatchLogGroup(this, "log-group", {
      name: props.logGroupName,
      retentionInDays: props.retentionDays,
      kmsKeyId: props.kmsKeyArn,
    });
    const role = new IamRole(this, "role", { name: props.roleName, assumeRolePolicy: trust(props) });
    const mayWrite = new IamRolePolicy(this, "may-write", { role: role.name, policy: writes(props) });
    new FlowLog(this, "flow-log", {
      vpcId: props.vpcId,
      trafficType: "ALL",
      logDestinationType: "cloud-watch-logs",
      logDestination: group.arn,
      iamRoleArn: role.arn,
      dependsOn: [mayWrite],
    });
  }
}

/** https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html */
function trust({ region, accountId }: FlowLogsProps): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: "vpc-flow-logs.amazonaws.com" },
        Action: "sts:AssumeRole",
        Condition: {
          StringEquals: { "aws:SourceAccount": accountId },
          ArnLike: { "aws:SourceArn": `arn:aws:ec2:${region}:${accountId}:vpc-flow-log/*` },
        },
      },
    ],
  });
}

function writes({ region, accountId, logGroupName }: FlowLogsProps): string {
  const logs = `arn:aws:logs:${region}:${accountId}:log-group`;
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"],
        Resource: `${logs}:${logGroupName}:*`,
      },
      { Effect: "Allow", Action: "logs:DescribeLogGroups", Resource: `${logs}:*` },
    ],
  });
}
