import { evaluate } from "../../support/policy";
import { resource, resources } from "../../support/synthesis";
import { before, CLUSTER, development, production, PRODUCTION_ACCOUNT as ACCOUNT, staging } from "./stacks";

const cluster = resource(production, "aws_eks_cluster", "cluster/cluster");
const CLUSTER_ARN = `arn:aws:eks:us-west-2:${ACCOUNT}:cluster/${CLUSTER}`;

describe("the control plane", () => {
  test("is upgraded rather than charged for extended support", () => {
    expect(cluster["version"]).toBe("1.35");
    expect(cluster["upgrade_policy"]).toEqual({ support_type: "STANDARD" });
  });

  test("lets nobody in but through access entries, its creator neither, and starts without add-ons", () => {
    expect(cluster["access_config"]).toEqual({
      authentication_mode: "API",
      bootstrap_cluster_creator_admin_permissions: false,
    });
    expect(cluster["bootstrap_self_managed_addons"]).toBe(false);
  });

  test("encrypts secrets with the data key, which its role may use and nothing else", () => {
    expect(cluster["encryption_config"]).toEqual({
      resources: ["secrets"],
      provider: { key_arn: expect.stringContaining("aws_kms_keydata-key") as string },
    });
    const { policy } = resource(production, "aws_iam_role_policy", "cluster/role/secrets-key");
    const { Statement } = JSON.parse(String(policy)) as { Statement: { Resource: string }[] };
    expect(Statement.map(({ Resource }) => Resource)).toEqual([
      (cluster["encryption_config"] as { provider: { key_arn: string } }).provider.key_arn,
    ]);
  });

  test("is reached from the VPC alone in production, from listed ranges too in the others", () => {
    const access = (stack: typeof production) =>
      resource(stack, "aws_eks_cluster", "cluster/cluster")["vpc_config"] as Record<string, unknown>;
    expect(access(production)["endpoint_public_access"]).toBe(false);
    expect(access(production)["public_access_cidrs"]).toBeUndefined();
    for (const stack of [production, staging, development]) {
      expect(access(stack)["endpoint_private_access"]).toBe(true);
      expect(access(stack)["subnet_ids"]).toHaveLength(3);
    }
    for (const stack of [staging, development]) {
      expect(access(stack)["public_access_cidrs"]).toEqual(["203.0.113.0/24"]);
    }
  });

  test("cannot be destroyed by accident where the environment is locked", () => {
    expect(cluster["lifecycle"]).toEqual({ prevent_destroy: true });
    expect(resource(development, "aws_eks_cluster", "cluster/cluster")["lifecycle"]).toBeUndefined();
  });

  test("logs everything, into a group that was there before it", () => {
    expect(cluster["enabled_cluster_log_types"]).toHaveLength(5);
    expect(before(production, "aws_eks_cluster", "cluster/cluster")).toContain("log-groups/control-plane");
    const group = resource(production, "aws_cloudwatch_log_group", "log-groups/control-plane");
    expect(group).toMatchObject({ name: `/aws/eks/${CLUSTER}/cluster`, retention_in_days: 365 });
  });

  test("has its role's rights from its first to its last minute", () => {
    const earlier = before(production, "aws_eks_cluster", "cluster/cluster");
    expect(earlier).toContain("cluster/role/control-plane");
    expect(earlier).toContain("cluster/role/secrets-key");
  });

  test.each([
    ["this cluster", CLUSTER_ARN, ACCOUNT, "allow"],
    ["another cluster", CLUSTER_ARN.replace(/production$/, "other"), ACCOUNT, "none"],
    ["another account's", CLUSTER_ARN.replace(ACCOUNT, "999999999999"), "999999999999", "none"],
  ])("gives its role to EKS on behalf of %s: %s", (_, arn, account, expected) => {
    const { assume_role_policy: trust } = resource(production, "aws_iam_role", "cluster/role/role");
    const request = {
      principal: { Service: "eks.amazonaws.com" },
      action: "sts:AssumeRole",
      context: { "aws:SourceArn": arn, "aws:SourceAccount": account },
    };
    expect(evaluate(String(trust), request)).toBe(expected);
  });
});

describe("access entries", () => {
  const policiesOf = (stack: typeof production) =>
    Object.fromEntries(
      [...resources(stack, "aws_eks_access_policy_association").entries()].map(([path, association]) => [
        path,
        [String(association["policy_arn"]).split("/").pop(), association["access_scope"]],
      ]),
    );
  const everywhere = { type: "cluster" };

  test("let plan into the group that reads what Helm keeps, wherever there is a release", () => {
    expect(resource(production, "aws_eks_access_entry", "access/plan")["kubernetes_groups"]).toEqual([
      "mindscape:planners",
    ]);
  });

  test("show everything but secrets to plan, and give apply and operators all", () => {
    expect(policiesOf(production)).toEqual({
      "access/plan-policy": ["AmazonEKSViewPolicy", everywhere],
      "access/apply-policy": ["AmazonEKSClusterAdminPolicy", everywhere],
      "access/operator-policy": ["AmazonEKSClusterAdminPolicy", everywhere],
    });
    expect(resource(production, "aws_eks_access_entry", "access/apply")["principal_arn"]).toBe(
      `arn:aws:iam::${ACCOUNT}:role/mindscape-production-apply`,
    );
  });

  test("keep developers out of production, and in the product's namespace elsewhere", () => {
    const product = { type: "namespace", namespaces: ["mindscape"] };
    expect(policiesOf(staging)["access/developers-policy"]).toEqual(["AmazonEKSViewPolicy", product]);
    expect(policiesOf(development)["access/developers-policy"]).toEqual(["AmazonEKSEditPolicy", product]);
    expect(resource(staging, "aws_eks_access_entry", "access/developers")["kubernetes_groups"]).toEqual([
      "mindscape:developers",
    ]);
  });
});

test("every group that EKS or its agents would make is made by us, with an end and our key", () => {
  const names = (stack: typeof production) =>
    [...resources(stack, "aws_cloudwatch_log_group").values()].map(({ name }) => name);
  expect(names(production).sort()).toEqual([
    ...["application", "dataplane", "host", "performance"].map(
      (kind) => `/aws/containerinsights/${CLUSTER}/${kind}`,
    ),
    `/aws/eks/${CLUSTER}/cluster`,
  ]);
  expect(names(development)).toEqual(["/aws/eks/mindscape-development/cluster"]);
  for (const group of resources(production, "aws_cloudwatch_log_group").values()) {
    expect(group["kms_key_id"]).toContain("aws_kms_keylogs-key");
  }
});
