import { Wafv2IpSet } from "@cdktf/provider-aws/lib/wafv2-ip-set";
import { Wafv2WebAcl } from "@cdktf/provider-aws/lib/wafv2-web-acl";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { admitListed, inOrder, limitRate, managedRules, visibleAs } from "./web-acl-rules";

// Of everything in front of CloudFront. https://docs.aws.amazon.com/waf/latest/APIReference/API_CreateWebACL.html
const SCOPE = "CLOUDFRONT";

export interface WebAclProps {
  /** Of the list and, as metrics know it, its dimension `WebACL`: at most 128 letters, digits, `_` and `-`. */
  readonly name: string;
  /** Requests in five minutes, 10 to 2,000,000,000. */
  readonly requestsPerAddress: number;
  /** Everybody, or IPv4 ranges. A distribution for listed ranges has to be without IPv6: no such address is ever listed. */
  readonly admits: "everybody" | { readonly ranges: readonly string[] };
  /** Of us-east-1. */
  readonly provider: TerraformProvider;
}

/**
 * What CloudFront asks before it answers: too many requests, known bad addresses and known attacks are turned away, in all
 * environments. Where only listed ranges may come in, that is the last question and refusal the default, so that they are
 * asked everything before: a rule that allows ends the evaluation.
 */
export class WebAcl extends Construct {
  readonly arn: string;
  /** The dimension `WebACL` of its metrics. */
  readonly metricName: string;

  constructor(scope: Construct, id: string, props: WebAclProps) {
    super(scope, id);
    const { name, admits, provider } = props;
    const rules = [limitRate(props.requestsPerAddress), ...managedRules()];
    if (admits !== "everybody") rules.push(admitListed(this.listed(props, admits.ranges)));
    this.metricName = name;
    this.arn = new Wafv2WebAcl(this, "acl", {
      provider,
      name,
      scope: SCOPE,
      defaultAction: admits === "everybody" ? { allow: {} } : { block: {} },
      rule: inOrder(rules),
      visibilityConfig: visibleAs(name),
    }).arn;
  }

  private listed({ name, provider }: WebAclProps, ranges: readonly string[]): string {
    return new Wafv2IpSet(this, "listed", {
      provider,
      name,
      scope: SCOPE,
      ipAddressVersion: "IPV4",
      addresses: [...ranges],
    }).arn;
  }
}
