import type { CloudfrontDistributionCustomErrorResponse } from "@cdktf/provider-aws/lib/cloudfront-distribution";

// No answer, or one that nobody meant for the viewer: from CloudFront (502, 504), a load balancer without pods or under maintenance (503).
const NOBODY_ANSWERS = [502, 503, 504];
// CloudFront keeps these for 10 seconds even where nothing is cached, and then knows a request by its path alone: what one viewer's
// query or cookie caused would be everybody's. 400, 403 and the like it keeps only when the origin says so.
// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/custom-error-pages-expiration.html
const KEPT_BY_DEFAULT = [404, 405, 414, 500, 501];
const KEEP_SECONDS = 0;

/**
 * What viewers get instead of an error, whatever behaviour it comes from, and that no error is kept. The status stays what it was. 403 is
 * left alone: it is the firewall's word, and the load balancer's to who lacks the proof.
 */
export function errorResponses(pagePath: string): CloudfrontDistributionCustomErrorResponse[] {
  return [
    ...NOBODY_ANSWERS.map((errorCode) => ({
      errorCode,
      responseCode: errorCode,
      responsePagePath: pagePath,
      errorCachingMinTtl: KEEP_SECONDS,
    })),
    ...KEPT_BY_DEFAULT.map((errorCode) => ({ errorCode, errorCachingMinTtl: KEEP_SECONDS })),
  ];
}
