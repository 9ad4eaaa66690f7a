import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import {
  S3BucketReplicationConfigurationA,
  type S3BucketReplicationConfigurationRuleDestination,
} from "@cdktf/provider-aws/lib/s3-bucket-replication-configuration";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { type ReplicatedBucket, replicates, replicationTrust } from "./bucket-replication-policy";

// The only value that S3 accepts. https://docs.aws.amazon.com/AmazonS3/latest/API/API_ReplicationTimeValue.html
const TIME_CONTROL_MINUTES = 15;
/** Id of the only rule of a bucket, under which its metrics are. */
export const REPLICATION_RULE = "everything";

export interface BucketReplicationProps {
  /** Versioned, as is the destination. */
  readonly source: ReplicatedBucket;
  readonly destination: ReplicatedBucket;
  /** Of the source's region. */
  readonly provider: TerraformProvider;
  /** Unique in the account. */
  readonly roleName: string;
  /** With time control S3 commits itself to 15 minutes, for 0.015 USD per GB. https://aws.amazon.com/s3/pricing/ */
  readonly pace: "time-control" | "best-effort";
}

/**
 * Copies what is written to one bucket into another one, deletions and changed metadata included; two of them, one each way, keep
 * two buckets alike. Objects that were there before are not copied: that takes a job of S3 Batch Replication.
 */
export class BucketReplication extends Construct {
  constructor(scope: Construct, id: string, props: BucketReplicationProps) {
    super(scope, id);
    const { source, destination, provider } = props;
    const role = new IamRole(this, "role", { name: props.roleName, assumeRolePolicy: replicationTrust() });
    const mayReplicate = new IamRolePolicy(this, "may-replicate", {
      role: role.name,
      policy: replicates(source, destination),
    });
    new S3BucketReplicationConfigurationA(this, "rules", {
      provider,
      bucket: source.name,
      role: role.arn,
      rule: [
        {
          id: REPLICATION_RULE,
          priority: 1,
          status: "Enabled",
          filter: { prefix: "" },
          deleteMarkerReplication: { status: "Enabled" },
          sourceSelectionCriteria: {
            sseKmsEncryptedObjects: { status: "Enabled" },
            // A tag that is changed on a copy goes back to the original.
            replicaModifications: { status: "Enabled" },
          },
          destination: destinationOf(destination, props.pace),
        },
      ],
      dependsOn: [mayReplicate],
    });
  }
}

/** Metrics in both cases: they show how far behind the copy is. */
function destinationOf(
  { arn, kmsKeyArn }: ReplicatedBucket,
  pace: BucketReplicationProps["pace"],
): S3BucketReplicationConfigurationRuleDestination {
  const time = { minutes: TIME_CONTROL_MINUTES };
  return {
    bucket: arn,
    encryptionConfiguration: { replicaKmsKeyId: kmsKeyArn },
    ...(pace === "time-control"
      ? {
          replicationTime: { status: "Enabled", time },
          metrics: { status: "Enabled", eventThreshold: time },
        }
      : { metrics: { status: "Enabled" } }),
  };
}
