import { DynamodbTable } from "@cdktf/provider-aws/lib/dynamodb-table";
import { Construct } from "constructs";

// The longest that DynamoDB keeps; a shorter period costs the same.
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/PointInTimeRecovery_Howitworks.html
const RECOVERY_PERIOD_DAYS = 35;
/** Items whose `expiresAt` (seconds since 1970) has passed are deleted free of charge, within days. */
const EXPIRY_ATTRIBUTE = "expiresAt";

export interface TableProps {
  /** 3-255 characters; unique in account and region. A replica in another region has the same. */
  readonly name: string;
  readonly kmsKeyArn: string;
  /** Request units a second, above which DynamoDB throttles: the most that a runaway client can spend. */
  readonly maxUnits: { readonly read: number; readonly write: number };
  readonly deletionProtection: boolean;
  readonly preventDestroy: boolean;
}

/**
 * One table for all of the API's items: the kinds share the string keys `pk` and `sk`, so that a new kind of item needs no
 * new table. Paid by request, recoverable to any second of five weeks, and ready to get a replica in another region.
 */
export class Table extends Construct {
  readonly name: string;
  readonly arn: string;

  constructor(scope: Construct, id: string, props: TableProps) {
    super(scope, id);
    const { name, maxUnits } = props;
    const table = new DynamodbTable(this, "table", {
      name,
      billingMode: "PAY_PER_REQUEST",
      onDemandThroughput: { maxReadRequestUnits: maxUnits.read, maxWriteRequestUnits: maxUnits.write },
      hashKey: "pk",
      rangeKey: "sk",
      attribute: [
        { name: "pk", type: "S" },
        { name: "sk", type: "S" },
      ],
      ttl: { enabled: true, attributeName: EXPIRY_ATTRIBUTE },
      serverSideEncryption: { enabled: true, kmsKeyArn: props.kmsKeyArn },
      pointInTimeRecovery: { enabled: true, recoveryPeriodInDays: RECOVERY_PERIOD_DAYS },
      // A replica is fed from it.
      streamEnabled: true,
      streamViewType: "NEW_AND_OLD_IMAGES",
      deletionProtectionEnabled: props.deletionProtection,
      lifecycle: {
        ...(props.preventDestroy && { preventDestroy: true }),
        // The replication layer adds it: https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs/resources/dynamodb_table_replica
        ignoreChanges: ["replica"],
      },
    });
    this.name = name;
    this.arn = table.arn;
  }
}

/** The ARN that a table or its replica has, also before it exists. */
export function tableArn(region: string, accountId: string, name: string): string {
  return `arn:aws:dynamodb:${region}:${accountId}:table/${name}`;
}
