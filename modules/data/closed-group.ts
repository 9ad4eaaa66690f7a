import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Construct } from "constructs";

export interface ClosedGroupProps {
  readonly name: string;
  /** What is behind it, as it is called in a rule's id, for example `database`. */
  readonly store: string;
  readonly vpcId: string;
  readonly port: number;
}

/** A security group that admits nobody, and lets nothing out, until a client's stack opens its one port. */
export class ClosedGroup extends Construct {
  readonly id: string;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: ClosedGroupProps,
  ) {
    super(scope, id);
    const { name, store, vpcId } = props;
    this.id = new SecurityGroup(this, "group", {
      name,
      description: `${store}, closed until a client is allowed`,
      vpcId,
      tags: { Name: name },
    }).id;
  }

  /** Opens the port to `client`. The rule is defined in the caller's `scope`, so that data never depends on its clients. */
  allowFrom(scope: Construct, client: string, clientSecurityGroupId: string): void {
    const { store, port } = this.props;
    new VpcSecurityGroupIngressRule(scope, `${client}-to-${store}`, {
      securityGroupId: this.id,
      description: `${store} from ${client}`,
      referencedSecurityGroupId: clientSecurityGroupId,
      ipProtocol: "tcp",
      fromPort: port,
      toPort: port,
    });
  }
}
