import { say, type SafeText } from "../../text";
import type { AccessRule } from "../rules";

/** An attribute whose values are what somebody has: policies, members, accounts. */
export interface Grant {
  /** One value or a list of them. */
  readonly attribute: string;
  /** Attributes that name who has it; a grant to somebody new is told only where it is dangerous. */
  readonly to?: readonly string[];
  /** Told even if it is to somebody new. */
  readonly alsoNew?: true;
  readonly given: readonly [rule: AccessRule, title: SafeText];
  /** `title` of what is deleted; the second one of what changes. */
  readonly taken?: readonly [rule: AccessRule, title: SafeText, changed?: SafeText];
  /** Values with a rule of their own. */
  readonly dangers?: readonly { readonly of: RegExp; readonly rule: AccessRule; readonly title: SafeText }[];
}

const MANAGED: Grant["dangers"] = [
  {
    of: /:policy\/AdministratorAccess$/,
    rule: "iam-admin",
    title: say`the policy AdministratorAccess gives every right to everything`,
  },
  {
    of: /:policy\/(?:IAMFullAccess|PowerUserAccess|job-function\/SystemAdministrator|AdministratorAccess-[\w-]+)$/,
    rule: "iam-escalation",
    title: say`a policy is attached with which whoever has it can gain more rights`,
  },
];

const managed = (attribute: string, ...to: string[]): Grant => ({
  attribute,
  to,
  given: ["iam-widened", say`a policy is attached: more can be done than before`],
  taken: ["iam-narrowed", say`a policy is not attached any more`],
  dangers: MANAGED,
});

const holders = (attribute: string, title: SafeText): Grant => ({
  attribute,
  given: ["iam-widened", title],
  taken: ["iam-narrowed", say`fewer have this than before`],
});

const outside = (attribute: string, title: SafeText, ...to: string[]): Grant => ({
  attribute,
  to,
  alsoNew: true,
  given: ["shared-outside", title],
  dangers: [
    { of: /^(?:\*|all)$/, rule: "policy-public", title: say`everybody with an AWS account may use this` },
  ],
});

export const GRANTS: ReadonlyMap<string, readonly Grant[]> = new Map<string, readonly Grant[]>([
  ["aws_iam_role", [managed("managed_policy_arns", "name")]],
  ["aws_iam_role_policy_attachment", [managed("policy_arn", "role")]],
  ["aws_iam_user_policy_attachment", [managed("policy_arn", "user")]],
  ["aws_iam_group_policy_attachment", [managed("policy_arn", "group")]],
  ["aws_iam_role_policy_attachments_exclusive", [managed("policy_arns", "role_name")]],
  ["aws_ssoadmin_managed_policy_attachment", [managed("managed_policy_arn", "permission_set_arn")]],
  [
    "aws_iam_policy_attachment",
    [
      managed("policy_arn"),
      ...["roles", "users", "groups"].map((list) => holders(list, say`more holders get this policy`)),
    ],
  ],
  ["aws_iam_group_membership", [{ ...holders("users", say`more users are in this group`), to: ["group"] }]],
  [
    "aws_iam_user_group_membership",
    [{ ...holders("groups", say`this user is in more groups`), to: ["user"] }],
  ],
  [
    "aws_ssoadmin_account_assignment",
    [{ ...holders("principal_id", say`somebody gets access to an account`), alsoNew: true }],
  ],
  [
    "aws_iam_access_key",
    [
      {
        attribute: "user",
        alsoNew: true,
        given: ["iam-access-key", say`a key that does not expire is made for a user`],
      },
    ],
  ],
  [
    "aws_iam_openid_connect_provider",
    [
      {
        attribute: "client_id_list",
        given: ["identity-provider-widened", say`tokens for more audiences are accepted`],
      },
      {
        attribute: "thumbprint_list",
        given: ["identity-provider-widened", say`tokens of a server with another certificate are accepted`],
      },
      {
        attribute: "url",
        given: ["identity-provider-widened", say`tokens of another provider are accepted`],
      },
    ],
  ],
  [
    "aws_ami_launch_permission",
    [
      outside("account_id", say`an image is shared with another account`),
      outside("group", say`an image is shared with a group`),
    ],
  ],
  [
    "aws_snapshot_create_volume_permission",
    [outside("account_id", say`a snapshot is shared with another account`)],
  ],
  ["aws_db_snapshot", [outside("shared_accounts", say`a database snapshot is shared with another account`)]],
  [
    "aws_db_cluster_snapshot",
    [outside("shared_accounts", say`a database snapshot is shared with another account`)],
  ],
  ["aws_ram_principal_association", [outside("principal", say`resources are shared with somebody else`)]],
  ["aws_vpc_endpoint_service", [outside("allowed_principals", say`others may connect to this service`)]],
  [
    "aws_vpc_endpoint_service_allowed_principal",
    [outside("principal_arn", say`others may connect to this service`)],
  ],
  ["aws_kms_grant", [outside("grantee_principal", say`somebody may use a key without its policy saying so`)]],
]);
