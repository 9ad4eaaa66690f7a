import { blocksAt, isOn, stringsIn, textAt, valuesAt } from "../attributes";
import type { Attributes, Rule } from "../types";

type Openings = (attributes: Attributes) => readonly string[];

const CHECKS: Readonly<Record<string, Openings>> = {
  aws_security_group: (group) => inlineRanges(group),
  aws_default_security_group: (group) => inlineRanges(group),
  aws_security_group_rule: (rule) => (textAt(rule, "type") === "ingress" ? ranges(rule) : []),
  aws_vpc_security_group_ingress_rule: (rule) => worldIn(rule, ["cidr_ipv4", "cidr_ipv6"]),
  aws_db_instance: (database) => switchedOn(database, "publicly_accessible"),
  aws_rds_cluster_instance: (database) => switchedOn(database, "publicly_accessible"),
  aws_subnet: (subnet) => switchedOn(subnet, "map_public_ip_on_launch"),
  aws_instance: (instance) => switchedOn(instance, "associate_public_ip_address"),
  aws_launch_template: (template) => switchedOn(template, "network_interfaces.associate_public_ip_address"),
  aws_ecs_service: (service) => switchedOn(service, "network_configuration.assign_public_ip"),
  aws_scheduler_schedule: (schedule) =>
    switchedOn(schedule, "target.ecs_parameters.network_configuration.assign_public_ip"),
  aws_cloudwatch_event_target: (target) =>
    switchedOn(target, "ecs_target.network_configuration.assign_public_ip"),
  aws_eks_cluster: publicEndpoint,
};

export const nothingOpenToTheWorld = {
  id: "nothing-open-to-the-world",
  promise:
    "Nothing accepts connections from every address, and nothing but a load balancer or NAT has a public one.",
  looksAt: Object.keys(CHECKS),
  appliesTo: ({ kind, type }) => kind === "resource" && type in CHECKS,
  check: ({ type, attributes }) =>
    (CHECKS[type]?.(attributes) ?? []).map((problem) => ({
      problem,
      remedy: "admit a security group, a prefix list or listed ranges, in a private subnet",
    })),
} as const satisfies Rule;

function inlineRanges(group: Attributes): string[] {
  const rules = valuesAt(group, "ingress");
  const unreadable = rules.filter((rule) => typeof rule === "string");
  return [
    ...blocksAt(group, "ingress").flatMap(ranges),
    ...unreadable.map((expression) => `ingress is ${expression}, which only Terraform can read`),
  ];
}

function ranges(rule: Attributes): string[] {
  return worldIn(rule, ["cidr_blocks", "ipv6_cidr_blocks"]);
}

function worldIn(block: Attributes, attributes: readonly string[]): string[] {
  return attributes.flatMap((attribute) =>
    valuesAt(block, attribute)
      .flatMap(stringsIn)
      .filter(isWorld)
      .map((range) => `${attribute} admits ${range}`),
  );
}

/** Halves of the world count as well: no single owner has more than a /8 of IPv4 or a /16 of IPv6. */
function isWorld(range: string): boolean {
  const [address = "", length = ""] = range.split("/");
  return /^\d+$/.test(length) && Number(length) < (address.includes(":") ? 16 : 8);
}

function switchedOn(attributes: Attributes, path: string): string[] {
  return isOn(attributes, path) ? [`${path} is true`] : [];
}

/** EKS opens its endpoint to everybody unless told otherwise. */
function publicEndpoint(cluster: Attributes): string[] {
  const [endpoint] = valuesAt(cluster, "vpc_config.endpoint_public_access");
  if (endpoint === false || endpoint === "false") return [];
  const listed = valuesAt(cluster, "vpc_config.public_access_cidrs");
  return listed.length === 0
    ? ["vpc_config.endpoint_public_access is not false and public_access_cidrs is not set"]
    : worldIn(cluster, ["vpc_config.public_access_cidrs"]);
}
