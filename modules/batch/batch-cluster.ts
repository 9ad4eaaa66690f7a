import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { EcsAccountSettingDefault } from "@cdktf/provider-aws/lib/ecs-account-setting-default";
import { EcsCluster } from "@cdktf/provider-aws/lib/ecs-cluster";
import { Construct } from "constructs";

export interface BatchClusterProps {
  readonly name: string;
  /** How much Container Insights measures. */
  readonly insights: "disabled" | "enabled" | "enhanced";
  readonly insightsLogs: {
    /** A value that CloudWatch Logs accepts. */
    readonly retentionDays: number;
    /** CloudWatch Logs must be allowed to use it. */
    readonly kmsKeyArn: string;
  };
  /** For the disks of Fargate tasks; Fargate must be allowed to use it for a cluster of this name. */
  readonly storageKeyArn: string;
}

/** An ECS cluster. Nobody gets a shell in its tasks: neither the services nor the tasks' roles know ECS Exec. */
export class BatchCluster extends Construct {
  readonly cluster: EcsCluster;
  /** A machine that registers earlier has room for two tasks, and for no more as long as it lives. */
  readonly trunking: EcsAccountSettingDefault;

  constructor(scope: Construct, id: string, props: BatchClusterProps) {
    super(scope, id);
    const { name, insights, insightsLogs: logs, storageKeyArn } = props;
    // ECS would make it by itself, unencrypted and for ever.
    const logGroup =
      insights === "disabled"
        ? []
        : [
            new CloudwatchLogGroup(this, "insights", {
              name: insightsLogGroupName(name),
              retentionInDays: logs.retentionDays,
              kmsKeyId: logs.kmsKeyArn,
            }),
          ];
    this.cluster = new EcsCluster(this, "cluster", {
      name,
      setting: [{ name: "containerInsights", value: insights }],
      configuration: { managedStorageConfiguration: { fargateEphemeralStorageKmsKeyId: storageKeyArn } },
      dependsOn: logGroup,
    });
    // Each task has a network interface of its own, of which a small machine takes three: on a trunk it takes ten.
    // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/container-instance-eni.html
    this.trunking = new EcsAccountSettingDefault(this, "trunking", {
      name: "awsvpcTrunking",
      value: "enabled",
    });
  }
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Container-Insights-reference.html */
function insightsLogGroupName(clusterName: string): string {
  return `/aws/ecs/containerinsights/${clusterName}/performance`;
}
