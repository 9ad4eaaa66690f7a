import { say } from "../../text";
import { DESTROYED, type Effect, GONE, REPLACED, UPDATED } from "./row";

const RECORDS = ["aws_route53_record"];
const TARGETS = [
  "records",
  "alias",
  "set_identifier",
  "weighted_routing_policy",
  "failover_routing_policy",
  "latency_routing_policy",
  "geolocation_routing_policy",
  "geoproximity_routing_policy",
  "cidr_routing_policy",
  "multivalue_answer_routing_policy",
  "health_check_id",
];

/** Names, and certificates for them. */
export const DNS: readonly Effect[] = [
  {
    types: RECORDS,
    fates: UPDATED,
    paths: TARGETS,
    rule: "dns-changes",
    words: say`resolvers give the old answer until its TTL ends`,
  },
  {
    types: RECORDS,
    fates: REPLACED,
    rule: "dns-changes",
    words: say`between the two the old name does not resolve, and resolvers keep that answer as long as the zone says`,
  },
  {
    types: RECORDS,
    fates: DESTROYED,
    rule: "dns-changes",
    words: say`the name resolves no more once its TTL ends`,
  },
  {
    types: ["aws_route53_zone"],
    fates: UPDATED,
    paths: ["vpc"],
    rule: "dns-changes",
    words: say`VPCs that leave the zone no longer resolve its names`,
  },
  {
    types: [
      "aws_route53_zone_association",
      "aws_route53_resolver_rule_association",
      "aws_route53_resolver_rule",
    ],
    fates: GONE,
    rule: "dns-changes",
    words: say`the VPC no longer resolves these names, or resolves them elsewhere`,
  },
  {
    types: ["aws_route53_resolver_endpoint"],
    fates: GONE,
    rule: "address-changes",
    words: say`its addresses change: forwarders that have them written down get no answers`,
  },
  {
    types: ["aws_route53_health_check"],
    fates: GONE,
    rule: "dns-changes",
    words: say`records that name it no longer fail over by it; a new one has another id`,
  },
  {
    types: ["aws_route53_health_check"],
    fates: UPDATED,
    paths: ["disabled", "invert_healthcheck", "failure_threshold", "resource_path", "port", "fqdn"],
    rule: "dns-changes",
    words: say`records that name it may fail over at once`,
  },
  {
    types: ["aws_acm_certificate"],
    fates: REPLACED,
    rule: "certificate-changes",
    words: say`the new one has another ARN and has to be validated first; while something uses the old one, its deletion fails`,
  },
  {
    types: ["aws_acm_certificate"],
    fates: DESTROYED,
    rule: "certificate-changes",
    words: say`while something uses it, its deletion fails`,
  },
  {
    types: ["aws_acm_certificate"],
    fates: UPDATED,
    paths: ["certificate_body", "certificate_chain", "private_key"],
    rule: "certificate-changes",
    words: say`clients are shown the new one at once: those that pin the old one are refused`,
  },
  {
    types: ["aws_iam_server_certificate"],
    fates: GONE,
    rule: "certificate-changes",
    words: say`listeners that name it have to move to another one first`,
  },
  {
    types: ["aws_lb_listener", "aws_alb_listener"],
    fates: UPDATED,
    paths: ["certificate_arn"],
    rule: "certificate-changes",
    words: say`clients are shown another certificate at once`,
  },
  {
    types: ["aws_lb_listener_certificate", "aws_alb_listener_certificate"],
    fates: GONE,
    rule: "certificate-changes",
    words: say`clients that ask for its names are shown the default certificate, and refuse it`,
  },
  {
    types: ["aws_ses_domain_identity", "aws_sesv2_email_identity", "aws_ses_email_identity"],
    fates: GONE,
    rule: "identity-replaced",
    words: say`mail of this domain or address is refused until it is verified again`,
  },
  {
    types: ["tls_self_signed_cert", "tls_locally_signed_cert", "acme_certificate"],
    fates: GONE,
    rule: "certificate-changes",
    words: say`clients that trust or pin the old one have to follow`,
  },
];
