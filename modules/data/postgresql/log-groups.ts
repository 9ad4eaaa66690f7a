import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { Construct } from "constructs";
import { type DatabaseOperations, LOG_EXPORTS } from "./settings";

/**
 * The groups that RDS would otherwise make without retention and key; the instance comes after them.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_LogAccess.Procedural.UploadtoCloudWatch.html
 */
export class DatabaseLogGroups extends Construct {
  readonly groups: readonly CloudwatchLogGroup[];

  constructor(
    scope: Construct,
    id: string,
    props: DatabaseOperations["logs"] & { readonly instance: string },
  ) {
    super(scope, id);
    this.groups = LOG_EXPORTS.map(
      (log) =>
        new CloudwatchLogGroup(this, log, {
          name: `/aws/rds/instance/${props.instance}/${log}`,
          retentionInDays: props.retentionDays,
          kmsKeyId: props.kmsKeyArn,
        }),
    );
  }
}
