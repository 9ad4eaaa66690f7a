import type { BucketStatement } from "./bucket-policy";

/** Prefixes that keep the writers apart; ELB adds `AWSLogs/<account>/` itself, CloudFront below a prefix nothing. */
export const LOG_PREFIXES = { loadBalancer: "alb", cloudFront: "cloudfront" } as const;

export interface LogWritersProps {
  readonly bucketArn: string;
  readonly accountId: string;
  readonly region: string;
  /** Names of the buckets whose requests are recorded here, by purpose; each has a prefix of its own. */
  readonly accessLogsOf: Readonly<Record<string, string>>;
}

/** Where the requests to the bucket for `purpose` are recorded. */
export function accessLogsPrefix(purpose: string): string {
  return `s3/${purpose}/`;
}

/**
 * S3 records the requests to these buckets. SSE-KMS is not supported for the bucket that it writes to.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
 */
export function accessLogWriters(props: Omit<LogWritersProps, "region">): BucketStatement[] {
  const { bucketArn, accountId, accessLogsOf } = props;
  return Object.entries(accessLogsOf).map(([purpose, name]) => ({
    Sid: `AccessLogsOf${purpose.charAt(0).toUpperCase()}${purpose.slice(1)}`,
    Effect: "Allow",
    Principal: { Service: "logging.s3.amazonaws.com" },
    Action: "s3:PutObject",
    Resource: `${bucketArn}/${accessLogsPrefix(purpose)}*`,
    Condition: {
      StringEquals: { "aws:SourceAccount": accountId },
      ArnLike: { "aws:SourceArn": `arn:aws:s3:::${name}` },
    },
  }));
}

/** Who writes to the log bucket, each as its service documents it and only on behalf of our account. */
export function logWriters({
  bucketArn,
  accountId,
  region,
  accessLogsOf,
}: LogWritersProps): BucketStatement[] {
  const fromAccount = { "aws:SourceAccount": accountId };
  return [
    {
      // Access and connection logs. The bucket must use SSE-S3.
      // https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
      Sid: "LoadBalancerWrites",
      Effect: "Allow",
      Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
      Action: "s3:PutObject",
      Resource: `${bucketArn}/${LOG_PREFIXES.loadBalancer}/AWSLogs/${accountId}/*`,
      Condition: {
        ArnLike: { "aws:SourceArn": `arn:aws:elasticloadbalancing:${region}:${accountId}:loadbalancer/*` },
      },
    },
    ...accessLogWriters({ bucketArn, accountId, accessLogsOf }),
    // CloudFront's standard logging (v2), delivered from us-east-1 by CloudWatch's log delivery.
    // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-V2-S3.html
    {
      Sid: "LogDeliveryWrites",
      Effect: "Allow",
      Principal: { Service: "delivery.logs.amazonaws.com" },
      Action: "s3:PutObject",
      Resource: `${bucketArn}/${LOG_PREFIXES.cloudFront}/*`,
      Condition: {
        StringEquals: { ...fromAccount, "s3:x-amz-acl": "bucket-owner-full-control" },
        ArnLike: { "aws:SourceArn": `arn:aws:logs:us-east-1:${accountId}:delivery-source:*` },
      },
    },
    {
      Sid: "LogDeliveryChecks",
      Effect: "Allow",
      Principal: { Service: "delivery.logs.amazonaws.com" },
      Action: ["s3:GetBucketAcl", "s3:ListBucket"],
      Resource: bucketArn,
      Condition: {
        StringEquals: fromAccount,
        ArnLike: { "aws:SourceArn": `arn:aws:logs:us-east-1:${accountId}:*` },
      },
    },
  ];
}
