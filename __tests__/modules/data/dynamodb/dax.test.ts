import { Construct } from "constructs";
import { Dax } from "../../../../modules/data/dynamodb/dax";
import { evaluate } from "../../../support/policy";
import { stackOf } from "../../../support/stack";
import { resource, resources } from "../../../support/synthesis";

const TABLE = "arn:aws:dynamodb:us-west-2:333333333333:table/mindscape-test";
const KEY = "arn:aws:kms:us-west-2:333333333333:key/data";

function dax(nodes = 3, use: (dax: Dax, stack: Construct) => void = () => undefined) {
  return stackOf((stack) => {
    const cluster = new Dax(stack, "dax", {
      name: "mindscape-dax",
      roleName: "mindscape-test-dax",
      securityGroupName: "mindscape-test-dax",
      vpcId: "vpc-1",
      subnetIds: ["subnet-a", "subnet-b", "subnet-c"],
      table: { name: "mindscape-test", arn: TABLE, kmsKeyArn: KEY, region: "us-west-2" },
      nodeType: "dax.t3.small",
      nodes,
      maintenanceWindow: "sun:02:00-sun:04:00",
    });
    use(cluster, stack);
  });
}

const closed = dax();
const cluster = resource(closed, "aws_dax_cluster", "dax/cluster");
const permissions = String(resource(closed, "aws_iam_role_policy", "dax/may-use-table")["policy"]);

test("speaks TLS alone and encrypts what it keeps", () => {
  expect(cluster).toMatchObject({
    cluster_endpoint_encryption_type: "TLS",
    server_side_encryption: { enabled: true },
  });
});

test("spreads over the subnets' zones by itself: zones have other names in other accounts", () => {
  expect(cluster).not.toHaveProperty("availability_zones");
  expect(resource(closed, "aws_dax_subnet_group", "dax/subnets")["subnet_ids"]).toHaveLength(3);
});

test("is closed until a client is allowed, by a rule of the client's", () => {
  expect(resources(closed, "aws_vpc_security_group_ingress_rule").size).toBe(0);
  expect(resource(closed, "aws_security_group", "dax/security-group/group")).not.toHaveProperty("ingress");
  const open = dax(3, (one, stack) => one.allowFrom(new Construct(stack, "caller"), "cluster", "sg-cluster"));
  const rule = resource(open, "aws_vpc_security_group_ingress_rule", "caller/cluster-to-dax");
  expect(rule).toMatchObject({
    from_port: 9111,
    to_port: 9111,
    referenced_security_group_id: "sg-cluster",
  });
});

test("is made when its role may already use the table", () => {
  expect(cluster["depends_on"]).toEqual([expect.stringMatching(/^aws_iam_role_policy\./)]);
});

test.each([
  ["dynamodb:GetItem", TABLE, "allow"],
  ["dynamodb:BatchWriteItem", TABLE, "allow"],
  ["dynamodb:Query", `${TABLE}/index/by-user`, "allow"],
  ["dynamodb:GetItem", `${TABLE}-other`, "none"],
  ["dynamodb:DeleteTable", TABLE, "none"],
  ["dynamodb:UpdateTable", TABLE, "none"],
  ["dynamodb:GetRecords", `${TABLE}/stream/1`, "none"],
])("its role and %s on %s: %s", (action, on, expected) => {
  expect(evaluate(permissions, { action, resource: on })).toBe(expected);
});

test.each([
  ["for its table through DynamoDB", "dynamodb.us-west-2.amazonaws.com", "mindscape-test", "allow"],
  ["for another table", "dynamodb.us-west-2.amazonaws.com", "other", "none"],
  ["through another service", "s3.us-west-2.amazonaws.com", "mindscape-test", "none"],
  ["in another region", "dynamodb.us-east-2.amazonaws.com", "mindscape-test", "none"],
])("its role decrypts %s: %s, %s, %s", (_, via, table, expected) => {
  const context = { "kms:ViaService": via, "kms:EncryptionContext:aws:dynamodb:tableName": table };
  expect(evaluate(permissions, { action: "kms:Decrypt", resource: KEY, context })).toBe(expected);
});

test("only DAX takes the role", () => {
  const trust = String(resource(closed, "aws_iam_role", "dax/role")["assume_role_policy"]);
  const by = (service: string) => ({ principal: { Service: service }, action: "sts:AssumeRole" });
  expect(evaluate(trust, by("dax.amazonaws.com"))).toBe("allow");
  expect(evaluate(trust, by("dynamodb.amazonaws.com"))).toBe("none");
});

test("forgets a query sooner than an item: writes refresh only items", () => {
  const { parameters } = resource(closed, "aws_dax_parameter_group", "dax/parameters");
  const values = Object.fromEntries(
    (parameters as { name: string; value: string }[]).map(({ name, value }) => [name, Number(value)]),
  );
  expect(values["query-ttl-millis"]).toBeLessThanOrEqual(1_000);
  expect(values["record-ttl-millis"]).toBeGreaterThan(values["query-ttl-millis"]!);
});

test.each([0, 12, 1.5])("refuses %s nodes", (nodes) => {
  expect(() => dax(nodes)).toThrow("allowed are 1-11");
});
