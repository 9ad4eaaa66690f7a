import { coversItem } from "./compare";
import type { Statement } from "./statement";

/**
 * Actions with which somebody gets rights that nobody gave him. `always`: on whatever; otherwise only where no
 * condition and no resource narrows it.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 * https://rhinosecuritylabs.com/aws/aws-privilege-escalation-methods-mitigation/
 */
export const ESCALATIONS = [
  { action: "iam:AddUserToGroup", always: true },
  { action: "iam:AttachGroupPolicy", always: true },
  { action: "iam:AttachRolePolicy", always: true },
  { action: "iam:AttachUserPolicy", always: true },
  { action: "iam:CreateAccessKey", always: true },
  { action: "iam:CreateLoginProfile", always: true },
  { action: "iam:CreatePolicyVersion", always: true },
  { action: "iam:DeleteRolePermissionsBoundary", always: true },
  { action: "iam:DeleteUserPermissionsBoundary", always: true },
  { action: "iam:PassRole", always: false },
  { action: "iam:PutGroupPolicy", always: true },
  { action: "iam:PutRolePermissionsBoundary", always: true },
  { action: "iam:PutRolePolicy", always: true },
  { action: "iam:PutUserPermissionsBoundary", always: true },
  { action: "iam:PutUserPolicy", always: true },
  { action: "iam:SetDefaultPolicyVersion", always: true },
  { action: "iam:UpdateAssumeRolePolicy", always: true },
  { action: "iam:UpdateLoginProfile", always: true },
  { action: "cloudformation:SetStackPolicy", always: false },
  { action: "codebuild:UpdateProject", always: false },
  { action: "ec2-instance-connect:SendSSHPublicKey", always: false },
  { action: "eks:AssociateAccessPolicy", always: false },
  { action: "eks:CreateAccessEntry", always: false },
  { action: "glue:UpdateDevEndpoint", always: false },
  { action: "kms:CreateGrant", always: false },
  { action: "kms:PutKeyPolicy", always: false },
  { action: "lambda:AddPermission", always: false },
  { action: "lambda:UpdateFunctionCode", always: false },
  { action: "lambda:UpdateFunctionConfiguration", always: false },
  { action: "s3:PutBucketPolicy", always: false },
  { action: "secretsmanager:PutResourcePolicy", always: false },
  { action: "sso:AttachManagedPolicyToPermissionSet", always: false },
  { action: "sso:CreateAccountAssignment", always: false },
  { action: "sso:PutInlinePolicyToPermissionSet", always: false },
  { action: "ssm:SendCommand", always: false },
  { action: "ssm:StartSession", always: false },
  { action: "sts:AssumeRole", always: false },
] as const;

const COMPARED = ESCALATIONS.map(({ action, always }) => ({ action, always, key: action.toLowerCase() }));

export type Escalation = (typeof ESCALATIONS)[number]["action"];

/** Of the actions above those that a statement of an identity policy gives. */
export function escalationsOf(statement: Statement): Escalation[] {
  const narrowed = statement.clauses.length > 0 || !isBroad(statement);
  const bounded = isBounded(statement);
  return COMPARED.filter(
    ({ key, always }) => (!narrowed || (always && !bounded)) && coversItem(statement.actions, key, "actions"),
  ).map(({ action }) => action);
}

/** Whether it makes everybody who has it an administrator. */
export function isAdmin({ actions, resources, clauses }: Statement): boolean {
  const all = !actions.negated && actions.items.some(({ key }) => key === "*" || key === "*:*");
  return all && clauses.length === 0 && (resources.negated || resources.items.some(({ key }) => key === "*"));
}

const WHOLE_RESOURCE = /^(?:\*|arn:[^:]*:[^:]*:[^:]*:[^:]*:(?:\*|[^/:]+[/:]\*))$/;

/** Whether it is about all resources, or all of one kind. */
function isBroad({ resources }: Statement): boolean {
  return resources.negated || resources.items.some(({ key }) => WHOLE_RESOURCE.test(key));
}

/** Whether the roles it is about have to carry a permissions boundary. */
function isBounded({ clauses }: Statement): boolean {
  return clauses.some(({ key }) => key === "iam:permissionsboundary");
}
