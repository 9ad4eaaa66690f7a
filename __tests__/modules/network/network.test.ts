import { evaluate } from "../../support/policy";
import { type Attributes, resource, resources, synthesis } from "../../support/synthesis";

const real = synthesis();
const network = real.json("production-us-west-2-network");
const single = real.json("staging-us-west-2-network");

describe("subnets", () => {
  test("lie in the pinned zones, by id, and hand out no public address", () => {
    const subnets = [...resources(network, "aws_subnet").values()];
    expect(subnets).toHaveLength(9);
    for (const subnet of subnets) expect(subnet["map_public_ip_on_launch"]).toBe(false);
    expect(subnets.map((subnet) => subnet["availability_zone_id"]).sort()).toEqual(
      ["usw2-az1", "usw2-az2", "usw2-az3"].flatMap((zone) => [zone, zone, zone]),
    );
  });
});

describe("routes", () => {
  /** Where a subnet's packets for the internet go: the construct path of the gateway, or nowhere. */
  function exitOf(stack: typeof network, subnet: string): string {
    const association = [...resources(stack, "aws_route_table_association").values()].find(
      ({ subnet_id: id }) => String(id).startsWith(`\${aws_subnet.network_subnets_${subnet}_`),
    );
    const table = association?.["route_table_id"];
    const route = [...resources(stack, "aws_route").values()].find(({ route_table_id: id }) => id === table);
    const target = (route?.["nat_gateway_id"] ?? route?.["gateway_id"] ?? "nowhere") as string;
    return target.replace(/_[0-9A-F]{8}\.id}$/, "");
  }

  test("every private subnet leaves through NAT in its own zone where each zone has one", () => {
    expect([1, 2, 3].map((zone) => exitOf(network, `private-${zone}`))).toEqual(
      [1, 2, 3].map((zone) => `\${aws_nat_gateway.network_routes_nat-${zone}`),
    );
    for (const zone of [1, 2, 3]) {
      const gateway = resource(network, "aws_nat_gateway", `network/routes/nat-${zone}`);
      expect(gateway["subnet_id"]).toContain(`aws_subnet.network_subnets_public-${zone}_`);
    }
  });

  test("a single NAT gateway serves all three", () => {
    expect(resources(single, "aws_nat_gateway").size).toBe(1);
    expect([1, 2, 3].map((zone) => exitOf(single, `private-${zone}`))).toEqual(
      Array(3).fill("${aws_nat_gateway.network_routes_nat-1"),
    );
  });

  test("public subnets face the internet gateway, isolated ones nobody", () => {
    for (const zone of [1, 2, 3]) {
      expect(exitOf(network, `public-${zone}`)).toBe("${aws_internet_gateway.network_internet");
      expect(exitOf(network, `isolated-${zone}`)).toBe("nowhere");
    }
  });
});

describe("the VPC", () => {
  test("resolves names and gives hosts names, without which private endpoints are refused", () => {
    expect(resource(network, "aws_vpc", "network/vpc")).toMatchObject({
      enable_dns_support: true,
      enable_dns_hostnames: true,
    });
  });

  test("NAT and its addresses come after the internet gateway and go before it", () => {
    for (const type of ["aws_nat_gateway", "aws_eip"]) {
      for (const attributes of resources(network, type).values()) {
        expect(attributes["depends_on"]).toEqual([expect.stringMatching(/^aws_internet_gateway\./)]);
      }
    }
  });
});

describe("security groups", () => {
  test("the default one is adopted without a rule", () => {
    const group = resource(network, "aws_default_security_group", "network/closed-default");
    // Said as empty: where nothing is said, Terraform keeps a rule that somebody added by hand.
    expect([group["ingress"], group["egress"]]).toEqual([[], []]);
  });
});

