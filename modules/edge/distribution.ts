import { CloudfrontDistribution } from "@cdktf/provider-aws/lib/cloudfront-distribution";
import { Construct } from "constructs";
import { type ApiOriginProps, apiOrigin, API_ORIGIN } from "./api-origin";
import type { AssetOrigins } from "./asset-origins";
import { apiBehaviour, staticBehaviour } from "./behaviours";
import { errorResponses } from "./error-responses";

// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-viewer-protocols-ciphers.html
const TLS_POLICY = "TLSv1.2_2021";

export interface DistributionProps {
  /** What it is, in lists; at most 128 characters. */
  readonly comment: string;
  readonly domain: string;
  /** Of us-east-1, and issued. */
  readonly certificateArn: string;
  readonly webAclArn: string;
  readonly responseHeadersPolicyId: string;
  readonly api: ApiOriginProps;
  readonly assets: {
    readonly origins: Pick<AssetOrigins, "origins" | "groups" | "targetId">;
    /** For example `/static/*`. */
    readonly pattern: string;
    /** Below the pattern. */
    readonly maintenancePage: string;
  };
  /** `PriceClass_100`, `PriceClass_200` or `PriceClass_All`. */
  readonly priceClass: string;
  readonly addresses: "ipv4" | "dual-stack";
  readonly preventDestroy: boolean;
}

/** The product's one door for viewers: static files from the asset buckets, everything else from the API. */
export class Distribution extends Construct {
  readonly id: string;
  readonly arn: string;
  /** What an alias record needs. */
  readonly address: { readonly name: string; readonly zoneId: string };

  constructor(scope: Construct, id: string, props: DistributionProps) {
    super(scope, id);
    const { api, assets, responseHeadersPolicyId } = props;
    const distribution = new CloudfrontDistribution(this, "distribution", {
      comment: props.comment,
      enabled: true,
      aliases: [props.domain],
      httpVersion: "http2and3",
      isIpv6Enabled: props.addresses === "dual-stack",
      priceClass: props.priceClass,
      webAclId: props.webAclArn,
      viewerCertificate: {
        acmCertificateArn: props.certificateArn,
        minimumProtocolVersion: TLS_POLICY,
        sslSupportMethod: "sni-only",
      },
      origin: [apiOrigin(api), ...assets.origins.origins],
      originGroup: assets.origins.groups,
      defaultCacheBehavior: apiBehaviour({ originId: API_ORIGIN, responseHeadersPolicyId }),
      orderedCacheBehavior: [
        staticBehaviour(assets.pattern, { originId: assets.origins.targetId, responseHeadersPolicyId }),
      ],
      customErrorResponse: errorResponses(assets.maintenancePage),
      restrictions: { geoRestriction: { restrictionType: "none" } },
      // An apply that is done is seen everywhere: the proof is rotated by that.
      waitForDeployment: true,
      // One that is left behind keeps the domain from its successor.
      retainOnDelete: false,
      ...(props.preventDestroy && { lifecycle: { preventDestroy: true } }),
    });
    this.id = distribution.id;
    this.arn = distribution.arn;
    this.address = { name: distribution.domainName, zoneId: distribution.hostedZoneId };
  }
}
