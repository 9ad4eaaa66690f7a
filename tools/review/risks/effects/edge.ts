import { say } from "../../text";
import { DESTROYED, type Effect, GONE, REPLACED, UPDATED } from "./row";

// What is deployed to edge locations: tags are not.
const DISTRIBUTION = [
  "aliases",
  "comment",
  "continuous_deployment_policy_id",
  "custom_error_response",
  "default_cache_behavior",
  "default_root_object",
  "enabled",
  "http_version",
  "is_ipv6_enabled",
  "logging_config",
  "ordered_cache_behavior",
  "origin",
  "origin_group",
  "price_class",
  "restrictions",
  "viewer_certificate",
  "web_acl_id",
];

/** CDN and APIs: what clients on the internet see. */
export const EDGE: readonly Effect[] = [
  {
    types: ["aws_cloudfront_distribution"],
    fates: UPDATED,
    paths: DISTRIBUTION,
    rule: "edge-changes",
    words: say`the change travels to all edge locations for minutes, in which both are served; objects in caches stay until they expire, for nothing is invalidated`,
  },
  {
    types: ["aws_cloudfront_distribution"],
    fates: UPDATED,
    paths: ["aliases"],
    rule: "dns-changes",
    words: say`it answers for other names: requests for a name that it gave up are refused`,
  },
  {
    types: ["aws_cloudfront_distribution"],
    fates: UPDATED,
    paths: ["viewer_certificate"],
    rule: "certificate-changes",
    words: say`viewers are shown another certificate, or may speak other versions of TLS`,
  },
  {
    types: ["aws_cloudfront_distribution"],
    fates: UPDATED,
    paths: ["enabled"],
    rule: "network-interrupted",
    words: say`it begins or stops to answer at all`,
  },
  {
    types: ["aws_cloudfront_distribution"],
    fates: REPLACED,
    rule: "address-changes",
    words: say`it gets another domain name and an empty cache; a name cannot be an alias of both, so one waits for the other`,
  },
  {
    types: ["aws_cloudfront_distribution"],
    fates: DESTROYED,
    rule: "address-changes",
    words: say`it is disabled at all edge locations first, and its domain name goes`,
  },
  {
    types: [
      "aws_cloudfront_cache_policy",
      "aws_cloudfront_origin_request_policy",
      "aws_cloudfront_response_headers_policy",
      "aws_cloudfront_function",
      "aws_cloudfront_origin_access_control",
      "aws_cloudfront_key_group",
    ],
    fates: UPDATED,
    rule: "edge-changes",
    words: say`it takes effect in every distribution that uses it, those of other stacks included`,
  },
  {
    types: ["aws_cloudfront_vpc_origin"],
    fates: GONE,
    rule: "network-interrupted",
    words: say`distributions that name it do not reach their origin meanwhile`,
  },
  {
    types: [
      "aws_api_gateway_rest_api",
      "aws_apigatewayv2_api",
      "aws_appsync_graphql_api",
      "aws_lambda_function_url",
    ],
    fates: GONE,
    rule: "address-changes",
    words: say`its URL changes or goes: clients without a name of their own for it have to follow`,
  },
  {
    types: [
      "aws_api_gateway_stage",
      "aws_apigatewayv2_stage",
      "aws_api_gateway_base_path_mapping",
      "aws_apigatewayv2_api_mapping",
    ],
    fates: GONE,
    rule: "network-interrupted",
    words: say`requests to it fail meanwhile, or from now on`,
  },
  {
    types: ["aws_api_gateway_domain_name", "aws_apigatewayv2_domain_name", "aws_cognito_user_pool_domain"],
    fates: GONE,
    rule: "address-changes",
    words: say`it gets another target name: DNS has to follow, and until then nobody gets there`,
  },
  {
    types: ["aws_api_gateway_deployment"],
    fates: REPLACED,
    rule: "workload-rolls",
    words: say`stages that follow it serve another version of the API`,
  },
  {
    types: ["aws_api_gateway_api_key", "aws_appsync_api_key"],
    fates: GONE,
    rule: "secret-value-changes",
    words: say`the key stops working: clients need the new one`,
  },
];
