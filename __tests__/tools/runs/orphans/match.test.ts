import { Configuration } from "../../../../tools/planning/configuration";
import type { JsonObject } from "../../../../tools/planning/json";
import { identitiesIn, type KnownState } from "../../../../tools/runs/orphans/known";
import { match, type Found, type Matches } from "../../../../tools/runs/orphans/match";
import { unknownOf } from "../../../../tools/runs/orphans/unknown";
import { Values } from "../../../../tools/runs/orphans/values";

type Bodies = Record<string, Record<string, JsonObject>>;

/** Of a stack that has no state. */
function matched(resource: Bodies, found: readonly Found[]): Matches {
  const configuration = new Configuration({ resource });
  const stack = { id: "a", file: "", dependencies: [], source: Buffer.from(""), configuration };
  const missing = new Map(
    Object.entries(resource).map(([type, named]) => [
      type,
      Object.keys(named).map((name) => `${type}.${name}`),
    ]),
  );
  return match(found, missing, new Values(stack, new Map(), new Map()));
}

function found(type: string, id: string, attributes: Record<string, string>, tags = {}): Found {
  return { arn: `arn:${id}`, type, importId: id, tags, attributes: new Map(Object.entries(attributes)) };
}

const keys = { aws_kms_key: { data: { description: "data" }, logs: { description: "logs" } } };

test("names decide, whatever else is different by now", () => {
  const { byArn } = matched(
    { aws_iam_role: { a: { name: "a", path: "/x/" }, b: { name: "b", path: "/" } } },
    [found("aws_iam_role", "a", { name: "a", path: "/" })],
  );
  expect([...byArn]).toEqual([["arn:a", "aws_iam_role.a"]]);
});

test("a key is told by its description, a subnet by its tag", () => {
  expect([...matched(keys, [found("aws_kms_key", "k", { description: "logs" })]).byArn.values()]).toEqual([
    "aws_kms_key.logs",
  ]);
  const subnets = { aws_subnet: { a: { tags: { Name: "a" } }, b: { tags: { Name: "b" } } } };
  const { byArn } = matched(subnets, [found("aws_subnet", "s", {}, { Name: "b" })]);
  expect([...byArn.values()]).toEqual(["aws_subnet.b"]);
});

test("what is found of one tells the next", () => {
  const group = (name: string): string => `\${aws_security_group.${name}.id}`;
  const { byArn } = matched(
    {
      aws_vpc_security_group_ingress_rule: {
        a: { security_group_id: group("a"), from_port: 443 },
        b: { security_group_id: group("b"), from_port: 443 },
      },
      aws_security_group: { a: { name: "a" }, b: { name: "b" } },
    },
    [
      found("aws_vpc_security_group_ingress_rule", "r", { security_group_id: "sg-b", from_port: "443" }),
      found("aws_security_group", "sg-a", { name: "a" }),
      found("aws_security_group", "sg-b", { name: "b" }),
    ],
  );
  expect(byArn.get("arn:r")).toBe("aws_vpc_security_group_ingress_rule.b");
});

test("two that claim one address get none, and are told", () => {
  const twins = ["one", "two"].map((id) => found("aws_kms_key", id, { description: "data" }));
  const { byArn, unmatched } = matched(keys, twins);
  expect(byArn.size).toBe(0);
  expect([...unmatched.keys()]).toEqual(["arn:one", "arn:two"]);
  expect(unmatched.get("arn:one")).toMatch(/may be aws_kms_key\.data, .*decide/);
});

test("what is like nothing, and what is one too many, is told with what to do", () => {
  const other = matched(keys, [found("aws_kms_key", "k", { description: "other" })]);
  expect(other.unmatched.get("arn:k")).toMatch(/like none of aws_kms_key\.data, aws_kms_key\.logs/);
  const more = matched({}, [found("aws_kms_key", "k", {})]);
  expect(more.unmatched.get("arn:k")).toMatch(/one too many/);
});

const ACCOUNT = "123456789012";
const resource = (arn: string) => ({ arn, region: "us-west-2", tags: {}, type: "" });
const state = (values: JsonObject): KnownState => ({
  exists: true,
  resources: new Map([["x.y", values]]),
  outputs: new Map(),
});

test.each([
  ["its ARN", `arn:aws:sns:us-west-2:${ACCOUNT}:a`, { arn: `arn:aws:sns:us-west-2:${ACCOUNT}:a` }],
  [
    "an id of EC2",
    `arn:aws:ec2:us-west-2:${ACCOUNT}:natgateway/nat-0123456789abcdef0`,
    { id: "nat-0123456789abcdef0" },
  ],
  [
    "an older revision of a task",
    `arn:aws:ecs:us-west-2:${ACCOUNT}:task-definition/a:1`,
    { arn_without_revision: `arn:aws:ecs:us-west-2:${ACCOUNT}:task-definition/a` },
  ],
])("a state knows by %s", (_by, arn, values) => {
  expect(unknownOf([resource(arn)], identitiesIn([state(values)]), undefined)).toEqual([]);
});

test("a name in another type's state proves nothing", () => {
  const group = resource(`arn:aws:logs:us-west-2:${ACCOUNT}:log-group:a`);
  expect(unknownOf([group], identitiesIn([state({ id: "a" })]), undefined)).toEqual([group]);
});
