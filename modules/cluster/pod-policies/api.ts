import { senderStatements } from "../../batch/worker-statements";
import type { Place, PolicyStatement } from "../policy";

export interface ApiGrants extends Place {
  /** Ids (`db-...`) of the databases in this region, replicas too, and the user that they know. */
  readonly database: { readonly resourceIds: readonly string[]; readonly user: string };
  readonly cache: { readonly arn: string; readonly userArn: string };
  readonly table: { readonly arn: string; readonly kmsKeyArn: string } | "none";
  readonly dax: { readonly arn: string } | "none";
  /** Where it leaves jobs for later. */
  readonly jobs: { readonly queueArn: string; readonly kmsKeyArn: string } | "none";
  readonly assets: {
    readonly bucketArn: string;
    readonly kmsKeyArn: string;
    /** Ends with a slash; the API writes nowhere else. */
    readonly uploadsPrefix: string;
  };
}

/** No `Scan`: it reads, and bills, the whole table. */
const ITEM_ACTIONS = [
  "GetItem",
  "BatchGetItem",
  "Query",
  "PutItem",
  "UpdateItem",
  "DeleteItem",
  "BatchWriteItem",
  "ConditionCheckItem",
] as const;

/**
 * Everything that the API's pods may touch. Files are not here: the daemon mounts them (`efsCsiStatements`).
 */
export function apiStatements(grants: ApiGrants): PolicyStatement[] {
  return [
    ...connections(grants),
    ...(grants.table === "none" ? [] : items(grants.region, grants.table)),
    ...(grants.dax === "none" ? [] : [cachedItems(grants.dax.arn)]),
    ...(grants.jobs === "none"
      ? []
      : senderStatements(grants.region, grants.jobs.queueArn, grants.jobs.kmsKeyArn)),
    ...objects(grants),
  ];
}

/**
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.IAMPolicy.html
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth-iam.html
 */
function connections({ region, accountId, database, cache }: ApiGrants): PolicyStatement[] {
  const users = database.resourceIds.map(
    (id) => `arn:aws:rds-db:${region}:${accountId}:dbuser:${id}/${database.user}`,
  );
  return [
    { Sid: "ConnectToDatabase", Effect: "Allow", Action: "rds-db:connect", Resource: users },
    {
      Sid: "ConnectToCache",
      Effect: "Allow",
      Action: "elasticache:Connect",
      Resource: [cache.arn, cache.userArn],
    },
  ];
}

function items(region: string, { arn, kmsKeyArn }: Exclude<ApiGrants["table"], "none">): PolicyStatement[] {
  return [
    {
      Sid: "ReadAndWriteItems",
      Effect: "Allow",
      Action: [...ITEM_ACTIONS, "DescribeTable"].map((action) => `dynamodb:${action}`),
      Resource: [arn, `${arn}/index/*`],
    },
    {
      // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html
      Sid: "UseTheTablesKey",
      Effect: "Allow",
      Action: ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"],
      Resource: kmsKeyArn,
      Condition: { StringEquals: { "kms:ViaService": `dynamodb.${region}.amazonaws.com` } },
    },
  ];
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DAX.access-control.html */
function cachedItems(arn: string): PolicyStatement {
  return {
    Sid: "ReadAndWriteItemsThroughDax",
    Effect: "Allow",
    Action: ITEM_ACTIONS.map((action) => `dax:${action}`),
    Resource: arn,
  };
}

function objects({ region, assets }: ApiGrants): PolicyStatement[] {
  const { bucketArn, kmsKeyArn, uploadsPrefix } = assets;
  return [
    { Sid: "ReadAssets", Effect: "Allow", Action: "s3:GetObject", Resource: `${bucketArn}/*` },
    {
      Sid: "WriteUploads",
      Effect: "Allow",
      Action: ["s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"],
      Resource: `${bucketArn}/${uploadsPrefix}*`,
    },
    {
      Sid: "ListUploads",
      Effect: "Allow",
      Action: "s3:ListBucket",
      Resource: bucketArn,
      Condition: { StringLike: { "s3:prefix": `${uploadsPrefix}*` } },
    },
    {
      Sid: "UseTheBucketsKey",
      Effect: "Allow",
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      Resource: kmsKeyArn,
      Condition: { StringEquals: { "kms:ViaService": `s3.${region}.amazonaws.com` } },
    },
  ];
}
