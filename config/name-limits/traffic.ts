import type { NameLimit } from "./name-limit";

const EC2_TAG: NameLimit = {
  min: 1,
  max: 256,
  pattern: /^[^<>]+$/,
  allowed: "any characters but < and >",
  source: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Tags.html#tag-restrictions",
};

const WAF: NameLimit = {
  min: 1,
  max: 128,
  pattern: /^[\w-]+$/,
  allowed: "letters, digits, _ and -",
  source: "https://docs.aws.amazon.com/waf/latest/APIReference/API_CreateWebACL.html",
};

/** Names on the way of a request. */
export const TRAFFIC_NAMES = {
  "aws_security_group.name": {
    min: 1,
    max: 255,
    pattern: /^(?!sg-)[a-zA-Z0-9 ._\-:/()#,@[\]+=&;{}!$*]+$/,
    allowed: "letters, digits, spaces and ._-:/()#,@[]+=&;{}!$*, not beginning with sg-",
    source: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html",
  },
  "aws_lb.name": {
    min: 1,
    max: 32,
    pattern: /^(?!internal-)(?!-)[a-zA-Z0-9-]+(?<!-)$/,
    allowed: "letters, digits and inner dashes, not beginning with internal-",
    source:
      "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html",
  },
  "aws_lb_target_group.name": {
    min: 1,
    max: 32,
    pattern: /^(?!-)[a-zA-Z0-9-]+(?<!-)$/,
    allowed: "letters, digits and inner dashes",
    source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html",
  },
  "aws_vpc.tags.Name": EC2_TAG,
  "aws_cloudfront_origin_access_control.name": {
    min: 1,
    max: 64,
    pattern: /^[\w-]+$/,
    // AWS documents the length; the characters are those of its other names.
    allowed: "letters, digits, _ and -",
    source: "https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_OriginAccessControlConfig.html",
  },
  "aws_cloudfront_response_headers_policy.name": {
    min: 1,
    max: 128,
    pattern: /^[\w-]+$/,
    allowed: "letters, digits, _ and -",
    source: "https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_ResponseHeadersPolicyConfig.html",
  },
  "aws_wafv2_web_acl.name": WAF,
  "aws_wafv2_ip_set.name": WAF,
  "aws_shield_protection.name": {
    min: 1,
    max: 128,
    pattern: /^[ a-zA-Z0-9_.-]+$/,
    allowed: "letters, digits, spaces and _ . -",
    source: "https://docs.aws.amazon.com/waf/latest/DDOSAPIReference/API_CreateProtection.html",
  },
} as const satisfies Record<string, NameLimit>;
