import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Construct } from "constructs";

const HTTPS = 443;

export interface SecurityGroupsProps {
  readonly names: { readonly fromCloudFront: string; readonly toNodes: string };
  readonly vpcId: string;
  /** The addresses from which CloudFront calls origins; AWS keeps them. */
  readonly cloudFrontPrefixListId: string;
  readonly nodesSecurityGroupId: string;
  /** By purpose; open from the load balancer to the nodes, both ways of saying it. */
  readonly nodePorts: Readonly<Record<string, number>>;
}

/** What lets CloudFront call a load balancer, and the load balancer call nodes; nobody else either of them. */
export class SecurityGroups extends Construct {
  /** Of the load balancer. */
  readonly ids: string[];

  constructor(
    scope: Construct,
    id: string,
    private readonly props: SecurityGroupsProps,
  ) {
    super(scope, id);
    this.ids = [this.fromCloudFront(), this.toNodes()];
  }

  /**
   * The list counts as 55 rules of the 60 that a group may have: nothing else fits.
   * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/LocationsOfEdgeServers.html
   */
  private fromCloudFront(): string {
    const { names, cloudFrontPrefixListId } = this.props;
    const group = this.group("from-cloudfront", names.fromCloudFront, "CloudFront to the load balancer");
    new VpcSecurityGroupIngressRule(this, "cloudfront-to-load-balancer", {
      securityGroupId: group,
      description: "requests from CloudFront",
      prefixListId: cloudFrontPrefixListId,
      ipProtocol: "tcp",
      fromPort: HTTPS,
      toPort: HTTPS,
    });
    return group;
  }

  private toNodes(): string {
    const { names, nodePorts, nodesSecurityGroupId } = this.props;
    const group = this.group("to-nodes", names.toNodes, "load balancer to the nodes' ports");
    for (const [purpose, port] of Object.entries(nodePorts)) {
      const range = { ipProtocol: "tcp", fromPort: port, toPort: port };
      new VpcSecurityGroupEgressRule(this, `load-balancer-to-${purpose}`, {
        ...range,
        securityGroupId: group,
        description: `${purpose} pods on the nodes`,
        referencedSecurityGroupId: nodesSecurityGroupId,
      });
      new VpcSecurityGroupIngressRule(this, `${purpose}-from-load-balancer`, {
        ...range,
        securityGroupId: nodesSecurityGroupId,
        description: `${purpose} pods from the load balancer`,
        referencedSecurityGroupId: group,
      });
    }
    return group;
  }

  private group(id: string, name: string, description: string): string {
    const { vpcId } = this.props;
    return new SecurityGroup(this, id, { name, description, vpcId, tags: { Name: name } }).id;
  }
}
