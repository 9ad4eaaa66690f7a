import { readFileSync } from "node:fs";
import bindings from "@cdktf/provider-aws/package.json";
import { DbInstance } from "@cdktf/provider-aws/lib/db-instance";
import { ElasticacheReplicationGroup } from "@cdktf/provider-aws/lib/elasticache-replication-group";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { SsmParameter } from "@cdktf/provider-aws/lib/ssm-parameter";
import { Fn, TerraformLocal, TerraformOutput, type TerraformStack, TerraformVariable } from "cdktf";
import sensitive from "../../policies/sensitive-attributes.json";
import { synthesize, TAGS, testRule } from "./synthesis";

const database = (stack: TerraformStack) =>
  new DbInstance(stack, "database", { instanceClass: "db.m7g.xlarge", password: "set-elsewhere" });
const output = (stack: TerraformStack, value: unknown) => new TerraformOutput(stack, "output", { value });

testRule("no-sensitive-outputs", [
  { what: "an endpoint", build: (stack) => output(stack, database(stack).endpoint), problems: [] },
  {
    what: "a password",
    build: (stack) => output(stack, database(stack).password),
    problems: [/hands out aws_db_instance\.database\.password, which is sensitive/],
  },
  {
    what: "a password inside a URL",
    build: (stack) => output(stack, `postgres://root:${database(stack).password}@db`),
    problems: [/password/],
  },
  {
    what: "a password inside functions",
    build: (stack) => output(stack, Fn.upper(Fn.join("", [database(stack).password, "x"]))),
    problems: [/password/],
  },
  {
    what: "a password deep in an object",
    build: (stack) => output(stack, { a: [database(stack).password] }),
    problems: [/./],
  },
  {
    what: "a whole resource",
    build: (stack) => output(stack, database(stack)),
    problems: [/hands out aws_db_instance\.database,/],
  },
  {
    what: "a token through two locals",
    build: (stack) => {
      const cache = new ElasticacheReplicationGroup(stack, "cache", {
        replicationGroupId: "c",
        description: "c",
        authToken: "set-elsewhere",
      });
      const inner = new TerraformLocal(stack, "inner", cache.authToken);
      output(stack, new TerraformLocal(stack, "outer", { nested: inner.asString }).asAnyMap);
    },
    problems: [/aws_elasticache_replication_group\.cache\.auth_token/],
  },
  {
    what: "a sensitive variable",
    build: (stack) => output(stack, new TerraformVariable(stack, "secret", { sensitive: true }).stringValue),
    problems: [/hands out var\.secret/],
  },
  {
    what: "another variable",
    build: (stack) => output(stack, new TerraformVariable(stack, "size", { type: "string" }).stringValue),
    problems: [],
  },
  {
    what: "an overridden value",
    build: (stack) => {
      database(stack);
      output(stack, "harmless").addOverride("value", "${sha256(aws_db_instance.database.password_wo)}");
    },
    problems: [/password_wo/],
  },
]);

test("a reference between stacks is caught where the secret leaves", () => {
  const parameters: SsmParameter[] = [];
  const provider = (stack: TerraformStack) =>
    new AwsProvider(stack, "aws", { region: "us-west-2", defaultTags: [{ tags: TAGS }] });
  const { violations } = synthesize({
    producer: (stack) => {
      provider(stack);
      parameters.push(new SsmParameter(stack, "parameter", { name: "/a", type: "String", value: "b" }));
    },
    consumer: (stack) => {
      provider(stack);
      for (const { value, arn } of parameters) {
        new SsmParameter(stack, "copy", { name: arn, type: "String", value });
      }
    },
  });
  expect(violations.filter(({ rule }) => rule === "no-sensitive-outputs")).toEqual([
    expect.objectContaining({
      stack: "producer",
      path: "producer/cross-stack-output-aws_ssm_parameter.parameter.value",
    }),
  ]);
});

test("the table of sensitive attributes belongs to the provider that the bindings are made for", () => {
  const { name, version } = bindings.cdktf.provider;
  expect(sensitive.provider).toBe(`${name} ${version}`);
});

test("the table is sorted, has the secrets that this architecture meets, and only attributes that exist", () => {
  const table: Record<string, string[]> = sensitive.attributes;
  expect(Object.keys(table)).toEqual(Object.keys(table).sort());
  expect(Object.keys(table).length).toBeGreaterThan(90);
  expect(table).toMatchObject({
    aws_db_instance: ["password", "password_wo"],
    aws_elasticache_replication_group: ["auth_token"],
    aws_lb_listener: ["default_action.authenticate_oidc.client_secret"],
    aws_secretsmanager_secret_version: expect.arrayContaining(["secret_string"]) as string[],
  });
  const source = readFileSync(require.resolve("@cdktf/provider-aws/lib/db-instance"), "utf8");
  expect(table["aws_db_instance"]?.every((attribute) => source.includes(`${attribute}:`))).toBe(true);
});