describe("endpoints", () => {
  const at = (service: string): Attributes =>
    resource(network, "aws_vpc_endpoint", `network/endpoints/${service}`);
  const policy = (service: string): string => String(at(service)["policy"]);
  const home = { "aws:ResourceAccount": "333333333333", "aws:PrincipalAccount": "333333333333" };
  const foreign = { "aws:ResourceAccount": "999999999999", "aws:PrincipalAccount": "999999999999" };

  test("S3 and DynamoDB have a gateway in every environment, on the private tables", () => {
    for (const id of real.stacks.filter((stack) => stack.endsWith("-network"))) {
      for (const service of ["s3", "dynamodb"]) {
        const endpoint = resource(real.json(id), "aws_vpc_endpoint", `network/endpoints/${service}`);
        expect(endpoint["vpc_endpoint_type"]).toBe("Gateway");
        const tables = endpoint["route_table_ids"] as string[];
        expect(tables).toHaveLength(3);
        for (const table of tables) expect(table).toContain("network_routes_private-");
      }
    }
  });

  test.each([
    ["a registry's layer can be read", "s3:GetObject", foreign, "allow"],
    ["nothing can be written to a foreign bucket", "s3:PutObject", foreign, "none"],
    ["our own buckets can be written", "s3:PutObject", home, "allow"],
  ])("S3: %s", (_, action, context, expected) => {
    expect(evaluate(policy("s3"), { action, resource: "arn:aws:s3:::any/key", context })).toBe(expected);
  });

  test("DynamoDB serves our tables only", () => {
    expect(evaluate(policy("dynamodb"), { action: "dynamodb:PutItem", context: home })).toBe("allow");
    expect(evaluate(policy("dynamodb"), { action: "dynamodb:PutItem", context: foreign })).toBe("none");
  });

  test("interface endpoints are those chosen, reached on 443 from the VPC, by our principals", () => {
    const chosen = [...resources(network, "aws_vpc_endpoint").keys()]
      .map((path) => path.split("/").at(-1))
      .sort();
    expect(chosen).toEqual(["dynamodb", "ecr-api", "ecr-dkr", "logs", "s3", "sts"]);
    expect([...resources(single, "aws_vpc_endpoint").keys()]).toHaveLength(2);
    expect(resources(single, "aws_security_group").size).toBe(0);
    expect(at("ecr-api")).toMatchObject({
      service_name: "com.amazonaws.us-west-2.ecr.api",
      vpc_endpoint_type: "Interface",
      private_dns_enabled: true,
    });
    const rule = resource(network, "aws_vpc_security_group_ingress_rule", "network/endpoints/https");
    expect(rule).toMatchObject({
      cidr_ipv4: "10.0.0.0/16",
      from_port: 443,
      to_port: 443,
      ip_protocol: "tcp",
    });
    expect(evaluate(policy("logs"), { action: "logs:PutLogEvents", context: home })).toBe("allow");
    expect(evaluate(policy("logs"), { action: "logs:PutLogEvents", context: foreign })).toBe("none");
  });

  test("a caller with a web identity token, who has no account yet, gets a role of ours through STS", () => {
    const request = { action: "sts:AssumeRoleWithWebIdentity" };
    const role = (account: string): string => `arn:aws:iam::${account}:role/api`;
    expect(evaluate(policy("sts"), { ...request, resource: role("333333333333") })).toBe("allow");
    expect(evaluate(policy("sts"), { ...request, resource: role("999999999999") })).toBe("none");
  });
});

describe("flow logs", () => {
  test("record all traffic of the VPC into a log group with retention and our key", () => {
    expect(resource(network, "aws_flow_log", "network/flow-logs/flow-log")).toMatchObject({
      traffic_type: "ALL",
      log_destination: expect.stringContaining(
        "aws_cloudwatch_log_group.network_flow-logs_log-group",
      ) as string,
      iam_role_arn: expect.stringContaining("aws_iam_role.network_flow-logs_role") as string,
      // Without its policy the first records are lost.
      depends_on: [expect.stringMatching(/^aws_iam_role_policy\.network_flow-logs_may-write_/) as string],
    });
    expect(resource(network, "aws_cloudwatch_log_group", "network/flow-logs/log-group")).toMatchObject({
      name: "/mindscape/production/vpc-flow-logs",
      retention_in_days: 365,
      kms_key_id: expect.stringMatching(/terraform_remote_state.*base.*logs-key/) as string,
    });
  });

  test("the role is for this account's flow logs and writes to this group alone", () => {
    const trust = String(resource(network, "aws_iam_role", "network/flow-logs/role")["assume_role_policy"]);
    const assume = (account: string): string =>
      evaluate(trust, {
        principal: { Service: "vpc-flow-logs.amazonaws.com" },
        action: "sts:AssumeRole",
        context: {
          "aws:SourceAccount": account,
          "aws:SourceArn": `arn:aws:ec2:us-west-2:${account}:vpc-flow-log/fl-1`,
        },
      });
    expect([assume("333333333333"), assume("999999999999")]).toEqual(["allow", "none"]);

    const writes = String(resource(network, "aws_iam_role_policy", "network/flow-logs/may-write")["policy"]);
    const put = (group: string): string =>
      evaluate(writes, {
        action: "logs:PutLogEvents",
        resource: `arn:aws:logs:us-west-2:333333333333:log-group:${group}:log-stream:eni-1`,
      });
    expect(put("/mindscape/production/vpc-flow-logs")).toBe("allow");
    expect(put("/mindscape/production/api")).toBe("none");
  });
});
