import type { S3BucketLifecycleConfigurationRule } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";

export interface Lifecycle {
  /** Days until a current object is deleted; "never" for what somebody still reads. */
  readonly expireAfterDays: number | "never";
  /** Days until a replaced or deleted object is gone for good. */
  readonly noncurrentExpireAfterDays: number;
  /** How many replaced versions of an object stay for ever, the newest ones; 1-100. @default none */
  readonly noncurrentKept?: number;
}

// S3 moves nothing to Standard-IA before, and bills at least as many days there.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html
const INFREQUENT_ACCESS_AFTER_DAYS = 30;
const INFREQUENT_ACCESS_MINIMUM_DAYS = 30;
const ABORT_UPLOADS_AFTER_DAYS = 7;

/** Rules of a bucket: unfinished uploads and old versions go, current objects get cheaper, then expire. */
export function lifecycleRules(lifecycle: Lifecycle): S3BucketLifecycleConfigurationRule[] {
  const { expireAfterDays, noncurrentExpireAfterDays, noncurrentKept } = lifecycle;
  const rules: S3BucketLifecycleConfigurationRule[] = [
    {
      id: "remove-what-is-superseded",
      status: "Enabled",
      filter: [{ prefix: "" }],
      abortIncompleteMultipartUpload: [{ daysAfterInitiation: ABORT_UPLOADS_AFTER_DAYS }],
      noncurrentVersionExpiration: [
        {
          noncurrentDays: noncurrentExpireAfterDays,
          ...(noncurrentKept !== undefined && { newerNoncurrentVersions: noncurrentKept }),
        },
      ],
    },
  ];
  if (expireAfterDays === "never") return rules;
  const worthMoving = expireAfterDays >= INFREQUENT_ACCESS_AFTER_DAYS + INFREQUENT_ACCESS_MINIMUM_DAYS;
  return [
    ...rules,
    {
      id: "expire",
      status: "Enabled",
      filter: [{ prefix: "" }],
      expiration: [{ days: expireAfterDays }],
      ...(worthMoving && {
        transition: [{ days: INFREQUENT_ACCESS_AFTER_DAYS, storageClass: "STANDARD_IA" }],
      }),
    },
  ];
}
