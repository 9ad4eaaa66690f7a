import type { Wafv2WebAclRule } from "@cdktf/provider-aws/lib/wafv2-web-acl";

// How long the requests of an address are counted. https://docs.aws.amazon.com/waf/latest/APIReference/API_RateBasedStatement.html
const WINDOW_SECONDS = 300;
const TOO_MANY_REQUESTS = 429;

/**
 * Rule groups that AWS maintains, the cheapest first: what one of them blocks is not looked at any further. A rule that is only counted is
 * seen in metrics and logs, and leaves the decision to the rules that follow.
 * https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html
 */
export const MANAGED_RULES: readonly { readonly name: string; readonly onlyCounted: readonly string[] }[] = [
  { name: "AWSManagedRulesAmazonIpReputationList", onlyCounted: [] },
  // Customers' own systems call from hosting providers as well as bots do; who hides behind Tor or a proxy is turned away.
  { name: "AWSManagedRulesAnonymousIpList", onlyCounted: ["HostingProviderIPList"] },
  { name: "AWSManagedRulesKnownBadInputsRuleSet", onlyCounted: [] },
  { name: "AWSManagedRulesSQLiRuleSet", onlyCounted: [] },
  // Refuses every body of more than 8 KB, which uploads and larger JSON have. The first 16 KB of a body are looked into all the same.
  // https://docs.aws.amazon.com/waf/latest/developerguide/waf-oversize-request-components.html
  { name: "AWSManagedRulesCommonRuleSet", onlyCounted: ["SizeRestrictions_BODY"] },
];

/** Names of our own rules, as metrics and logs have them. */
export const RULE = { rate: "requests-per-address", listed: "listed-ranges" } as const;

/** Turns an address away, with 429, while it has made more than `limit` requests in the last five minutes. */
export function limitRate(limit: number): RuleBody {
  return {
    name: RULE.rate,
    action: { block: { customResponse: { responseCode: TOO_MANY_REQUESTS } } },
    statement: {
      rate_based_statement: {
        aggregate_key_type: "IP",
        evaluation_window_sec: WINDOW_SECONDS,
        limit,
      },
    },
  };
}

/** The groups of `MANAGED_RULES`, each in the version that AWS holds for the default one. */
export function managedRules(): RuleBody[] {
  return MANAGED_RULES.map(({ name, onlyCounted }) => ({
    name,
    overrideAction: { none: {} },
    statement: {
      managed_rule_group_statement: {
        vendor_name: "AWS",
        name,
        ...(onlyCounted.length > 0 && {
          rule_action_override: onlyCounted.map((rule) => ({
            name: rule,
            action_to_use: { count: {} },
          })),
        }),
      },
    },
  }));
}

/** Lets in who comes from one of the set's ranges. */
export function admitListed(ipSetArn: string): RuleBody {
  return {
    name: RULE.listed,
    action: { allow: {} },
    statement: { ip_set_reference_statement: { arn: ipSetArn } },
  };
}

/** A rule before it has its place; the statement is in Terraform's spelling, for the binding passes it on as it is. */
export type RuleBody = Pick<Wafv2WebAclRule, "name" | "action" | "overrideAction"> & {
  readonly statement: Readonly<Record<string, unknown>>;
};

/** Rules are asked in this order, and whichever decides first ends it. */
export function inOrder(rules: readonly RuleBody[]): Wafv2WebAclRule[] {
  return rules.map((rule, priority) => ({ ...rule, priority, visibilityConfig: visibleAs(rule.name) }));
}

/** Metrics under `name`. No samples: they would show the headers that logs leave out. */
export function visibleAs(name: string): Wafv2WebAclRule["visibilityConfig"] {
  return { metricName: name, cloudwatchMetricsEnabled: true, sampledRequestsEnabled: false };
}
