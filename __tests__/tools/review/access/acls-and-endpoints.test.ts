import type { JsonObject } from "../../../../tools/planning/json";
import { detect, rulesOf } from "./support";

describe("network ACLs", () => {
  const entry = (rule_no: number, action: string, more: JsonObject = {}): JsonObject => ({
    rule_no,
    action,
    protocol: "tcp",
    from_port: 22,
    to_port: 22,
    cidr_block: "10.0.0.0/8",
    ...more,
  });
  const acl = (before: JsonObject[], after: JsonObject[]): string[] =>
    rulesOf(detect({ type: "aws_network_acl", before: { ingress: before }, after: { ingress: after } }));

  test.each<[string, JsonObject[], JsonObject[], string[]]>([
    ["a rule more", [], [entry(1, "allow")], ["network-opened"]],
    [
      "other numbers in the same order",
      [entry(1, "deny"), entry(2, "allow")],
      [entry(10, "deny"), entry(20, "allow")],
      [],
    ],
    [
      "a refusal that comes too late",
      [entry(1, "deny"), entry(2, "allow")],
      [entry(1, "allow"), entry(2, "deny")],
      ["network-opened"],
    ],
    [
      "a smaller refusal",
      [entry(1, "deny"), entry(2, "allow")],
      [entry(1, "deny", { cidr_block: "10.0.0.0/16" }), entry(2, "allow")],
      ["network-opened"],
    ],
    [
      "a refusal less below all protocols",
      [entry(1, "deny"), entry(2, "allow", { protocol: "-1" })],
      [entry(2, "allow", { protocol: "-1" })],
      ["network-opened"],
    ],
    ["a refusal of what nothing allowed", [entry(1, "deny")], [], []],
    ["a refusal more", [entry(2, "allow")], [entry(1, "deny"), entry(2, "allow")], ["network-narrowed"]],
  ])("%s", (_what, before, after, rules) => {
    expect(acl(before, after)).toEqual(rules);
  });

  test("single rules", () => {
    const before = {
      network_acl_id: "acl-1",
      rule_action: "deny",
      egress: false,
      protocol: "tcp",
      from_port: 22,
      to_port: 22,
      cidr_block: "10.0.0.0/8",
    };
    expect(rulesOf(detect({ type: "aws_network_acl_rule", before }))).toEqual(["network-opened"]);
    expect(detect({ type: "aws_network_acl_rule", after: { ...before, rule_action: "allow" } })).toEqual([]);
    expect(
      rulesOf(detect({ type: "aws_network_acl_rule", before, after: { ...before, rule_action: "allow" } })),
    ).toEqual(["network-opened", "network-opened"]);
  });
});

describe("a cluster's endpoint", () => {
  const cluster = (isPublic: boolean, ...cidrs: string[]): JsonObject => ({
    name: "c",
    vpc_config: [{ endpoint_public_access: isPublic, public_access_cidrs: cidrs }],
  });
  test.each<[string, JsonObject | null, JsonObject, string[]]>([
    ["private to everybody", cluster(false), cluster(true), ["eks-endpoint-open"]],
    ["new and for everybody", null, cluster(true, "0.0.0.0/0"), ["eks-endpoint-open"]],
    ["new and for an office", null, cluster(true, "203.0.113.0/24"), []],
    [
      "a second office",
      cluster(true, "203.0.113.0/24"),
      cluster(true, "203.0.113.0/24", "198.51.100.0/24"),
      ["eks-endpoint-opened"],
    ],
    [
      "the same in halves",
      cluster(true, "203.0.113.0/24"),
      cluster(true, "203.0.113.0/25", "203.0.113.128/25"),
      [],
    ],
    ["everybody to nobody", cluster(true), cluster(false), []],
  ])("%s", (_what, before, after, rules) => {
    expect(rulesOf(detect({ type: "aws_eks_cluster", before, after }))).toEqual(rules);
  });
});
