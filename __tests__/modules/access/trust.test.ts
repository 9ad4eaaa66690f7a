import { githubJobs, permissionSet, terraformCloudRuns, type Trust } from "../../../modules/access/trust";
import { policyDocument } from "../../../modules/access/statement";
import { evaluate } from "../../support/policy";

const ACCOUNT = "333333333333";
const GITHUB = "token.actions.githubusercontent.com";
const CLOUD = "app.terraform.io";

const provider = (host: string): string => `arn:aws:iam::${ACCOUNT}:oidc-provider/${host}`;
const jobs = (...names: string[]): Trust =>
  githubJobs({ accountId: ACCOUNT, subjectPrefix: "repo:shop/infrastructure", jobs: names });
const runs = (phase: "plan" | "apply"): Trust =>
  terraformCloudRuns({
    accountId: ACCOUNT,
    hostname: CLOUD,
    organization: "shop",
    project: "shop",
    workspacePrefix: "live-",
    phase,
  });

const TRUSTS = {
  plan: [jobs("pull_request", "environment:live-plan"), runs("plan")],
  apply: [jobs("environment:live"), runs("apply")],
  push: [jobs("ref:refs/heads/live")],
} as const;

function admits(role: keyof typeof TRUSTS, host: string, claims: { aud?: string; sub?: string }): boolean {
  const context = Object.fromEntries(
    Object.entries(claims).map(([claim, value]) => [`${host}:${claim}`, value]),
  );
  const request = {
    principal: { Federated: provider(host) },
    action: "sts:AssumeRoleWithWebIdentity",
    context,
  };
  return evaluate(policyDocument(TRUSTS[role]), request) === "allow";
}

const github = (role: keyof typeof TRUSTS, sub: string): boolean =>
  admits(role, GITHUB, { aud: "sts.amazonaws.com", sub });
const cloud = (role: keyof typeof TRUSTS, sub: string): boolean =>
  admits(role, CLOUD, { aud: "aws.workload.identity", sub });

describe("jobs of GitHub", () => {
  const REPOSITORY = "repo:shop/infrastructure";

  test.each([
    ["plan", `${REPOSITORY}:pull_request`],
    ["plan", `${REPOSITORY}:environment:live-plan`],
    ["apply", `${REPOSITORY}:environment:live`],
    ["push", `${REPOSITORY}:ref:refs/heads/live`],
  ] as const)("%s is taken by %s", (role, sub) => expect(github(role, sub)).toBe(true));

  test.each([
    ["apply", "a pull request", `${REPOSITORY}:pull_request`],
    ["apply", "the planning environment", `${REPOSITORY}:environment:live-plan`],
    ["apply", "another environment", `${REPOSITORY}:environment:test`],
    ["apply", "an environment that begins alike", `${REPOSITORY}:environment:live2`],
    ["apply", "a push to the main branch", `${REPOSITORY}:ref:refs/heads/main`],
    ["apply", "a push to the environment's branch", `${REPOSITORY}:ref:refs/heads/live`],
    ["apply", "a repository of another owner", "repo:mallory/infrastructure:environment:live"],
    ["apply", "an owner that begins alike", "repo:shop2/infrastructure:environment:live"],
    ["apply", "another repository", "repo:shop/website:environment:live"],
    ["apply", "a repository that begins alike", "repo:shop/infrastructure-fork:environment:live"],
    ["apply", "a subject in capitals", `${REPOSITORY}:environment:LIVE`],
    ["plan", "a push to a branch", `${REPOSITORY}:ref:refs/heads/main`],
    ["plan", "the environment that applies", `${REPOSITORY}:environment:live`],
    ["plan", "a pull request to a fork", "repo:mallory/infrastructure:pull_request"],
    ["plan", "a tag", `${REPOSITORY}:ref:refs/tags/v1`],
    ["push", "a pull request", `${REPOSITORY}:pull_request`],
    ["push", "another branch", `${REPOSITORY}:ref:refs/heads/feature`],
    ["push", "a branch that begins alike", `${REPOSITORY}:ref:refs/heads/live-2`],
    ["push", "a tag of the branch's name", `${REPOSITORY}:ref:refs/tags/live`],
    ["push", "an environment", `${REPOSITORY}:environment:live`],
    ["push", "another repository's branch", "repo:mallory/infrastructure:ref:refs/heads/live"],
  ] as const)("%s is refused to %s", (role, _who, sub) => expect(github(role, sub)).toBe(false));

  test("a token for another audience is refused", () => {
    const sub = `${REPOSITORY}:environment:live`;
    expect(admits("apply", GITHUB, { aud: "https://github.com/shop", sub })).toBe(false);
    expect(admits("apply", GITHUB, { sub })).toBe(false);
    expect(admits("apply", GITHUB, { aud: "sts.amazonaws.com" })).toBe(false);
  });

  test("Terraform Cloud cannot speak for GitHub, nor GitHub for Terraform Cloud", () => {
    const sub = `${REPOSITORY}:environment:live`;
    expect(admits("apply", CLOUD, { aud: "sts.amazonaws.com", sub })).toBe(false);
    const run = "organization:shop:project:shop:workspace:live-global-edge:run_phase:apply";
    expect(admits("apply", GITHUB, { aud: "aws.workload.identity", sub: run })).toBe(false);
  });
});

