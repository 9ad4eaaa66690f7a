import { DynamodbTableReplicaA } from "@cdktf/provider-aws/lib/dynamodb-table-replica";
import { Construct } from "constructs";

export interface TableReplicaProps {
  /** The first table, in another region. */
  readonly tableArn: string;
  /** Of the replica's own region. */
  readonly kmsKeyArn: string;
  readonly deletionProtection: boolean;
  readonly preventDestroy: boolean;
}

/**
 * The same table in the provider's region: both are written to, and the last writer wins, about a second later elsewhere. Keys,
 * stream, expiry and the limit on writes are the first table's; recovery, encryption and protection are its own.
 */
export class TableReplica extends Construct {
  constructor(scope: Construct, id: string, props: TableReplicaProps) {
    super(scope, id);
    new DynamodbTableReplicaA(this, "replica", {
      globalTableArn: props.tableArn,
      kmsKeyArn: props.kmsKeyArn,
      pointInTimeRecovery: true,
      deletionProtectionEnabled: props.deletionProtection,
      // No tableClassOverride: it follows the first table's class, while an override replaces the replica when it changes.
      ...(props.preventDestroy && { lifecycle: { preventDestroy: true } }),
    });
  }
}
