/** The table that a cluster reads and writes, and the key that it is encrypted with. */
export interface CachedTable {
  readonly name: string;
  readonly arn: string;
  readonly kmsKeyArn: string;
  readonly region: string;
}

// What a client may do through the cluster, it does with this role's permissions.
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DAX.access-control.html
const ACTIONS = [
  "dynamodb:DescribeTable",
  "dynamodb:GetItem",
  "dynamodb:BatchGetItem",
  "dynamodb:Query",
  "dynamodb:Scan",
  "dynamodb:PutItem",
  "dynamodb:UpdateItem",
  "dynamodb:DeleteItem",
  "dynamodb:BatchWriteItem",
  "dynamodb:ConditionCheckItem",
] as const;

/** AWS documents no source condition that DAX fills: who may hand the role to it is a matter of `iam:PassRole`. */
export function daxTrust(): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "DaxTakes",
        Effect: "Allow",
        Principal: { Service: "dax.amazonaws.com" },
        Action: "sts:AssumeRole",
      },
    ],
  });
}

/** One table with its indexes. DynamoDB decrypts the table's key as whoever makes the request, so the role needs that too. */
export function readsAndWrites({ name, arn, kmsKeyArn, region }: CachedTable): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "ReadAndWriteItems",
        Effect: "Allow",
        Action: ACTIONS,
        Resource: [arn, `${arn}/index/*`],
      },
      {
        // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html
        Sid: "DecryptTableThroughDynamoDb",
        Effect: "Allow",
        Action: "kms:Decrypt",
        Resource: kmsKeyArn,
        Condition: {
          StringEquals: {
            "kms:ViaService": `dynamodb.${region}.amazonaws.com`,
            "kms:EncryptionContext:aws:dynamodb:tableName": name,
          },
        },
      },
    ],
  });
}
