import type { JsonObject } from "../../../../tools/planning/json";
import { detect, rulesOf, type Small } from "./support";

const AWS = "arn:aws:iam::aws:policy";
const ROLE = { name: "api", arn: "arn:aws:iam::111122223333:role/api" };
const EXISTING: Small = { type: "aws_iam_role", before: ROLE, after: ROLE };
const GOING: Small = { type: "aws_iam_role", before: ROLE };

describe("attached policies", () => {
  const attachment = (policy: string): JsonObject => ({ role: "api", policy_arn: `${AWS}/${policy}` });
  const type = "aws_iam_role_policy_attachment";

  test.each<[string, Small[], string[]]>([
    ["to a role that is there", [{ type, after: attachment("ReadOnlyAccess") }, EXISTING], ["iam-widened"]],
    ["to a new role", [{ type, after: attachment("ReadOnlyAccess") }], []],
    [
      "of an administrator to a new role",
      [{ type, after: attachment("AdministratorAccess") }],
      ["iam-admin"],
    ],
    ["that leads to more", [{ type, after: attachment("IAMFullAccess") }], ["iam-escalation"]],
    ["not any more", [{ type, before: attachment("ReadOnlyAccess") }, EXISTING], ["iam-narrowed"]],
    [
      "which refused everything, not any more",
      [{ type, before: attachment("AWSDenyAll") }, EXISTING],
      ["deny-removed"],
    ],
    ["gone with the role", [{ type, before: attachment("ReadOnlyAccess") }, GOING], []],
  ])("%s", (_what, resources, rules) => {
    expect(rulesOf(detect(...resources))).toEqual(rules);
  });

  test("in the list of a role, in any order", () => {
    const role = (...arns: string[]): JsonObject => ({ name: "api", managed_policy_arns: arns });
    expect(detect({ type: "aws_iam_role", before: role("a", "b"), after: role("b", "a") })).toEqual([]);
    expect(rulesOf(detect({ type: "aws_iam_role", before: role("a"), after: role("a", "b") }))).toEqual([
      "iam-widened",
    ]);
  });
});

test("a permissions boundary that is taken away, exchanged, or set", () => {
  const bounded = (permissions_boundary: string | null): JsonObject => ({
    name: "api",
    permissions_boundary,
  });
  const change = (before: string | null, after: string | null): string[] =>
    rulesOf(detect({ type: "aws_iam_role", before: bounded(before), after: bounded(after) }));
  expect(change("a", null)).toEqual(["iam-boundary-removed"]);
  expect(change("a", "b")).toEqual(["iam-boundary-changed"]);
  expect(change(null, "b")).toEqual([]);
  expect(change("a", "a")).toEqual([]);
});

test("keys, members, accounts and audiences", () => {
  expect(rulesOf(detect({ type: "aws_iam_access_key", after: { user: "ci" } }))).toEqual(["iam-access-key"]);
  expect(
    rulesOf(
      detect({ type: "aws_iam_group_membership", before: { users: ["a"] }, after: { users: ["a", "b"] } }),
    ),
  ).toEqual(["iam-widened"]);
  expect(
    rulesOf(
      detect({ type: "aws_iam_group_membership", before: { users: ["a", "b"] }, after: { users: ["b"] } }),
    ),
  ).toEqual(["iam-narrowed"]);
  expect(
    rulesOf(
      detect({
        type: "aws_db_snapshot",
        before: { shared_accounts: [] },
        after: { shared_accounts: ["444455556666"] },
      }),
    ),
  ).toEqual(["shared-outside"]);
  expect(rulesOf(detect({ type: "aws_ami_launch_permission", after: { group: "all" } }))).toEqual([
    "policy-public",
  ]);
  const provider = (...client_id_list: string[]): JsonObject => ({ url: "x", client_id_list });
  expect(
    rulesOf(
      detect({ type: "aws_iam_openid_connect_provider", before: provider("a"), after: provider("a", "b") }),
    ),
  ).toEqual(["identity-provider-widened"]);
  expect(detect({ type: "aws_iam_openid_connect_provider", after: provider("a") })).toEqual([]);
});

describe("access to a cluster", () => {
  const cluster: Small = { type: "aws_eks_cluster", before: { name: "c" }, after: { name: "c" } };
  const policy = (name: string, ...namespaces: string[]): JsonObject => ({
    cluster_name: "c",
    principal_arn: "arn:aws:iam::111122223333:role/x",
    policy_arn: `arn:aws:eks::aws:cluster-access-policy/AmazonEKS${name}Policy`,
    access_scope: [namespaces.length > 0 ? { type: "namespace", namespaces } : { type: "cluster" }],
  });
  const change = (before: JsonObject | null, after: JsonObject | null): string[] =>
    rulesOf(detect({ type: "aws_eks_access_policy_association", before, after }, cluster));

  test.each<[string, JsonObject | null, JsonObject | null, string[]]>([
    ["an administrator", null, policy("ClusterAdmin"), ["eks-admin"]],
    ["an editor", null, policy("Edit"), ["eks-access-widened"]],
    ["a reader who edits", policy("View"), policy("Edit"), ["eks-access-widened"]],
    ["an editor who reads", policy("Edit"), policy("View"), ["eks-access-narrowed"]],
    ["one namespace more", policy("Edit", "a"), policy("Edit", "a", "b"), ["eks-access-widened"]],
    ["one namespace instead of all", policy("Edit"), policy("Edit", "a"), ["eks-access-narrowed"]],
    ["namespaces in another order", policy("Edit", "a", "b"), policy("Edit", "b", "a"), []],
    ["nobody any more", policy("Edit"), null, ["eks-access-narrowed"]],
  ])("%s", (_who, before, after, rules) => {
    expect(change(before, after)).toEqual(rules);
  });

  test("groups of an entry", () => {
    const entry = (...kubernetes_groups: string[]): JsonObject => ({
      cluster_name: "c",
      principal_arn: "x",
      kubernetes_groups,
    });
    const type = "aws_eks_access_entry";
    expect(rulesOf(detect({ type, before: entry("a"), after: entry("a", "b") }, cluster))).toEqual([
      "eks-access-widened",
    ]);
    expect(detect({ type, before: entry("a", "b"), after: entry("b", "a") }, cluster)).toEqual([]);
    expect(detect({ type, after: entry("a") })).toEqual([]);
  });
});
