import { DbSubnetGroup } from "@cdktf/provider-aws/lib/db-subnet-group";
import { Construct } from "constructs";
import { ClosedGroup } from "../closed-group";
import { PORT } from "./settings";

export interface DatabaseNetworkProps {
  readonly vpcId: string;
  /** One isolated subnet a zone, at least two. */
  readonly subnetIds: readonly string[];
  readonly securityGroupName: string;
}

/** Where the instances are, and a door that is closed until a client is allowed. */
export class DatabaseNetwork extends Construct {
  readonly subnetGroupName: string;
  readonly securityGroup: ClosedGroup;

  constructor(scope: Construct, id: string, props: DatabaseNetworkProps & { readonly name: string }) {
    super(scope, id);
    this.subnetGroupName = new DbSubnetGroup(this, "subnets", {
      name: props.name,
      description: `${props.name}: isolated subnets`,
      subnetIds: [...props.subnetIds],
    }).name;
    this.securityGroup = new ClosedGroup(this, "security-group", {
      name: props.securityGroupName,
      store: "database",
      vpcId: props.vpcId,
      port: PORT,
    });
  }
}
