import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { Place } from "./policy";

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Container-Insights-reference.html */
const INSIGHTS = ["application", "dataplane", "host", "performance"] as const;

export interface ClusterLogGroupsProps extends Place {
  readonly clusterName: string;
  /** A value that CloudWatch Logs accepts. */
  readonly retentionDays: number;
  /** CloudWatch Logs must be allowed to use it. */
  readonly kmsKeyArn: string;
  /** Whether pods' logs and metrics of Container Insights are shipped. */
  readonly insights: boolean;
}

/** Every log group that EKS and its agents would otherwise make by themselves, unencrypted and for ever. */
export class ClusterLogGroups extends Construct {
  /** The control plane comes after it. */
  readonly controlPlane: ITerraformDependable;
  /** Agents on the nodes come after them. */
  readonly insights: ITerraformDependable[];
  readonly insightsArns: string[];

  constructor(scope: Construct, id: string, props: ClusterLogGroupsProps) {
    super(scope, id);
    const { clusterName, region, accountId } = props;
    const group = (kind: string, name: string): CloudwatchLogGroup =>
      new CloudwatchLogGroup(this, kind, {
        name,
        retentionInDays: props.retentionDays,
        kmsKeyId: props.kmsKeyArn,
      });
    // https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html
    this.controlPlane = group("control-plane", `/aws/eks/${clusterName}/cluster`);
    const kinds = props.insights ? INSIGHTS : [];
    const path = `/aws/containerinsights/${clusterName}`;
    this.insights = kinds.map((kind) => group(kind, `${path}/${kind}`));
    this.insightsArns = kinds.map((kind) => `arn:aws:logs:${region}:${accountId}:log-group:${path}/${kind}`);
  }
}
