import type { JsonObject } from "../../../../tools/planning/json";
import { maskerOf } from "../../../../tools/review/secrets/masker-of";
import { corpus } from "../corpus";
import { detect, detectIn, rulesOf } from "./support";

const rule = (more: JsonObject): JsonObject => ({
  protocol: "tcp",
  from_port: 5432,
  to_port: 5432,
  cidr_blocks: [],
  ...more,
});
const group = (...ingress: JsonObject[]): JsonObject => ({ id: "sg-1", ingress, egress: [] });
const details = (found: ReturnType<typeof detect>): unknown[] => found.flatMap((one) => one.details ?? []);

function changed(before: JsonObject[], after: JsonObject[]): ReturnType<typeof detect> {
  return detect({ type: "aws_security_group", before: group(...before), after: group(...after) });
}

describe("security groups", () => {
  test("count the addresses that can reach more than before", () => {
    const found = changed([rule({ cidr_blocks: ["10.0.0.0/16"] })], [rule({ cidr_blocks: ["10.0.0.0/8"] })]);
    expect(rulesOf(found)).toEqual(["network-opened"]);
    expect(details(found)).toEqual(["TCP 5432 (PostgreSQL) from 10.0.0.0/8: 16,711,680 more addresses"]);
  });

  test.each<[string, JsonObject[], JsonObject[], string[]]>([
    [
      "halves of the same range",
      [rule({ cidr_blocks: ["10.0.0.0/8"] })],
      [rule({ cidr_blocks: ["10.128.0.0/9", "10.0.0.0/9"] })],
      [],
    ],
    [
      "two rules of the same ports",
      [rule({ from_port: 80, to_port: 81, cidr_blocks: ["10.0.0.0/8"] })],
      [
        rule({ from_port: 81, to_port: 81, cidr_blocks: ["10.0.0.0/8"] }),
        rule({ from_port: 80, to_port: 80, cidr_blocks: ["10.0.0.0/8"] }),
      ],
      [],
    ],
    [
      "a protocol by number",
      [rule({ cidr_blocks: ["10.0.0.0/8"] })],
      [rule({ protocol: "6", cidr_blocks: ["10.0.0.0/8"] })],
      [],
    ],
    [
      "less than all protocols",
      [rule({ protocol: "-1", from_port: 0, to_port: 0, cidr_blocks: ["10.0.0.0/8"] })],
      [rule({ cidr_blocks: ["10.0.0.0/8"] })],
      ["network-narrowed"],
    ],
    [
      "all protocols",
      [rule({ cidr_blocks: ["10.0.0.0/8"] })],
      [rule({ protocol: "-1", from_port: 0, to_port: 0, cidr_blocks: ["10.0.0.0/8"] })],
      ["network-opened"],
    ],
    ["the whole internet", [], [rule({ cidr_blocks: ["0.0.0.0/0"] })], ["network-open-to-internet"]],
    [
      "the whole internet in two halves",
      [],
      [rule({ cidr_blocks: ["0.0.0.0/1", "128.0.0.0/1"] })],
      ["network-open-to-internet"],
    ],
    [
      "the whole internet over IPv6",
      [],
      [rule({ ipv6_cidr_blocks: ["::/0"] })],
      ["network-open-to-internet"],
    ],
    [
      "all of IPv6 that is given out",
      [],
      [rule({ ipv6_cidr_blocks: ["2000::/3"] })],
      ["network-open-to-internet"],
    ],
    [
      "the web",
      [],
      [rule({ from_port: 443, to_port: 443, cidr_blocks: ["0.0.0.0/0"] })],
      ["web-open-to-internet"],
    ],
    [
      "more than the web",
      [],
      [rule({ from_port: 80, to_port: 443, cidr_blocks: ["0.0.0.0/0"] })],
      ["network-open-to-internet"],
    ],
    ["another group", [], [rule({ security_groups: ["sg-2"] })], ["network-opened"]],
    ["a prefix list", [], [rule({ prefix_list_ids: ["pl-1"] })], ["network-opened"]],
    ["itself", [], [rule({ self: true })], ["network-opened"]],
    [
      "fewer",
      [rule({ cidr_blocks: ["10.0.0.0/8"] })],
      [rule({ cidr_blocks: ["10.0.0.0/16"] })],
      ["network-narrowed"],
    ],
    [
      "another description",
      [rule({ self: true, description: "a" })],
      [rule({ self: true, description: "b" })],
      [],
    ],
  ])("%s", (_what, before, after, rules) => {
    expect(rulesOf(changed(before, after))).toEqual(rules);
  });

  test("what goes out is told quietly, and of a new group only the internet is told", () => {
    const out = { id: "sg-1", ingress: [], egress: [rule({ cidr_blocks: ["0.0.0.0/0"] })] };
    expect(detect({ type: "aws_security_group", before: group(), after: out })).toMatchObject([
      { rule: "egress-opened", level: "info" },
    ]);
    expect(detect({ type: "aws_security_group", after: out })).toEqual([]);
    expect(
      detect({ type: "aws_security_group", after: group(rule({ cidr_blocks: ["10.0.0.0/8"] })) }),
    ).toEqual([]);
    expect(
      rulesOf(detect({ type: "aws_security_group", after: group(rule({ cidr_blocks: ["0.0.0.0/0"] })) })),
    ).toEqual(["network-open-to-internet"]);
  });

  const single = {
    security_group_id: "sg-1",
    ip_protocol: "tcp",
    from_port: 5432,
    to_port: 5432,
    cidr_ipv4: "10.0.0.0/16",
  };

  test("rules that move to other resources open and close nothing", () => {
    const old = {
      type: "aws_security_group_rule",
      before: {
        type: "ingress",
        security_group_id: "sg-1",
        protocol: "tcp",
        from_port: 5432,
        to_port: 5432,
        cidr_blocks: ["10.0.0.0/16"],
      },
    };
    const group = { type: "aws_security_group", before: { id: "sg-1" }, after: { id: "sg-1" } };
    expect(detect(old, group, { type: "aws_vpc_security_group_ingress_rule", after: single })).toEqual([]);
    expect(
      rulesOf(
        detect(old, group, {
          type: "aws_vpc_security_group_ingress_rule",
          after: { ...single, cidr_ipv4: "10.0.0.0/15" },
        }),
      ),
    ).toEqual(["network-opened"]);
    expect(rulesOf(detect(old, group))).toEqual(["network-narrowed"]);
  });

  test("a new rule of a group that is there is more; of a new group it is what the group is for", () => {
    const group = { type: "aws_security_group", before: { id: "sg-1" }, after: { id: "sg-1" } };
    const fresh = { type: "aws_vpc_security_group_ingress_rule", after: single };
    expect(rulesOf(detect(group, fresh))).toEqual(["network-opened"]);
    expect(detect(fresh)).toEqual([]);
  });

  test("addresses that are known only after apply are told", () => {
    const later = {
      type: "aws_vpc_security_group_ingress_rule",
      before: single,
      after: { ...single, cidr_ipv4: null },
      unknown: { cidr_ipv4: true },
    };
    expect(rulesOf(detect(later))).toContain("network-unreadable");
  });

  test("a real plan's groups, through the real masker", () => {
    const plan = corpus("security-group");
    const found = detectIn(plan, maskerOf(plan, { key: new Uint8Array(32), redacted: false }));
    expect(found.map(({ rule, title }) => `${rule} ${title.split(":")[0] ?? ""}`)).toEqual(
      expect.arrayContaining([
        "network-open-to-internet aws_security_group.api",
        "web-open-to-internet aws_security_group.api",
        "network-opened aws_security_group.api",
        "network-open-to-internet aws_security_group_rule.metrics",
        "network-opened aws_vpc_security_group_ingress_rule.database",
      ]),
    );
    expect(details(found)).toContain("TCP 5432 (PostgreSQL) from 10.0.0.0/8: 16,711,680 more addresses");
  });

  test("nonsense stops nothing", () => {
    const bad = [
      rule({ from_port: "x", cidr_blocks: ["300.0.0.0/8", null, 3] }),
      rule({ protocol: null, cidr_blocks: "10.0.0.0/8" }),
    ];
    expect(() => changed([], bad)).not.toThrow();
    expect(() =>
      detect({
        type: "aws_security_group",
        before: { ingress: 3, egress: null },
        after: { ingress: [null] },
      }),
    ).not.toThrow();
  });
});
