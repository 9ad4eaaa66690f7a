import { say } from "../../text";
import { DESTROYED, type Effect, GONE, REPLACED, UPDATED } from "./row";

const LOAD_BALANCERS = ["aws_lb", "aws_alb", "aws_elb"];

/** Addresses, ways and what hangs on them. */
export const NETWORK: readonly Effect[] = [
  {
    types: LOAD_BALANCERS,
    fates: REPLACED,
    rule: "address-changes",
    words: say`it gets another DNS name and other addresses: connections break, and names that point to the old one fail until they are changed`,
  },
  {
    types: LOAD_BALANCERS,
    fates: DESTROYED,
    rule: "address-changes",
    words: say`its DNS name and its addresses go, and connections break`,
  },
  {
    types: ["aws_nat_gateway"],
    fates: GONE,
    rule: "network-interrupted",
    words: say`connections through it break, subnets that route to it have no way out meanwhile, and its public address changes unless the same Elastic IP is used`,
  },
  {
    types: ["aws_eip"],
    fates: GONE,
    rule: "address-changes",
    words: say`the address is given back and cannot be counted on again: allow lists of others have to follow`,
  },
  {
    types: ["aws_eip_association"],
    fates: GONE,
    rule: "network-interrupted",
    words: say`the address leads nowhere until it is associated again`,
  },
  {
    types: ["aws_vpc"],
    fates: GONE,
    rule: "network-replaced",
    words: say`everything in it has to go first: subnets, load balancers, databases, clusters; what this plan does not know makes it fail`,
  },
  {
    types: ["aws_subnet"],
    fates: GONE,
    rule: "network-replaced",
    words: say`everything with an address in it has to go first; what this plan does not know makes it fail`,
  },
  {
    types: ["aws_security_group"],
    fates: GONE,
    rule: "network-replaced",
    words: say`rules that name it go or stop matching; while something still uses it, its deletion waits and then fails`,
  },
  {
    types: ["aws_network_interface"],
    fates: GONE,
    rule: "address-changes",
    words: say`its private and public addresses go`,
  },
  {
    types: ["aws_lb_target_group", "aws_alb_target_group"],
    fates: REPLACED,
    rule: "network-interrupted",
    words: say`the new one is empty: until targets are registered and healthy, requests fail`,
  },
  {
    types: ["aws_lb_target_group", "aws_alb_target_group"],
    fates: DESTROYED,
    rule: "network-interrupted",
    words: say`its targets get no requests any more; while a listener uses it, its deletion fails`,
  },
  {
    types: ["aws_lb_target_group_attachment", "aws_autoscaling_attachment"],
    fates: DESTROYED,
    rule: "capacity-lower",
    words: say`these targets get no requests any more`,
  },
  {
    types: ["aws_lb_listener", "aws_alb_listener"],
    fates: GONE,
    rule: "network-interrupted",
    words: say`nobody answers at its port meanwhile, or any more`,
  },
  {
    types: ["aws_lb_listener_rule", "aws_alb_listener_rule"],
    fates: GONE,
    rule: "network-interrupted",
    words: say`requests that it matched go to the next rule, or to the default action`,
  },
  {
    types: ["aws_lb_listener", "aws_alb_listener"],
    fates: UPDATED,
    paths: ["default_action"],
    rule: "network-interrupted",
    words: say`requests that no rule matches go elsewhere at once`,
  },
  {
    types: ["aws_route", "aws_route_table_association", "aws_main_route_table_association"],
    fates: GONE,
    rule: "network-interrupted",
    words: say`traffic that took this way has none, or another one`,
  },
  {
    types: ["aws_route_table"],
    fates: UPDATED,
    paths: ["route"],
    rule: "network-interrupted",
    words: say`traffic takes other ways at once, and connections may break`,
  },
  {
    types: ["aws_route_table", "aws_internet_gateway", "aws_egress_only_internet_gateway"],
    fates: GONE,
    rule: "network-interrupted",
    words: say`its subnets have no way out, or in, meanwhile`,
  },
  {
    types: ["aws_vpc_endpoint"],
    fates: GONE,
    rule: "network-interrupted",
    words: say`calls to its service go over the internet or fail, and policies that name the endpoint refuse them`,
  },
  {
    types: ["aws_vpc_endpoint_service"],
    fates: GONE,
    rule: "address-changes",
    words: say`the service gets another name: all of its consumers have to connect again`,
  },
  {
    types: [
      "aws_vpc_peering_connection",
      "aws_ec2_transit_gateway",
      "aws_ec2_transit_gateway_vpc_attachment",
      "aws_ec2_transit_gateway_peering_attachment",
      "aws_networkmanager_core_network",
      "aws_vpclattice_service_network",
    ],
    fates: GONE,
    rule: "network-interrupted",
    words: say`networks that it connects no longer reach each other, and routes that name it lead nowhere`,
  },
  {
    types: ["aws_vpn_connection", "aws_customer_gateway", "aws_vpn_gateway", "aws_ec2_client_vpn_endpoint"],
    fates: GONE,
    rule: "address-changes",
    words: say`tunnels end; new ones have other addresses and keys, which the other side has to configure`,
  },
  {
    types: [
      "aws_dx_connection",
      "aws_dx_lag",
      "aws_dx_gateway",
      "aws_dx_private_virtual_interface",
      "aws_dx_transit_virtual_interface",
    ],
    fates: GONE,
    rule: "network-interrupted",
    words: say`the line ends; a new one takes an order, and days or weeks`,
  },
  {
    types: ["aws_globalaccelerator_accelerator", "aws_globalaccelerator_custom_routing_accelerator"],
    fates: GONE,
    rule: "address-changes",
    words: say`its static addresses are given back: whoever has them written down has to follow`,
  },
  {
    types: ["aws_globalaccelerator_endpoint_group", "aws_globalaccelerator_listener"],
    fates: GONE,
    rule: "network-interrupted",
    words: say`traffic of its region or port goes elsewhere or nowhere meanwhile`,
  },
  {
    types: ["aws_vpc_dhcp_options", "aws_vpc_dhcp_options_association"],
    fates: ["updated", "destroyed", "replaced"],
    rule: "network-interrupted",
    words: say`machines get other resolvers or names when they renew their lease`,
  },
  {
    types: ["aws_placement_group", "aws_db_subnet_group", "aws_elasticache_subnet_group"],
    fates: REPLACED,
    rule: "network-replaced",
    words: say`what is in it has to be moved or replaced, or its deletion fails`,
  },
];
