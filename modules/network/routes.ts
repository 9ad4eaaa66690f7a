import { Eip } from "@cdktf/provider-aws/lib/eip";
import type { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import { NatGateway } from "@cdktf/provider-aws/lib/nat-gateway";
import { Route } from "@cdktf/provider-aws/lib/route";
import { RouteTable } from "@cdktf/provider-aws/lib/route-table";
import { RouteTableAssociation } from "@cdktf/provider-aws/lib/route-table-association";
import { Construct } from "constructs";
import type { Subnets } from "./subnets";

const ANYWHERE = "0.0.0.0/0";

export interface RoutesProps {
  readonly name: string;
  readonly vpcId: string;
  readonly gateway: InternetGateway;
  readonly subnets: Subnets;
  /** One gateway in the first zone, or one in each: with one, the loss of its zone cuts every private subnet off. */
  readonly nat: "single" | "per-zone";
}

/** Public subnets route to the internet gateway, private ones to NAT in their own zone if there is one, isolated ones nowhere. */
export class Routes extends Construct {
  /** The private tier's tables, one a zone: gateway endpoints belong there. */
  readonly privateTableIds: string[];
  readonly natGatewayIds: string[];

  constructor(
    scope: Construct,
    id: string,
    private readonly props: RoutesProps,
  ) {
    super(scope, id);
    const { subnets, gateway, nat } = props;

    const toInternet = this.table("public", subnets.ids("public"));
    new Route(this, "public-default", {
      routeTableId: toInternet.id,
      destinationCidrBlock: ANYWHERE,
      gatewayId: gateway.id,
    });

    const homes = nat === "single" ? subnets.ids("public").slice(0, 1) : subnets.ids("public");
    const gateways = homes.map((subnetId, index) => this.natGateway(index + 1, subnetId));
    this.natGatewayIds = gateways.map(({ id }) => id);
    const toNat = subnets.ids("private").map((subnetId, index) => {
      const table = this.table(`private-${index + 1}`, [subnetId]);
      new Route(this, `private-${index + 1}-default`, {
        routeTableId: table.id,
        destinationCidrBlock: ANYWHERE,
        natGatewayId: (gateways[index] ?? gateways[0])!.id,
      });
      return table;
    });

    this.privateTableIds = toNat.map((table) => table.id);
    // No route at all, not even to S3: the isolated tier's ACL would drop the replies.
    this.table("isolated", subnets.ids("isolated"));
  }

  private table(role: string, subnetIds: string[]): RouteTable {
    const { name, vpcId } = this.props;
    const table = new RouteTable(this, role, { vpcId, tags: { Name: `${name}-${role}` } });
    subnetIds.forEach((subnetId, index) => {
      new RouteTableAssociation(this, `${role}-subnet-${index + 1}`, { subnetId, routeTableId: table.id });
    });
    return table;
  }

  private natGateway(number: number, subnetId: string): NatGateway {
    const tags = { Name: `${this.props.name}-nat-${number}` };
    // Without the internet gateway neither an address nor NAT can be made, nor taken down after it.
    const dependsOn = [this.props.gateway];
    const address = new Eip(this, `nat-${number}-address`, { domain: "vpc", tags, dependsOn });
    return new NatGateway(this, `nat-${number}`, { subnetId, allocationId: address.id, tags, dependsOn });
  }
}
