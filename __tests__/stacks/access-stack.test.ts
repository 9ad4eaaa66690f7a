import { configuration } from "../../config/environments";
import { accessRole } from "../support/access";
import { evaluate, evaluateRole } from "../support/policy";
import { type Attributes, resource, resources, type StackJson, synthesis } from "../support/synthesis";

const real = synthesis();
const ENVIRONMENTS = configuration.environments.map(({ name }) => name);
const access = (environment: string): StackJson => real.json(`${environment}-global-access`);

test.each(ENVIRONMENTS)("%s lets people and pipelines in through these roles only", (environment) => {
  const names = [...resources(access(environment), "aws_iam_role").values()].map(({ name }) => name);
  const roles = ["apply", "operator", "plan", "push"];
  if (environment !== "production") roles.push("developer");
  expect(names.sort()).toEqual(roles.sort().map((role) => `mindscape-${environment}-${role}`));
});

test.each(ENVIRONMENTS)("in %s the boundary and the providers are there before a role", (environment) => {
  for (const { depends_on } of resources(access(environment), "aws_iam_role").values()) {
    const types = (depends_on as string[]).map((address) => address.split(".")[0]);
    expect(types).toEqual([
      "aws_iam_policy",
      "aws_iam_openid_connect_provider",
      "aws_iam_openid_connect_provider",
    ]);
  }
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
test.each(ENVIRONMENTS)("what %s says fits into IAM's limits", (environment) => {
  const stack = access(environment);
  const length = (attribute: string) => (attributes: Attributes) => (attributes[attribute] as string).length;
  const longest = (type: string, attribute: string): number =>
    Math.max(...[...resources(stack, type).values()].map(length(attribute)));
  expect(longest("aws_iam_policy", "policy")).toBeLessThanOrEqual(6144);
  expect(longest("aws_iam_role_policy", "policy")).toBeLessThanOrEqual(10_240);
  expect(longest("aws_iam_role", "assume_role_policy")).toBeLessThanOrEqual(2048);
});

test.each([
  ["staging", "repo:mindscape/infrastructure:ref:refs/heads/main", true],
  ["staging", "repo:mindscape/infrastructure:ref:refs/heads/production", false],
  ["production", "repo:mindscape/infrastructure:ref:refs/heads/production", true],
  ["production", "repo:mindscape/infrastructure:ref:refs/heads/main", false],
])("images of %s come from %s: %s", (environment, sub, admitted) => {
  const trust = resource(access(environment), "aws_iam_role", "push/role")["assume_role_policy"] as string;
  const account = configuration.environments.find(({ name }) => name === environment)!.accountId;
  const host = "token.actions.githubusercontent.com";
  const verdict = evaluate(trust, {
    principal: { Federated: `arn:aws:iam::${account}:oidc-provider/${host}` },
    action: "sts:AssumeRoleWithWebIdentity",
    context: { [`${host}:aud`]: "sts.amazonaws.com", [`${host}:sub`]: sub },
  });
  expect(verdict === "allow").toBe(admitted);
});

test.each(ENVIRONMENTS)("only the job or run that %s protects takes its apply role", (environment) => {
  const trust = resource(access(environment), "aws_iam_role", "apply/role")["assume_role_policy"] as string;
  const { Statement } = JSON.parse(trust) as { Statement: { Condition: Record<string, object> }[] };
  const prefix = "organization:mindscape:project:mindscape:workspace";
  expect(Statement.map(({ Condition }) => Condition)).toEqual([
    {
      StringEquals: {
        "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
        "token.actions.githubusercontent.com:sub": [
          `repo:mindscape/infrastructure:environment:${environment}`,
        ],
      },
    },
    {
      StringEquals: { "app.terraform.io:aud": "aws.workload.identity" },
      StringLike: { "app.terraform.io:sub": `${prefix}:${environment}-*:run_phase:apply` },
    },
  ]);
});

test("production's data cannot be destroyed by a plan, development's can", () => {
  const request = (environment: string): "allow" | "deny" | "none" => {
    const { context, ...role } = accessRole(real, environment, "apply");
    return evaluateRole(role, { action: "dynamodb:DeleteTable", context });
  };
  expect(request("production")).toBe("deny");
  expect(request("development")).toBe("allow");
});

test.each(ENVIRONMENTS)("%s shows no bucket to the public, whatever a bucket says", (environment) => {
  const block = resource(access(environment), "aws_s3_account_public_access_block", "no-public-buckets");
  expect(block).toMatchObject({
    block_public_acls: true,
    block_public_policy: true,
    ignore_public_acls: true,
    restrict_public_buckets: true,
  });
});
