import { CloudfrontResponseHeadersPolicy } from "@cdktf/provider-aws/lib/cloudfront-response-headers-policy";
import { Construct } from "constructs";

const YEAR_SECONDS = 31_536_000;

// What can break no page of a product that is not framed by others: it may say more itself, with its scripts and styles at hand.
const CONTENT_SECURITY = "base-uri 'self'; frame-ancestors 'none'; object-src 'none'";

// Who answers, and with S3 also account and key.
const REMOVED = [
  "server",
  "x-powered-by",
  "x-amz-server-side-encryption",
  "x-amz-server-side-encryption-aws-kms-key-id",
  "x-amz-server-side-encryption-bucket-key-enabled",
  "x-amz-version-id",
  "x-amz-replication-status",
];

export interface ResponseHeadersProps {
  /** Unique in the account. */
  readonly name: string;
}

/**
 * What every answer tells a browser. TLS for a year and no guessing of types hold whatever the origin says; on frames, referrers and
 * content an origin that says something itself is believed. Hosts below the domain are not spoken for: they may be others'.
 */
export class ResponseHeaders extends Construct {
  readonly policyId: string;

  constructor(scope: Construct, id: string, { name }: ResponseHeadersProps) {
    super(scope, id);
    this.policyId = new CloudfrontResponseHeadersPolicy(this, "policy", {
      name,
      securityHeadersConfig: {
        strictTransportSecurity: {
          accessControlMaxAgeSec: YEAR_SECONDS,
          includeSubdomains: false,
          preload: false,
          override: true,
        },
        contentTypeOptions: { override: true },
        frameOptions: { frameOption: "DENY", override: false },
        referrerPolicy: { referrerPolicy: "strict-origin-when-cross-origin", override: false },
        contentSecurityPolicy: { contentSecurityPolicy: CONTENT_SECURITY, override: false },
      },
      removeHeadersConfig: { items: REMOVED.map((header) => ({ header })) },
    }).id;
  }
}
