import type { CloudfrontDistributionOrigin } from "@cdktf/provider-aws/lib/cloudfront-distribution";

// Where CloudFront stops, against where the load balancer would: answers may take 60 s there (its patience with an idle connection is
// 65 s), and a connection lives 60 s. Who ends first must not be the load balancer, or it closes what CloudFront sends on.
// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesOrigin.html
const READ_SECONDS = 60;
const KEEPALIVE_SECONDS = 30;
// Of a region that is gone a viewer learns after 2 x 5 seconds, instead of 3 x 10; the second try may reach another zone. GET and HEAD
// that get no answer in time are sent again too.
const CONNECTION = { attempts: 2, timeoutSeconds: 5 } as const;

export const API_ORIGIN = "api";

export interface ApiOriginProps {
  /** Answered with whichever region serves; in the certificate of each load balancer. */
  readonly host: string;
  /** A header that viewers cannot set: CloudFront writes it over theirs. */
  readonly proof: { readonly header: string; readonly value: string };
}

/**
 * The load balancer of the region that serves, over TLS and with the proof that it is CloudFront who asks. It is no VPC origin: one
 * of those names a single load balancer, and DNS could not move it to the other region.
 */
export function apiOrigin({ host, proof }: ApiOriginProps): CloudfrontDistributionOrigin {
  return {
    originId: API_ORIGIN,
    domainName: host,
    connectionAttempts: CONNECTION.attempts,
    connectionTimeout: CONNECTION.timeoutSeconds,
    customHeader: [{ name: proof.header, value: proof.value }],
    customOriginConfig: {
      // Not used, but asked for.
      httpPort: 80,
      httpsPort: 443,
      originProtocolPolicy: "https-only",
      // CloudFront speaks nothing newer to origins.
      originSslProtocols: ["TLSv1.2"],
      originReadTimeout: READ_SECONDS,
      originKeepaliveTimeout: KEEPALIVE_SECONDS,
    },
  };
}
