import { ElasticacheSubnetGroup } from "@cdktf/provider-aws/lib/elasticache-subnet-group";
import { Construct } from "constructs";
import { ClosedGroup } from "../closed-group";
import { PORT } from "./settings";

export interface CacheNetworkProps {
  readonly vpcId: string;
  /** One isolated subnet a zone. */
  readonly subnetIds: readonly string[];
  readonly securityGroupName: string;
}

/** Where the nodes are, and a door that is closed until a client is allowed. */
export class CacheNetwork extends Construct {
  readonly subnetGroupName: string;
  readonly securityGroup: ClosedGroup;

  constructor(scope: Construct, id: string, props: CacheNetworkProps & { readonly name: string }) {
    super(scope, id);
    this.subnetGroupName = new ElasticacheSubnetGroup(this, "subnets", {
      name: props.name,
      description: `${props.name}: isolated subnets`,
      subnetIds: [...props.subnetIds],
    }).name;
    this.securityGroup = new ClosedGroup(this, "security-group", {
      name: props.securityGroupName,
      store: "cache",
      vpcId: props.vpcId,
      port: PORT,
    });
  }
}
