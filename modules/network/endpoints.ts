import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcEndpoint } from "@cdktf/provider-aws/lib/vpc-endpoint";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Construct } from "constructs";

export interface EndpointsProps {
  readonly name: string;
  readonly vpcId: string;
  readonly cidr: string;
  readonly region: string;
  readonly accountId: string;
  readonly routeTableIds: readonly string[];
  /** One a zone. */
  readonly subnetIds: readonly string[];
  readonly securityGroupName: string;
  /** Services with a private address in each zone, for example `ecr.api`; 7.30 USD a month and zone each. */
  readonly interfaces: readonly string[];
}

/**
 * Ways to AWS that leave the internet out. S3 and DynamoDB always, for they cost nothing and save NAT's price per GB;
 * others by choice.
 */
export class Endpoints extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: EndpointsProps,
  ) {
    super(scope, id);
    const { accountId, interfaces } = props;
    this.gateway("s3", [
      // Container layers and packages come from buckets of AWS and of registries: reading is open, writing stays at home.
      { Action: ["s3:GetObject", "s3:GetObjectVersion", "s3:ListBucket", "s3:GetBucketLocation"] },
      { Action: "s3:*", Condition: { StringEquals: { "aws:ResourceAccount": accountId } } },
    ]);
    this.gateway("dynamodb", [
      { Action: "dynamodb:*", Condition: { StringEquals: { "aws:ResourceAccount": accountId } } },
    ]);
    if (interfaces.length > 0) this.interfaces();
  }

  private gateway(service: string, statements: readonly object[]): void {
    new VpcEndpoint(this, service, {
      ...this.common(service, statements),
      vpcEndpointType: "Gateway",
      routeTableIds: [...this.props.routeTableIds],
    });
  }

  private interfaces(): void {
    const { vpcId, cidr, accountId, subnetIds, securityGroupName } = this.props;
    const group = new SecurityGroup(this, "security-group", {
      name: securityGroupName,
      description: "interface endpoints, reached from inside the VPC",
      vpcId,
      tags: { Name: securityGroupName },
    });
    new VpcSecurityGroupIngressRule(this, "https", {
      securityGroupId: group.id,
      description: "HTTPS from the VPC",
      cidrIpv4: cidr,
      ipProtocol: "tcp",
      fromPort: 443,
      toPort: 443,
    });
    const ours = { Action: "*", Condition: { StringEquals: { "aws:PrincipalAccount": accountId } } };
    for (const service of this.props.interfaces) {
      new VpcEndpoint(this, service.replace(".", "-"), {
        ...this.common(service, service === "sts" ? [ours, webIdentity(accountId)] : [ours]),
        vpcEndpointType: "Interface",
        privateDnsEnabled: true,
        subnetIds: [...subnetIds],
        securityGroupIds: [group.id],
      });
    }
  }

  private common(service: string, statements: readonly object[]) {
    const { name, vpcId, region } = this.props;
    return {
      vpcId,
      serviceName: `com.amazonaws.${region}.${service}`,
      policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: statements.map((statement) => ({
          Effect: "Allow",
          Principal: "*",
          Resource: "*",
          ...statement,
        })),
      }),
      tags: { Name: `${name}-${service}` },
    };
  }
}

/** A caller with a web identity token has no account yet. */
function webIdentity(accountId: string): object {
  return { Action: "sts:AssumeRoleWithWebIdentity", Resource: `arn:aws:iam::${accountId}:role/*` };
}