describe("runs of Terraform Cloud", () => {
  const run = (workspace: string, phase: string, organization = "shop", project = "shop"): string =>
    `organization:${organization}:project:${project}:workspace:${workspace}:run_phase:${phase}`;

  test.each([
    ["plan", run("live-us-west-2-data", "plan")],
    ["apply", run("live-us-west-2-data", "apply")],
    ["apply", run("live-global-edge", "apply")],
  ] as const)("%s is taken by %s", (role, sub) => expect(cloud(role, sub)).toBe(true));

  test.each([
    ["apply", "the planning phase", run("live-us-west-2-data", "plan")],
    ["plan", "the applying phase", run("live-us-west-2-data", "apply")],
    ["apply", "another environment's workspace", run("test-us-west-2-data", "apply")],
    ["apply", "another organization", run("live-us-west-2-data", "apply", "mallory")],
    ["apply", "another project", run("live-us-west-2-data", "apply", "shop", "sandbox")],
    ["apply", "a phase that nobody knows", run("live-us-west-2-data", "apply2")],
    ["push", "any run", run("live-us-west-2-data", "apply")],
  ] as const)("%s is refused to %s", (role, _who, sub) => expect(cloud(role, sub)).toBe(false));
});

describe("people", () => {
  const ROLES = `arn:aws:iam::${ACCOUNT}:role`;
  const trust = policyDocument([permissionSet(ACCOUNT, "ShopOperator")]);
  const admitted = (principalArn: string): boolean =>
    evaluate(trust, {
      principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
      action: "sts:AssumeRole",
      context: { "aws:PrincipalArn": principalArn },
    }) === "allow";

  test.each([
    [`${ROLES}/aws-reserved/sso.amazonaws.com/AWSReservedSSO_ShopOperator_0123456789abcdef`],
    [`${ROLES}/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_ShopOperator_0123456789abcdef`],
  ])("%s comes in, wherever Identity Center is", (arn) => expect(admitted(arn)).toBe(true));

  test.each([
    [
      "another permission set",
      `${ROLES}/aws-reserved/sso.amazonaws.com/AWSReservedSSO_ShopDeveloper_0123456789abcdef`,
    ],
    ["a role named alike outside AWS's path", `${ROLES}/AWSReservedSSO_ShopOperator_0123456789abcdef`],
    ["a workload of the account", `${ROLES}/shop-live-us-west-2-api`],
    ["a user", `arn:aws:iam::${ACCOUNT}:user/mallory`],
    [
      "the same set of another account",
      `arn:aws:iam::999999999999:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_ShopOperator_0123456789abcdef`,
    ],
  ])("%s stays outside", (_who, arn) => expect(admitted(arn)).toBe(false));
});
