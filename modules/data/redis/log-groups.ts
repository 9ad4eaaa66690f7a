import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import type { ElasticacheReplicationGroupLogDeliveryConfiguration } from "@cdktf/provider-aws/lib/elasticache-replication-group";
import { Construct } from "constructs";
import type { CacheLogsProps } from "./settings";

/** What is slow, and what the engine has to say, as JSON in groups with our retention and key. */
export class CacheLogGroups extends Construct {
  readonly delivery: ElasticacheReplicationGroupLogDeliveryConfiguration[];

  constructor(scope: Construct, id: string, props: CacheLogsProps) {
    super(scope, id);
    const group = (role: string, name: string): string =>
      new CloudwatchLogGroup(this, role, {
        name,
        retentionInDays: props.retentionDays,
        kmsKeyId: props.kmsKeyArn,
      }).name;
    const toGroup = { destinationType: "cloudwatch-logs", logFormat: "json" };
    this.delivery = [
      { ...toGroup, logType: "slow-log", destination: group("slow", props.slowLogGroupName) },
      { ...toGroup, logType: "engine-log", destination: group("engine", props.engineLogGroupName) },
    ];
  }
}
