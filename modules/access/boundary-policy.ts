import { type Account, roleArn } from "./account";
import { everyAction, INFRASTRUCTURE, RUNTIME } from "./services";
import { allow, deny, denyOthers, type Statement } from "./statement";

// Where the APIs and metrics of CloudFront, Route 53 and IAM live.
const GLOBAL_REGION = "us-east-1";
// What `edge` has there; everything else stays in the environment's regions.
const GLOBAL_SERVICES = [
  "acm",
  "budgets",
  "cloudfront",
  "cloudwatch",
  "health",
  "iam",
  "kms",
  "logs",
  "route53",
  "s3",
  "shield",
  "sns",
  "sts",
  "tag",
  "wafv2",
] as const;

export interface BoundaryPolicyProps {
  readonly account: Account;
  /** The boundary's own. */
  readonly policyArn: string;
  /** Names of the roles that people and pipelines take; nobody below the boundary may change them. */
  readonly protectedRoles: readonly string[];
}

/**
 * The most that any role of the environment can do. Services that the infrastructure does not consist of are out of reach,
 * and so are users, keys of users, identity providers, secrets and the organization: they are simply not listed.
 * The rest is what must not happen inside the listed services.
 */
export function boundaryStatements(props: BoundaryPolicyProps): Statement[] {
  return [
    ...reach(props.account),
    ...roles(props),
    ...stateKeys(props.account),
    regions(props.account),
    foreignRegions(props.account),
    ...refusals(),
  ];
}

function reach(account: Account): Statement[] {
  return [
    allow("Services", {
      actions: [...everyAction([...INFRASTRUCTURE, ...RUNTIME]), "secretsmanager:GetRandomPassword"],
    }),
    allow("IamIsReadable", { actions: ["iam:Get*", "iam:List*", "sts:DecodeAuthorizationMessage"] }),
    allow("RolesOfTheEnvironment", {
      actions: [
        "iam:*Role",
        "iam:*RolePolicy",
        "iam:*RoleDescription",
        "iam:UpdateAssumeRolePolicy",
        "iam:PutRolePermissionsBoundary",
        "iam:*InstanceProfile",
        "iam:CreatePolicy*",
        "iam:DeletePolicy*",
        "iam:SetDefaultPolicyVersion",
        "iam:*agPolicy",
        "sts:AssumeRole",
        "sts:TagSession",
      ],
      on: ["role", "policy", "instance-profile"].map(
        (kind) => `arn:aws:iam::${account.accountId}:${kind}/${account.prefix}-*`,
      ),
    }),
    allow("ServiceLinkedRoles", { actions: "iam:*Role*", on: roleArn(account, "aws-service-role/*") }),
  ];
}

/** A role that is made or widened carries the boundary; nobody takes it off, or touches who may come in and the states of other layers. */
function roles({ account, policyArn, protectedRoles }: BoundaryPolicyProps): Statement[] {
  const people = protectedRoles.map((name) => roleArn(account, name));
  return [
    deny("RolesCarryTheBoundary", {
      actions: [
        "iam:CreateRole",
        "iam:PutRolePermissionsBoundary",
        "iam:PutRolePolicy",
        "iam:AttachRolePolicy",
      ],
      when: { StringNotEquals: { "iam:PermissionsBoundary": policyArn } },
    }),
    deny("TheBoundaryStays", { actions: "iam:DeleteRolePermissionsBoundary" }),
    denyOthers("AccessIsForAdministrators", {
      actions: ["iam:Get*", "iam:List*"],
      on: [policyArn, ...people],
    }),
    deny("StatesAreForPeopleAndPipelines", {
      actions: "s3:*",
      on: account.stateBuckets.flatMap((bucket) => [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`]),
      when: { ArnNotLike: { "aws:PrincipalArn": people } },
    }),
  ];
}

/** The keys of the state are the bootstrap's: whoever takes one away, or lends it out, takes or lends every state. */
function stateKeys({ accountId, stateKeyAlias }: Account): Statement[] {
  const kms = `arn:aws:kms:*:${accountId}`;
  return [
    deny("StateAliasesStay", { actions: "kms:*Alias", on: `${kms}:${stateKeyAlias}` }),
    denyOthers("StateKeysStay", {
      actions: ["kms:Decrypt", "kms:GenerateDataKey*", "kms:DescribeKey", "kms:Get*", "kms:List*"],
      on: `${kms}:key/*`,
      when: { "ForAnyValue:StringEquals": { "kms:ResourceAliases": stateKeyAlias } },
    }),
  ];
}

function regions({ regions }: Account): Statement {
  return denyOthers("OwnRegions", {
    actions: everyAction(GLOBAL_SERVICES),
    when: { StringNotEquals: { "aws:RequestedRegion": regions } },
  });
}

function foreignRegions({ regions }: Account): Statement {
  return deny("NowhereElse", {
    actions: "*",
    when: { StringNotEquals: { "aws:RequestedRegion": [...regions, GLOBAL_REGION] } },
  });
}

function refusals(): Statement[] {
  return [
    deny("NoCommitments", {
      // A year of Shield Advanced costs 36,000 USD; reservations bind as long.
      actions: [
        "shield:CreateSubscription",
        "ec2:Purchase*",
        "rds:Purchase*",
        "elasticache:Purchase*",
        "dynamodb:Purchase*",
      ],
    }),
    deny("NothingIsShared", {
      // Backup's own policies ask for them to copy between accounts, which nobody does here.
      actions: [
        "ec2:ModifySnapshotAttribute",
        "ec2:ModifyImageAttribute",
        "rds:ModifyDB*SnapshotAttribute",
        "ssm:ModifyDocumentPermission",
        "s3:PutAccountPublicAccessBlock",
        // Access points and grants have ARNs of their own: what is refused for a bucket's would not be for theirs.
        "s3:Create*Access*",
      ],
    }),
    deny("NoWatcherIsSilenced", {
      actions: [
        "cloudtrail:DeleteTrail",
        "cloudtrail:StopLogging",
        "cloudtrail:UpdateTrail",
        "cloudtrail:PutEventSelectors",
        "config:Delete*",
        "config:Stop*",
        "guardduty:Delete*",
        "guardduty:Disassociate*",
        "guardduty:UpdateDetector",
        "securityhub:Disable*",
        "access-analyzer:Delete*",
        "organizations:*",
        "account:*",
      ],
    }),
    deny("NobodyIsLockedOutOfAKey", {
      actions: ["kms:CreateKey", "kms:PutKeyPolicy"],
      when: { Bool: { "kms:BypassPolicyLockoutSafetyCheck": "true" } },
    }),
  ];
}
