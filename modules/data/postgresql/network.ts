import { DbSubnetGroup } from "@cdktf/provider-aws/lib/db-subnet-group";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Construct } from "constructs";
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
  readonly securityGroupId: string;

  constructor(scope: Construct, id: string, props: DatabaseNetworkProps & { readonly name: string }) {
    super(scope, id);
    this.subnetGroupName = new DbSubnetGroup(this, "subnets", {
      name: props.name,
      description: `${props.name}: isolated subnets`,
      subnetIds: [...props.subnetIds],
    }).name;
    this.securityGroupId = new SecurityGroup(this, "security-group", {
      name: props.securityGroupName,
      description: "PostgreSQL, reached by whom its clients' stacks allow",
      vpcId: props.vpcId,
      tags: { Name: props.securityGroupName },
    }).id;
  }

  allowFrom(scope: Construct, client: string, clientSecurityGroupId: string): void {
    new VpcSecurityGroupIngressRule(scope, `${client}-to-database`, {
      securityGroupId: this.securityGroupId,
      description: `PostgreSQL from ${client}`,
      referencedSecurityGroupId: clientSecurityGroupId,
      ipProtocol: "tcp",
      fromPort: PORT,
      toPort: PORT,
    });
  }
}
