import type {
  CloudfrontDistributionOrigin,
  CloudfrontDistributionOriginGroup,
} from "@cdktf/provider-aws/lib/cloudfront-distribution";
import { CloudfrontOriginAccessControl } from "@cdktf/provider-aws/lib/cloudfront-origin-access-control";
import { Construct } from "constructs";

// A viewer waits as long for a bucket that does not answer, before the next one is asked: 2 x 3 seconds instead of 3 x 10.
// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesOrigin.html#origin-connection-attempts
const CONNECTION = { attempts: 2, timeoutSeconds: 3 } as const;

// 403: S3 says so of an object that is not there to who may not list, so it is also what a copy that is late looks like, and a key
// that is disabled; 404: of a bucket that is not there. A timeout counts as 503 or 504.
// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/high_availability_origin_failover.html
const FAILS_OVER_ON = [403, 404, 500, 502, 503, 504];

const GROUP = "assets";

export interface AssetOriginsProps {
  /** Of the access control; unique in the account, at most 64 characters. */
  readonly name: string;
  /** Alike, the preferred first; each admits the account's distributions. */
  readonly buckets: readonly AssetBucket[];
}

export interface AssetBucket {
  readonly name: string;
  readonly region: string;
}

/** Static files, out of the first bucket that has them; every request is signed, for the buckets are closed. */
export class AssetOrigins extends Construct {
  readonly origins: CloudfrontDistributionOrigin[];
  /** One with several buckets, none with one. */
  readonly groups: CloudfrontDistributionOriginGroup[];
  /** What a behaviour asks. */
  readonly targetId: string;

  constructor(scope: Construct, id: string, { name, buckets }: AssetOriginsProps) {
    super(scope, id);
    const originAccessControlId = new CloudfrontOriginAccessControl(this, "access", {
      name,
      originAccessControlOriginType: "s3",
      signingBehavior: "always",
      signingProtocol: "sigv4",
    }).id;
    this.origins = buckets.map((bucket) => origin(bucket, originAccessControlId));
    const ids = this.origins.map(({ originId }) => originId);
    this.groups = ids.length > 1 ? [group(ids)] : [];
    this.targetId = this.groups[0]?.originId ?? ids[0] ?? "";
  }
}

function origin({ name, region }: AssetBucket, originAccessControlId: string): CloudfrontDistributionOrigin {
  return {
    originId: `${GROUP}-${region}`,
    // Its region's own name: the global one is answered with redirects while a bucket is young.
    domainName: `${name}.s3.${region}.amazonaws.com`,
    originAccessControlId,
    connectionAttempts: CONNECTION.attempts,
    connectionTimeout: CONNECTION.timeoutSeconds,
  };
}

function group(originIds: readonly string[]): CloudfrontDistributionOriginGroup {
  return {
    originId: GROUP,
    failoverCriteria: { statusCodes: FAILS_OVER_ON },
    member: originIds.map((originId) => ({ originId })),
  };
}
