import { DefaultSecurityGroup } from "@cdktf/provider-aws/lib/default-security-group";
import { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { Construct } from "constructs";
import { type EndpointsProps, Endpoints } from "./endpoints";
import { type FlowLogsProps, FlowLogs } from "./flow-logs";
import { NetworkAcls } from "./network-acls";
import { Routes } from "./routes";
import { Subnets, type ZoneRanges } from "./subnets";

export interface NetworkProps {
  readonly name: string;
  /** The VPC's range, /16 to /28. */
  readonly cidr: string;
  /** One entry a zone; the order is part of the resources' addresses. */
  readonly zones: readonly ZoneRanges[];
  readonly nat: "single" | "per-zone";
  /** TCP ports that the isolated tier accepts from the private one. */
  readonly storePorts: readonly number[];
  readonly endpoints: Pick<EndpointsProps, "accountId" | "region" | "interfaces" | "securityGroupName">;
  readonly flowLogs: Omit<FlowLogsProps, "vpcId">;
}

/**
 * A VPC of three tiers: public faces the internet, private reaches it through NAT, isolated reaches nobody. Nothing in it
 * is reachable before a security group says so.
 */
export class Network extends Construct {
  readonly vpcId: string;
  readonly publicSubnetIds: string[];
  readonly privateSubnetIds: string[];
  readonly isolatedSubnetIds: string[];
  /** One, or one a zone. */
  readonly natGatewayIds: string[];

  constructor(scope: Construct, id: string, props: NetworkProps) {
    super(scope, id);
    const { name, cidr, zones } = props;

    const vpc = new Vpc(this, "vpc", {
      cidrBlock: cidr,
      enableDnsSupport: true,
      enableDnsHostnames: true,
      tags: { Name: name },
    });
    this.vpcId = vpc.id;
    // Whoever forgets to name a security group reaches nothing. The empty lists are said, for Terraform keeps what it finds
    // where nothing is said: a rule added by hand would stay.
    new DefaultSecurityGroup(this, "closed-default", {
      vpcId: vpc.id,
      ingress: [],
      egress: [],
      tags: { Name: `${name}-closed-default` },
    });
    const gateway = new InternetGateway(this, "internet", { vpcId: vpc.id, tags: { Name: name } });

    const subnets = new Subnets(this, "subnets", { name, vpcId: vpc.id, zones });
    this.publicSubnetIds = subnets.ids("public");
    this.privateSubnetIds = subnets.ids("private");
    this.isolatedSubnetIds = subnets.ids("isolated");

    const routes = new Routes(this, "routes", { name, vpcId: vpc.id, gateway, subnets, nat: props.nat });
    this.natGatewayIds = routes.natGatewayIds;
    new NetworkAcls(this, "acls", { name, vpc, cidr, zones, subnets, storePorts: props.storePorts });
    new Endpoints(this, "endpoints", {
      ...props.endpoints,
      name,
      vpcId: vpc.id,
      cidr,
      routeTableIds: routes.privateTableIds,
      subnetIds: this.privateSubnetIds,
    });
    new FlowLogs(this, "flow-logs", { ...props.flowLogs, vpcId: vpc.id });
  }
}
