import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketLoggingA } from "@cdktf/provider-aws/lib/s3-bucket-logging";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { tlsOnly, type BucketStatement } from "./bucket-policy";
import { type Lifecycle, lifecycleRules } from "./lifecycle";

export interface BucketProps {
  /** Unique in the world; 3-63 characters. */
  readonly name: string;
  /** Our key, or S3's own where a writer accepts no other. */
  readonly encryption: { readonly kmsKeyArn: string } | "s3-managed";
  /** Who may do what beside the account's own principals; requests without TLS are always refused. */
  readonly statements: readonly BucketStatement[];
  readonly lifecycle: Lifecycle;
  /** Where the requests to this bucket are recorded. */
  readonly accessLogs: { readonly bucket: Bucket; readonly prefix: string } | "none";
  /** Destroy empties the bucket first. */
  readonly forceDestroy: boolean;
  readonly preventDestroy: boolean;
}

/** A private, versioned, encrypted bucket with its one policy. */
export class Bucket extends Construct {
  readonly name: string;
  readonly arn: string;
  /** What an object has to wait for: before, it would be without versions, or seen by nobody. */
  readonly settings: ITerraformDependable[];
  private readonly policy: S3BucketPolicy;

  constructor(scope: Construct, id: string, props: BucketProps) {
    super(scope, id);
    this.name = props.name;
    this.arn = bucketArn(props.name);

    const bucket = new S3Bucket(this, "bucket", {
      bucket: props.name,
      forceDestroy: props.forceDestroy,
      ...(props.preventDestroy && { lifecycle: { preventDestroy: true } }),
    }).bucket;
    const privacy = this.keepPrivate(bucket);
    this.encrypt(bucket, props.encryption);
    const versioning = new S3BucketVersioningA(this, "versioning", {
      bucket,
      versioningConfiguration: { status: "Enabled" },
    });
    new S3BucketLifecycleConfiguration(this, "lifecycle", {
      bucket,
      rule: lifecycleRules(props.lifecycle),
      dependsOn: [versioning],
    });
    this.policy = new S3BucketPolicy(this, "policy", {
      bucket,
      policy: JSON.stringify({ Version: "2012-10-17", Statement: [tlsOnly(this.arn), ...props.statements] }),
      // S3 refuses two changes of a bucket's access at the same moment.
      dependsOn: [privacy],
    });
    this.settings = [versioning, this.policy];
    if (props.accessLogs !== "none") this.logAccess(bucket, props.accessLogs.bucket, props.accessLogs.prefix);
  }

  private keepPrivate(bucket: string): S3BucketOwnershipControls {
    const block = new S3BucketPublicAccessBlock(this, "public-access-block", {
      bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    return new S3BucketOwnershipControls(this, "ownership", {
      bucket,
      rule: { objectOwnership: "BucketOwnerEnforced" },
      dependsOn: [block],
    });
  }

  private encrypt(bucket: string, encryption: BucketProps["encryption"]): void {
    new S3BucketServerSideEncryptionConfigurationA(this, "encryption", {
      bucket,
      rule: [
        encryption === "s3-managed"
          ? { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }
          : {
              applyServerSideEncryptionByDefault: {
                sseAlgorithm: "aws:kms",
                kmsMasterKeyId: encryption.kmsKeyArn,
              },
              // One data key for many objects: up to 99 % fewer requests to KMS.
              bucketKeyEnabled: true,
            },
      ],
    });
  }

  private logAccess(bucket: string, target: Bucket, prefix: string): void {
    new S3BucketLoggingA(this, "access-logs", {
      bucket,
      targetBucket: target.name,
      targetPrefix: prefix,
      // S3 tries to write to the target when logging is turned on.
      dependsOn: [target.policy],
    });
  }
}

/** A bucket's ARN has neither region nor account. */
export function bucketArn(name: string): string {
  return `arn:aws:s3:::${name}`;
}
