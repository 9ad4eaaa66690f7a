import type {
  CloudfrontDistributionDefaultCacheBehavior,
  CloudfrontDistributionOrderedCacheBehavior,
} from "@cdktf/provider-aws/lib/cloudfront-distribution";

// AWS's own policies have the same ids in every account.
// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html
const CACHING_OPTIMIZED = "658327ea-f89d-4fab-a63d-7e88639e58f6";
const CACHING_DISABLED = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";
// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html
const ALL_VIEWER_EXCEPT_HOST_HEADER = "b689b0a8-53d0-40ab-baf2-68738e2966ac";

const READING = ["GET", "HEAD"];
const EVERYTHING = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"];

export interface BehaviourProps {
  readonly originId: string;
  readonly responseHeadersPolicyId: string;
}

/** Static files: read, kept and compressed at the edge; cookies, headers and query strings mean nothing there. */
export function staticBehaviour(
  pathPattern: string,
  { originId, responseHeadersPolicyId }: BehaviourProps,
): CloudfrontDistributionOrderedCacheBehavior {
  return {
    pathPattern,
    targetOriginId: originId,
    viewerProtocolPolicy: "redirect-to-https",
    // What an origin group answers.
    allowedMethods: READING,
    cachedMethods: READING,
    cachePolicyId: CACHING_OPTIMIZED,
    compress: true,
    responseHeadersPolicyId,
  };
}

/**
 * Everything else: all of it reaches the API, and nothing is kept. The API sees its own name as Host, for that is what certificate and TLS
 * are about, and compresses by itself what is worth it: CloudFront compresses only what it may keep.
 */
export function apiBehaviour({
  originId,
  responseHeadersPolicyId,
}: BehaviourProps): CloudfrontDistributionDefaultCacheBehavior {
  return {
    targetOriginId: originId,
    viewerProtocolPolicy: "redirect-to-https",
    allowedMethods: EVERYTHING,
    cachedMethods: READING,
    cachePolicyId: CACHING_DISABLED,
    originRequestPolicyId: ALL_VIEWER_EXCEPT_HOST_HEADER,
    compress: false,
    responseHeadersPolicyId,
  };
}
