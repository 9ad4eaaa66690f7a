import { isObject, type Json, type JsonObject, objectOf } from "../../../planning/json";
import type { ResourceChange } from "../../plan";
import { containerIn } from "../../secrets/writer";
import { say } from "../../text";
import { below, type Comparison, off, on, removed } from "./comparisons";
import type { Weakening } from "./row";

const ACTIONS = { block: 4, captcha: 3, challenge: 2, count: 1, allow: 0 } as const;
// A rule that is not there lets through, as one that only counts.
const MISSING = 1;

/** Each rule of a web ACL by its name: whether it still does what it did. */
const rulesOfWebAcl: Comparison = {
  isWeaker: (before, after) => {
    const left = strengths(after[0]);
    return [...strengths(before[0])].some(([rule, strength]) => (left.get(rule) ?? MISSING) < strength);
  },
  strong: [{ name: "bad-addresses", action: [{ block: [{}] }] }],
  weak: [{ name: "bad-addresses", action: [{ count: [{}] }] }],
};

function strengths(rules: Json | undefined): Map<Json, number> {
  const found = new Map<Json, number>();
  for (const rule of Array.isArray(rules) ? (rules as Json[]) : [])
    if (isObject(rule)) found.set(rule["name"] ?? "", strengthOf(rule["action"], rule["override_action"]));
  return found;
}

function strengthOf(action: Json | undefined, override: Json | undefined): number {
  for (const [name, strength] of Object.entries(ACTIONS)) if (has(action, name)) return strength;
  // A group of rules does what its rules say (none), or only counts.
  return has(override, "count") ? ACTIONS.count : ACTIONS.block;
}

/** The same of rules that are written as the JSON of WAF's own API. What cannot be read is listed as not analysed. */
const rulesInJson: Comparison = {
  isWeaker: (before, after) => {
    const [old, next] = [rulesOfJson(before[0]), rulesOfJson(after[0])];
    return old !== null && next !== null && rulesOfWebAcl.isWeaker([old], [next]);
  },
  strong: '[{"Name":"bad-addresses","Action":{"Block":{}}}]',
  weak: '[{"Name":"bad-addresses","Action":{"Count":{}}}]',
};

/** Rules as `rule` blocks have them; null if the text is none that can be read. */
function rulesOfJson(text: Json | undefined): JsonObject[] | null {
  if (text === undefined || text === null || text === "") return [];
  const rules = typeof text === "string" ? containerIn(text) : undefined;
  if (!Array.isArray(rules)) return null;
  const named = (rules as Json[]).filter(isObject).filter(({ Name }) => typeof Name === "string");
  if (named.length < rules.length) return null;
  return named.map(({ Name, Action, OverrideAction }) => ({
    name: Name ?? null,
    action: lowered(Action),
    override_action: lowered(OverrideAction),
  }));
}

function lowered(block: Json | undefined): JsonObject {
  return Object.fromEntries(
    Object.entries(objectOf(block)).map(([key, value]) => [key.toLowerCase(), value ?? null]),
  );
}

/** Attribute of rules in JSON that changes and cannot be read. */
export function unreadRules({ type, change }: ResourceChange): string | null {
  const attribute = RULES_IN_JSON[type];
  if (attribute === undefined) return null;
  const sides = [objectOf(change.before)[attribute], objectOf(change.after)[attribute]];
  const isRead = type === "aws_wafv2_web_acl" && sides.every((side) => rulesOfJson(side) !== null);
  return isRead || sides[0] === sides[1] ? null : attribute;
}

const RULES_IN_JSON: Readonly<Record<string, string>> = {
  aws_wafv2_web_acl: "rule_json",
  aws_wafv2_rule_group: "rules_json",
};

/** Whether a web ACL blocks what no rule matches. */
const defaultAction: Comparison = {
  isWeaker: (before, after) => has(before[0], "block") && has(after[0], "allow"),
  strong: [{ block: [{}], allow: [] }],
  weak: [{ block: [], allow: [{}] }],
};

function has(block: Json | undefined, name: string): boolean {
  return (Array.isArray(block) ? (block as Json[]) : [block]).some((one) => {
    const inner = isObject(one) ? one[name] : undefined;
    return Array.isArray(inner) ? inner.length > 0 : isObject(inner);
  });
}

/** Firewalls. Security groups and network ACLs are read elsewhere. */
export const FIREWALLS: readonly Weakening[] = [
  {
    types: ["aws_wafv2_web_acl", "aws_wafv2_rule_group"],
    path: "rule",
    weaker: rulesOfWebAcl,
    rule: "firewall-off",
    words: say`a rule that blocked only counts now, or is gone`,
  },
  {
    types: ["aws_wafv2_web_acl"],
    path: "rule_json",
    weaker: rulesInJson,
    rule: "firewall-off",
    words: say`a rule that blocked only counts now, or is gone`,
  },
  {
    types: ["aws_wafv2_web_acl"],
    path: "default_action",
    weaker: defaultAction,
    rule: "firewall-off",
    words: say`what no rule matches is let through`,
  },
  {
    types: ["aws_cloudfront_distribution"],
    path: "web_acl_id",
    weaker: removed,
    rule: "firewall-off",
    words: say`no firewall stands in front of it any more`,
  },
  {
    types: ["aws_apprunner_service"],
    path: "network_configuration[].ingress_configuration[].is_publicly_accessible",
    weaker: on,
    rule: "public-access-on",
    words: say`the service can be reached from the internet`,
  },
  {
    types: ["aws_networkfirewall_firewall"],
    path: "firewall_policy_change_protection",
    weaker: off,
    rule: "deletion-protection-off",
    words: say`the firewall's policy can be exchanged`,
  },
  {
    types: ["aws_networkfirewall_firewall_policy"],
    path: "firewall_policy[].stateful_engine_options[].stream_exception_policy",
    weaker: below(["DROP", "REJECT", "CONTINUE"], "DROP"),
    rule: "firewall-off",
    words: say`connections that broke off are let through without being known`,
  },
];
