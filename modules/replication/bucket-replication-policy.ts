export interface ReplicatedBucket {
  readonly name: string;
  readonly arn: string;
  readonly region: string;
  /** What its objects are encrypted with. */
  readonly kmsKeyArn: string;
}

/** AWS documents no source condition that S3 fills here: who may hand the role to it is a matter of `iam:PassRole`. */
export function replicationTrust(): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "S3Takes",
        Effect: "Allow",
        Principal: { Service: "s3.amazonaws.com" },
        Action: "sts:AssumeRole",
      },
    ],
  });
}

/**
 * One direction between two buckets of one account; their own policies need not mention it.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-config-for-kms-objects.html
 */
export function replicates(source: ReplicatedBucket, destination: ReplicatedBucket): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "ListSource",
        Effect: "Allow",
        Action: ["s3:GetReplicationConfiguration", "s3:ListBucket"],
        Resource: source.arn,
      },
      {
        Sid: "ReadSource",
        Effect: "Allow",
        Action: ["s3:GetObjectVersionForReplication", "s3:GetObjectVersionAcl", "s3:GetObjectVersionTagging"],
        Resource: `${source.arn}/*`,
      },
      {
        Sid: "WriteDestination",
        Effect: "Allow",
        Action: ["s3:ReplicateObject", "s3:ReplicateDelete", "s3:ReplicateTags"],
        Resource: `${destination.arn}/*`,
      },
      throughS3("DecryptSource", ["kms:Decrypt"], source),
      // Decrypt, because S3 verifies a bucket key before it uses it.
      throughS3("EncryptDestination", ["kms:Encrypt", "kms:GenerateDataKey", "kms:Decrypt"], destination),
    ],
  });
}

/** The encryption context names the bucket where a bucket key is used, and the object where an uploader turned that off. */
function throughS3(sid: string, actions: readonly string[], bucket: ReplicatedBucket): object {
  return {
    Sid: sid,
    Effect: "Allow",
    Action: actions,
    Resource: bucket.kmsKeyArn,
    Condition: {
      StringEquals: { "kms:ViaService": `s3.${bucket.region}.amazonaws.com` },
      StringLike: { "kms:EncryptionContext:aws:s3:arn": [bucket.arn, `${bucket.arn}/*`] },
    },
  };
}
