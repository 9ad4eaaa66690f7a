import { STORE_PORTS } from "../../../config/addresses";
import { type Attributes, resource, resources, synthesis } from "../../support/synthesis";

const network = synthesis().json("production-us-west-2-network");

const HOSTS = {
  client: "203.0.113.9",
  alb: "10.0.192.10",
  pod: "10.0.1.5",
  store: "10.0.208.9",
  nat: "10.0.196.4",
};
// Load balancers and NAT gateways reply from and to all of 1024-65535, not only what Linux uses.
// https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html#nacl-ephemeral-ports
const REPLY_PORTS = [1024, 50_123, 65_535];

type Tier = "public" | "private" | "isolated";
interface Packet {
  readonly from: string;
  readonly to: string;
  readonly port: number;
}

/** First matching rule decides, as AWS does; no match is a refusal. */
function passes(tier: Tier, direction: "ingress" | "egress", { from, to, port }: Packet): boolean {
  const rules = resource(network, "aws_network_acl", `network/acls/${tier}`)[direction] as Attributes[];
  const peer = direction === "ingress" ? from : to;
  const hit = [...rules]
    .sort((a, b) => Number(a["rule_no"]) - Number(b["rule_no"]))
    .find(
      (rule) =>
        inside(peer, String(rule["cidr_block"])) &&
        (rule["protocol"] === "-1" ||
          (rule["protocol"] === "tcp" &&
            port >= Number(rule["from_port"]) &&
            port <= Number(rule["to_port"]))),
    );
  return hit?.["action"] === "allow";
}

function inside(address: string, cidr: string): boolean {
  const bits = (text: string): number => text.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
  const [base, prefix] = cidr.split("/");
  const size = 2 ** (32 - Number(prefix));
  return Math.floor(bits(address) / size) === Math.floor(bits(base!) / size);
}

/** A connection needs its request and the reply to pass at both ends; an end outside the VPC has no ACL of ours. */
function connects(ends: { from: [string, Tier?]; to: [string, Tier?]; port: number }): boolean {
  const [from, fromTier] = ends.from;
  const [to, toTier] = ends.to;
  const request = { from, to, port: ends.port };
  return REPLY_PORTS.every((replyPort) => {
    const reply = { from: to, to: from, port: replyPort };
    return (
      (!fromTier || (passes(fromTier, "egress", request) && passes(fromTier, "ingress", reply))) &&
      (!toTier || (passes(toTier, "ingress", request) && passes(toTier, "egress", reply)))
    );
  });
}

test.each([
  ["a viewer reaches the load balancer on 443", [HOSTS.client], [HOSTS.alb, "public"], 443, true],
  ["nobody reaches the load balancer on 80", [HOSTS.client], [HOSTS.alb, "public"], 80, false],
  ["nobody outside reaches ssh", [HOSTS.client], [HOSTS.alb, "public"], 22, false],
  ["the load balancer reaches a node port", [HOSTS.alb, "public"], [HOSTS.pod, "private"], 31_000, true],
  [
    "a pod reaches PostgreSQL",
    [HOSTS.pod, "private"],
    [HOSTS.store, "isolated"],
    STORE_PORTS.postgresql,
    true,
  ],
  ["a pod reaches Redis", [HOSTS.pod, "private"], [HOSTS.store, "isolated"], STORE_PORTS.redis, true],
  ["a pod reaches DAX", [HOSTS.pod, "private"], [HOSTS.store, "isolated"], STORE_PORTS.dax, true],
  ["a pod reaches EFS", [HOSTS.pod, "private"], [HOSTS.store, "isolated"], STORE_PORTS.efs, true],
  ["a pod does not reach ssh of a store", [HOSTS.pod, "private"], [HOSTS.store, "isolated"], 22, false],
  ["the public tier does not reach a store", [HOSTS.alb, "public"], [HOSTS.store, "isolated"], 5432, false],
  ["the internet does not reach a store", [HOSTS.client], [HOSTS.store, "isolated"], 5432, false],
  ["a store reaches nobody outside", [HOSTS.store, "isolated"], [HOSTS.client], 443, false],
  ["a pod reaches AWS through NAT: its own side", [HOSTS.pod, "private"], [HOSTS.client], 443, true],
  ["a pod reaches AWS through NAT: NAT's inner side", [HOSTS.pod], [HOSTS.nat, "public"], 443, true],
  ["a pod reaches AWS through NAT: NAT's outer side", [HOSTS.nat, "public"], [HOSTS.client], 443, true],
  ["a pod does not reach a mail server outside", [HOSTS.pod, "private"], [HOSTS.client], 25, false],
] as [string, [string, Tier?], [string, Tier?], number, boolean][])(
  "%s",
  (...[, from, to, port, expected]) => {
    expect(connects({ from, to, port })).toBe(expected);
  },
);

test.each(["public", "private"])("%s hears that a packet was too large for the path", (tier) => {
  const rules = resource(network, "aws_network_acl", `network/acls/${tier}`)["ingress"] as Attributes[];
  const icmp = { protocol: "icmp", cidr_block: "0.0.0.0/0", icmp_type: 3, icmp_code: -1, action: "allow" };
  expect(rules).toContainEqual(expect.objectContaining(icmp));
});

test("stay within AWS's 20 rules a direction, numbered once", () => {
  for (const acl of resources(network, "aws_network_acl").values()) {
    for (const direction of ["ingress", "egress"]) {
      const numbers = (acl[direction] as Attributes[]).map((rule) => rule["rule_no"]);
      expect(numbers.length).toBeLessThanOrEqual(20);
      expect(new Set(numbers).size).toBe(numbers.length);
    }
  }
});

test("each subnet has the ACL of its tier; the default one has no rules", () => {
  for (const tier of ["public", "private", "isolated"]) {
    const ids = resource(network, "aws_network_acl", `network/acls/${tier}`)["subnet_ids"] as string[];
    expect(ids).toHaveLength(3);
    for (const id of ids) expect(id).toContain(`aws_subnet.network_subnets_${tier}-`);
  }
  const closed = resource(network, "aws_default_network_acl", "network/acls/closed-default");
  expect([closed["ingress"], closed["egress"]]).toEqual([undefined, undefined]);
});
