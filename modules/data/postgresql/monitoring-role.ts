import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { DatabaseOperations } from "./settings";

// Fixed by RDS, one for the account's region: a region has one `Database` or `DatabaseReplica`.
// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Monitoring.OS.CloudWatchLogs.html
const OS_METRICS_GROUP = "RDSOSMetrics";
// RDS tries the role out before it accepts it, and documents this policy only.
const OS_METRICS_POLICY = "arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole";

export interface MonitoringRoleProps {
  /** The database's name; its replicas' begin with it. */
  readonly name: string;
  readonly operations: DatabaseOperations;
}

/** Lets RDS send the operating system's metrics of this database's instances, into a group with our retention and key. */
export class MonitoringRole extends Construct {
  readonly arn: string;
  /** RDS checks the role's permissions when an instance names it. */
  readonly ready: ITerraformDependable[];

  constructor(scope: Construct, id: string, { name, operations }: MonitoringRoleProps) {
    super(scope, id);
    const group = new CloudwatchLogGroup(this, "os-metrics", {
      name: OS_METRICS_GROUP,
      retentionInDays: operations.logs.retentionDays,
      kmsKeyId: operations.logs.kmsKeyArn,
    });
    const role = new IamRole(this, "role", {
      name: operations.monitoringRoleName,
      assumeRolePolicy: trust(name, operations),
    });
    const maySend = new IamRolePolicyAttachment(this, "may-send", {
      role: role.name,
      policyArn: OS_METRICS_POLICY,
    });
    this.arn = role.arn;
    this.ready = [group, maySend];
  }
}

/** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/cross-service-confused-deputy-prevention.html */
function trust(name: string, { region, accountId }: DatabaseOperations): string {
  const instances = `arn:aws:rds:${region}:${accountId}:db`;
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "OurDatabaseOnly",
        Effect: "Allow",
        Principal: { Service: "monitoring.rds.amazonaws.com" },
        Action: "sts:AssumeRole",
        Condition: {
          StringEquals: { "aws:SourceAccount": accountId },
          ArnLike: { "aws:SourceArn": [`${instances}:${name}`, `${instances}:${name}-replica-*`] },
        },
      },
    ],
  });
}
