import { ElasticacheSubnetGroup } from "@cdktf/provider-aws/lib/elasticache-subnet-group";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Construct } from "constructs";
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
  readonly securityGroupId: string;

  constructor(scope: Construct, id: string, props: CacheNetworkProps & { readonly name: string }) {
    super(scope, id);
    this.subnetGroupName = new ElasticacheSubnetGroup(this, "subnets", {
      name: props.name,
      description: `${props.name}: isolated subnets`,
      subnetIds: [...props.subnetIds],
    }).name;
    this.securityGroupId = new SecurityGroup(this, "security-group", {
      name: props.securityGroupName,
      description: "cache, reached by whom its clients' stacks allow",
      vpcId: props.vpcId,
      tags: { Name: props.securityGroupName },
    }).id;
  }

  allowFrom(scope: Construct, client: string, clientSecurityGroupId: string): void {
    new VpcSecurityGroupIngressRule(scope, `${client}-to-cache`, {
      securityGroupId: this.securityGroupId,
      description: `cache from ${client}`,
      referencedSecurityGroupId: clientSecurityGroupId,
      ipProtocol: "tcp",
      fromPort: PORT,
      toPort: PORT,
    });
  }
}
