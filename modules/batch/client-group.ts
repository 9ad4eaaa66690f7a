import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { Construct } from "constructs";

const HTTPS = 443;

export interface ClientGroupProps {
  readonly name: string;
  readonly description: string;
  readonly vpcId: string;
  /** The VPC's range. */
  readonly cidr: string;
  /** Ports inside the VPC, beside HTTPS to AWS. */
  readonly reaches: readonly { readonly store: string; readonly port: number }[];
}

/** A security group of something that only asks: nobody gets in, and what it reaches is listed. */
export class ClientGroup extends Construct {
  readonly id: string;

  constructor(scope: Construct, id: string, props: ClientGroupProps) {
    super(scope, id);
    const { name, description, vpcId, cidr, reaches } = props;
    this.id = new SecurityGroup(this, "group", { name, description, vpcId, tags: { Name: name } }).id;
    const opens = (rule: string, cidrIpv4: string, port: number): void => {
      new VpcSecurityGroupEgressRule(this, rule, {
        securityGroupId: this.id,
        description: `${rule} from ${description}`,
        cidrIpv4,
        ipProtocol: "tcp",
        fromPort: port,
        toPort: port,
      });
    };
    // AWS's services have no addresses of their own that could be listed here.
    opens("https", "0.0.0.0/0", HTTPS);
    for (const { store, port } of reaches) opens(store, cidr, port);
  }
}
