import type { BucketStatement } from "../buckets/bucket-policy";

/** AWS services that come by themselves. */
type Services = "none" | "those-with-a-grant";

/**
 * Refuses whoever is not of the account, whatever allows it. Anonymous requests are of the account `anonymous`; an AWS service that
 * comes by itself is of none of ours, while one that comes on our behalf, or in a role of ours, is.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalaccount
 */
export function accountOnly(bucketArn: string, accountId: string, services: Services): BucketStatement {
  return {
    Sid: "AccountOnly",
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: everythingIn(bucketArn),
    Condition: {
      StringNotEquals: { "aws:PrincipalAccount": accountId },
      // Absent from anonymous requests, which are refused as well.
      ...(services === "those-with-a-grant" && { BoolIfExists: { "aws:PrincipalIsAWSService": "false" } }),
    },
  };
}

/**
 * Refuses everybody what cannot be taken back: who really means it takes the policy away first. Lifecycle rules expire old versions
 * all the same, and a plain deletion only hides what was there.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html
 */
export function nothingIsLost(bucketArn: string): BucketStatement {
  return {
    Sid: "NothingIsLost",
    Effect: "Deny",
    Principal: "*",
    Action: ["s3:DeleteBucket", "s3:DeleteObjectVersion"],
    Resource: everythingIn(bucketArn),
  };
}

/**
 * Refuses uploads that pipelines could not read afterwards: those that say how they are encrypted, and do not name one of `keyArns`.
 * Terraform names the key by its alias for states and for locks alike; S3 compares a key's own ARN. An upload that says nothing gets
 * the bucket's key, and one that says `aws:kms` alone would get AWS's.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html#require-sse-kms
 */
export function ownKeyOnly(bucketArn: string, keyArns: readonly string[]): BucketStatement[] {
  const upload = {
    Effect: "Deny",
    Principal: "*",
    Action: "s3:PutObject",
    Resource: `${bucketArn}/*`,
  } as const;
  return [
    {
      ...upload,
      Sid: "OwnKeyOnly",
      Condition: {
        Null: { "s3:x-amz-server-side-encryption": "false" },
        StringNotEquals: { "s3:x-amz-server-side-encryption-aws-kms-key-id": keyArns },
      },
    },
    {
      ...upload,
      Sid: "NoKeysOfCallers",
      Condition: { Null: { "s3:x-amz-server-side-encryption-customer-algorithm": "false" } },
    },
  ];
}

/** Refuses roles whose ARN is like `roleArn` everything but looking. */
export function onlyLooks(bucketArn: string, roleArn: string): BucketStatement {
  return {
    Sid: "RolesOnlyLook",
    Effect: "Deny",
    Principal: "*",
    NotAction: ["s3:Get*", "s3:List*"],
    Resource: everythingIn(bucketArn),
    Condition: { ArnLike: { "aws:PrincipalArn": roleArn } },
  };
}

function everythingIn(bucketArn: string): string[] {
  return [bucketArn, `${bucketArn}/*`];
}
