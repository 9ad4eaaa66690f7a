import { arnOf } from "./arns";
import { code, token, uuid } from "./hash";
import { nameOf, type PlaceholderContext } from "./context";

// EC2 and EFS: prefix and 17 hexadecimal digits.
// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/resource-ids.html
const PREFIX_BY_TYPE: Readonly<Record<string, string>> = {
  aws_ami: "ami",
  aws_customer_gateway: "cgw",
  aws_default_network_acl: "acl",
  aws_default_route_table: "rtb",
  aws_default_security_group: "sg",
  aws_ebs_snapshot: "snap",
  aws_ebs_volume: "vol",
  aws_ec2_managed_prefix_list: "pl",
  aws_ec2_transit_gateway: "tgw",
  aws_ec2_transit_gateway_vpc_attachment: "tgw-attach",
  aws_efs_access_point: "fsap",
  aws_efs_file_system: "fs",
  aws_efs_mount_target: "fsmt",
  aws_egress_only_internet_gateway: "eigw",
  aws_eip: "eipalloc",
  aws_flow_log: "fl",
  aws_instance: "i",
  aws_internet_gateway: "igw",
  aws_launch_template: "lt",
  aws_nat_gateway: "nat",
  aws_network_acl: "acl",
  aws_network_interface: "eni",
  aws_route_table: "rtb",
  aws_route_table_association: "rtbassoc",
  aws_security_group: "sg",
  aws_subnet: "subnet",
  aws_vpc: "vpc",
  aws_vpc_dhcp_options: "dopt",
  aws_vpc_endpoint: "vpce",
  aws_vpc_endpoint_service: "vpce-svc",
  aws_vpc_peering_connection: "pcx",
  aws_vpc_security_group_egress_rule: "sgr",
  aws_vpc_security_group_ingress_rule: "sgr",
  aws_vpn_connection: "vpn",
  aws_vpn_gateway: "vgw",
};

/** The same prefixes by what comes before `_id` in an attribute's name; the first that fits counts. */
const PREFIX_BY_ATTRIBUTE: readonly (readonly [string, string])[] = [
  ["security_group_rule", "sgr"],
  ["security_group", "sg"],
  ["subnet", "subnet"],
  ["route_table", "rtb"],
  ["network_acl", "acl"],
  ["network_interface", "eni"],
  ["launch_template", "lt"],
  ["prefix_list", "pl"],
  ["file_system", "fs"],
  ["access_point", "fsap"],
  ["vpc_endpoint", "vpce"],
  ["nat_gateway", "nat"],
  ["internet_gateway", "igw"],
  ["gateway", "igw"],
  ["allocation", "eipalloc"],
  ["association", "eipassoc"],
  ["dhcp_options", "dopt"],
  ["instance", "i"],
  ["volume", "vol"],
  ["vpc", "vpc"],
];

const ARN_IS_ID = new Set([
  "aws_acm_certificate",
  "aws_alb",
  "aws_alb_listener",
  "aws_alb_target_group",
  "aws_ce_anomaly_monitor",
  "aws_ce_anomaly_subscription",
  "aws_ecs_capacity_provider",
  "aws_ecs_cluster",
  "aws_ecs_service",
  "aws_iam_openid_connect_provider",
  "aws_iam_policy",
  "aws_kinesis_stream",
  "aws_lb",
  "aws_lb_listener",
  "aws_lb_listener_rule",
  "aws_lb_target_group",
  "aws_secretsmanager_secret",
  "aws_sfn_state_machine",
  "aws_sns_topic",
  "aws_sns_topic_subscription",
  "aws_xray_group",
]);

const UUID_IS_ID = new Set([
  "aws_backup_plan",
  "aws_cloudfront_cache_policy",
  "aws_cloudfront_origin_request_policy",
  "aws_cloudfront_response_headers_policy",
  "aws_kms_key",
  "aws_kms_replica_key",
  "aws_route53_health_check",
  "aws_wafv2_ip_set",
  "aws_wafv2_web_acl",
]);

const OWN_FORM: Readonly<Record<string, (context: PlaceholderContext) => string>> = {
  aws_cloudfront_distribution: ({ seed }) => `E${code(seed, 13)}`,
  aws_cloudfront_origin_access_control: ({ seed }) => `E${code(seed, 13)}`,
  aws_db_instance: ({ seed }) => `db-${code(seed, 26)}`,
  aws_route53_zone: ({ seed }) => `Z${code(seed, 20)}`,
  aws_sqs_queue: (context) =>
    `https://sqs.${context.region}.amazonaws.com/${context.account}/${nameOf(context)}`,
};

/** The `id` of a resource, in the form in which the provider stores it. */
export function resourceId(context: PlaceholderContext): string {
  const { type, seed } = context;
  const prefix = PREFIX_BY_TYPE[type];
  if (prefix !== undefined) return `${prefix}-${token(seed, 17)}`;
  const own = OWN_FORM[type];
  if (own !== undefined) return own(context);
  if (ARN_IS_ID.has(type)) return arnOf(context);
  return UUID_IS_ID.has(type) ? uuid(seed) : nameOf(context);
}

/** An attribute that ends in `_id`: what it names decides its form. */
export function referencedId(context: PlaceholderContext, attribute: string): string {
  const { type, account, seed } = context;
  if (/(account|owner|registry)_id$/.test(attribute)) return account;
  if (attribute === "key_id" && /^aws_kms/.test(type)) return resourceId(context);
  if (/zone_id$/.test(attribute))
    return type === "aws_route53_zone" ? resourceId(context) : `Z${code(type, 13)}`;
  const stem = attribute.replace(/_ids?$/, "");
  const found = PREFIX_BY_ATTRIBUTE.find(([ending]) => stem === ending || stem.endsWith(`_${ending}`));
  // A resource's own id under its long name is the same as `id`.
  if (found === undefined)
    return type.endsWith(`_${stem}`) ? resourceId(context) : token(`${seed} ${attribute}`, 17);
  const [, prefix] = found;
  return PREFIX_BY_TYPE[type] === prefix
    ? resourceId(context)
    : `${prefix}-${token(`${seed} ${attribute}`, 17)}`;
}
