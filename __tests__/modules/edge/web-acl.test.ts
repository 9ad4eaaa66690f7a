import { MANAGED_RULES, RULE } from "../../../modules/edge/web-acl-rules";
import { WebAcl, type WebAclProps } from "../../../modules/edge/web-acl";
import { type Attributes, resource, type StackJson } from "../../support/synthesis";
import { edgeOf } from "./us-east-1";

const RANGES = ["198.51.100.0/24", "203.0.113.0/24"];

function listFor(admits: WebAclProps["admits"]): StackJson {
  return edgeOf((stack, provider) => {
    new WebAcl(stack, "web-acl", { name: "mindscape-test", requestsPerAddress: 5000, admits, provider });
  });
}

const open = resource(listFor("everybody"), "aws_wafv2_web_acl", "web-acl/acl");
const restrictedStack = listFor({ ranges: RANGES });
const restricted = resource(restrictedStack, "aws_wafv2_web_acl", "web-acl/acl");

interface Rule {
  readonly name: string;
  readonly priority: number;
  readonly action?: { readonly allow?: object; readonly block?: Attributes };
  readonly override_action?: Attributes;
  readonly statement: Record<string, Attributes>;
  readonly visibility_config: Attributes;
}

function rulesOf(acl: Attributes): Rule[] {
  return [...(acl["rule"] as Rule[])].sort((a, b) => a.priority - b.priority);
}

/** What becomes of a request that the rules of these names match. */
function answer(acl: Attributes, matching: readonly string[]): "allow" | "block" {
  for (const { name, action } of rulesOf(acl)) {
    // What a managed group matches, it blocks.
    if (matching.includes(name)) return action?.allow === undefined ? "block" : "allow";
  }
  return "allow" in (acl["default_action"] as object) ? "allow" : "block";
}

test("the public may come in, unless a rule is against it", () => {
  expect(answer(open, [])).toBe("allow");
  for (const { name } of rulesOf(open)) expect([name, answer(open, [name])]).toEqual([name, "block"]);
});

test("where ranges are listed nobody else comes in, and who is listed is asked everything before", () => {
  expect(answer(restricted, [])).toBe("block");
  expect(answer(restricted, [RULE.listed])).toBe("allow");
  for (const { name } of rulesOf(open)) {
    expect([name, answer(restricted, [name, RULE.listed])]).toEqual([name, "block"]);
  }
});

test("the list is the configured ranges, as IPv4", () => {
  const list = resource(restrictedStack, "aws_wafv2_ip_set", "web-acl/listed");
  expect(list).toMatchObject({ scope: "CLOUDFRONT", ip_address_version: "IPV4", addresses: RANGES });
  const rule = rulesOf(restricted).find(({ name }) => name === RULE.listed)!;
  expect(rule.statement["ip_set_reference_statement"]!["arn"]).toMatch(/aws_wafv2_ip_set\.web-acl_listed_/);
});

test("an address is turned away with 429 at its limit of five minutes, before anything costlier is asked", () => {
  const [first] = rulesOf(open) as [Rule];
  expect(first.name).toBe(RULE.rate);
  expect(first.action?.block).toEqual({ custom_response: { response_code: 429 } });
  expect(first.statement["rate_based_statement"]).toEqual({
    aggregate_key_type: "IP",
    evaluation_window_sec: 300,
    limit: 5000,
  });
});

test("the managed groups block what they match, but for what would refuse uploads and customers' systems", () => {
  const groups = rulesOf(open).filter(({ statement }) => "managed_rule_group_statement" in statement);
  expect(groups.map(({ name }) => name).sort()).toEqual([
    "AWSManagedRulesAmazonIpReputationList",
    "AWSManagedRulesAnonymousIpList",
    "AWSManagedRulesCommonRuleSet",
    "AWSManagedRulesKnownBadInputsRuleSet",
    "AWSManagedRulesSQLiRuleSet",
  ]);
  const counted = groups.flatMap(({ override_action, statement }) => {
    expect(override_action).toEqual({ none: {} });
    const group = statement["managed_rule_group_statement"]!;
    expect(group).toMatchObject({ vendor_name: "AWS" });
    const overrides = (group["rule_action_override"] ?? []) as { name: string; action_to_use: object }[];
    return overrides.map(({ name, action_to_use }) => [group["name"], name, action_to_use]);
  });
  expect(counted).toEqual([
    ["AWSManagedRulesAnonymousIpList", "HostingProviderIPList", { count: {} }],
    ["AWSManagedRulesCommonRuleSet", "SizeRestrictions_BODY", { count: {} }],
  ]);
});

// https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html
// https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statements-list.html
const CAPACITY: Record<string, number> = {
  AWSManagedRulesAmazonIpReputationList: 25,
  AWSManagedRulesAnonymousIpList: 50,
  AWSManagedRulesKnownBadInputsRuleSet: 200,
  AWSManagedRulesSQLiRuleSet: 200,
  AWSManagedRulesCommonRuleSet: 700,
  [RULE.rate]: 2,
  [RULE.listed]: 1,
};
// Beyond it requests cost more. https://aws.amazon.com/waf/pricing/
const INCLUDED_CAPACITY = 1500;
// What Shield Advanced adds where it answers attacks by itself.
// https://docs.aws.amazon.com/waf/latest/developerguide/ddos-automatic-app-layer-response-rg.html
const SHIELDS_OWN = 150;

test("the rules fit the capacity that costs nothing more, with room for Shield's own", () => {
  const sum = rulesOf(restricted).reduce((total, { name }) => total + (CAPACITY[name] ?? NaN), 0);
  expect(sum).toBe(1178);
  expect(sum + SHIELDS_OWN).toBeLessThanOrEqual(INCLUDED_CAPACITY);
  expect(Object.keys(CAPACITY)).toEqual(expect.arrayContaining(MANAGED_RULES.map(({ name }) => name)));
});

test("every rule has metrics under its own name, and nobody keeps samples with cookies in them", () => {
  const seen = [restricted, ...rulesOf(restricted)].map(
    (part) => (part as Attributes)["visibility_config"] as Attributes,
  );
  expect(new Set(seen.map((config) => config["metric_name"])).size).toBe(8);
  expect(restricted["visibility_config"]).toMatchObject({ metric_name: "mindscape-test" });
  for (const config of seen) {
    expect(config).toMatchObject({ cloudwatch_metrics_enabled: true, sampled_requests_enabled: false });
  }
});

test("all of it is in us-east-1", () => {
  for (const part of [open, restricted, resource(restrictedStack, "aws_wafv2_ip_set", "web-acl/listed")]) {
    expect(part).toMatchObject({ provider: "aws.us-east-1", scope: "CLOUDFRONT" });
  }
});
