import { DefaultNetworkAcl } from "@cdktf/provider-aws/lib/default-network-acl";
import { NetworkAcl, type NetworkAclEgress } from "@cdktf/provider-aws/lib/network-acl";
import type { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { Construct } from "constructs";
import type { Subnets, Tier, ZoneRanges } from "./subnets";

const ANYWHERE = "0.0.0.0/0";
const HTTPS = [443, 443] as const;
// Source ports of clients anywhere, load balancers and NAT gateways. NACLs are stateless: replies need a rule.
// https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html#nacl-ephemeral-ports
const EPHEMERAL = [1024, 65535] as const;
// Destination unreachable; code 4 tells a sender to use smaller packets (path MTU discovery).
const ICMP_UNREACHABLE = 3;

export interface NetworkAclsProps {
  readonly name: string;
  readonly vpc: Vpc;
  readonly cidr: string;
  readonly zones: readonly ZoneRanges[];
  readonly subnets: Subnets;
  /** TCP ports of the stores; with three zones at most 6, for AWS allows 20 rules in a direction. */
  readonly storePorts: readonly number[];
}

type Rule = Omit<NetworkAclEgress, "ruleNo" | "action">;

/**
 * One network ACL a tier, a second fence behind security groups: the isolated tier talks to the private one on the stores'
 * ports and to nobody else; the internet reaches the public tier on 443 only, beside replies.
 */
export class NetworkAcls extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: NetworkAclsProps,
  ) {
    super(scope, id);
    const { cidr, zones, storePorts } = props;
    const privateRanges = zones.map((zone) => zone.private);
    // Replies to what the VPC asked through NAT, and notices that a packet was too large.
    const replies = [tcp(ANYWHERE, EPHEMERAL), unreachable(ANYWHERE)];

    this.acl("public", {
      ingress: [everything(cidr), tcp(ANYWHERE, HTTPS), ...replies],
      egress: [everything(cidr), tcp(ANYWHERE, HTTPS), ...replies],
    });
    this.acl("private", {
      ingress: [everything(cidr), ...replies],
      egress: [everything(cidr), tcp(ANYWHERE, HTTPS)],
    });
    this.acl("isolated", {
      ingress: privateRanges.flatMap((range) => storePorts.map((port) => tcp(range, [port, port]))),
      egress: privateRanges.map((range) => tcp(range, EPHEMERAL)),
    });
    this.closeDefault();
  }

  private acl(tier: Tier, rules: { readonly ingress: Rule[]; readonly egress: Rule[] }): void {
    const { name, vpc, subnets } = this.props;
    new NetworkAcl(this, tier, {
      vpcId: vpc.id,
      subnetIds: subnets.ids(tier),
      ingress: rules.ingress.map(numbered),
      egress: rules.egress.map(numbered),
      tags: { Name: `${name}-${tier}` },
    });
  }

  /** A subnet that somebody adds by hand gets the default ACL, which lets nothing pass. */
  private closeDefault(): void {
    new DefaultNetworkAcl(this, "closed-default", {
      defaultNetworkAclId: this.props.vpc.defaultNetworkAclId,
      tags: { Name: `${this.props.name}-closed-default` },
      // AWS moves a subnet here when its own ACL is replaced; that is no change of ours.
      lifecycle: { ignoreChanges: ["subnet_ids"] },
    });
  }
}

function tcp(cidrBlock: string, [fromPort, toPort]: readonly [number, number]): Rule {
  return { protocol: "tcp", cidrBlock, fromPort, toPort };
}

function unreachable(cidrBlock: string): Rule {
  return { protocol: "icmp", cidrBlock, icmpType: ICMP_UNREACHABLE, icmpCode: -1, fromPort: 0, toPort: 0 };
}

function everything(cidrBlock: string): Rule {
  return { protocol: "-1", cidrBlock, fromPort: 0, toPort: 0 };
}

function numbered(rule: Rule, index: number): NetworkAclEgress {
  return { ...rule, ruleNo: 100 + index * 10, action: "allow" };
}
