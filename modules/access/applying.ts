import { type Account, roleArn, via } from "./account";
import { LOG_LINES, SECRETS_AND_SHELLS } from "./content";
import { writesPages } from "./pages";
import { READS, readsConfiguration } from "./reading";
import { everyAction, INFRASTRUCTURE, PASSED_TO, SERVICE_LINKED } from "./services";
import { allow, deny, denyOthers, type Statement } from "./statement";
import { writesState } from "./state-access";

export interface ApplyingProps {
  readonly account: Account;
  readonly boundaryArn: string;
  /** Ids of the stacks that only administrators apply, so that their states are not to be written: this one, and those of the states. */
  readonly administratorsStackIds: readonly string[];
  /** Begins with `alias/`; of the key that encrypts the clusters' secrets. */
  readonly clusterKeyAlias: string;
  /** Whether a plan may destroy what holds data; "no" leaves that to administrators. */
  readonly destroysData: "yes" | "no";
}

/** Builds, changes and takes down everything but `access` and `state`; the boundary refuses the rest. */
export function applies(props: ApplyingProps): Statement[] {
  const { account } = props;
  return [
    allow("Infrastructure", { actions: everyAction(INFRASTRUCTURE) }),
    readsConfiguration(Object.keys(READS).filter((service) => !isWide(service))),
    ...buckets(account),
    writesPages(account),
    ...keys(props),
    ...documents(account),
    ...roles(props),
    ...writesState(account),
    ...keepsState(props),
    deny("NoSecretsNoShells", {
      actions: [...SECRETS_AND_SHELLS.filter((action) => action !== "ssm:GetParameter*"), ...LOG_LINES],
    }),
    ...(props.destroysData === "yes" ? emptiesBuckets(account) : keepsData(account)),
  ];
}

function isWide(service: string): boolean {
  return INFRASTRUCTURE.some((wide) => wide === service);
}

function buckets({ prefix }: Account): Statement[] {
  return [
    allow("Buckets", {
      actions: [
        "s3:CreateBucket",
        "s3:DeleteBucket*",
        "s3:PutBucket*",
        "s3:Put*Configuration",
        "s3:TagResource",
        "s3:UntagResource",
      ],
      on: `arn:aws:s3:::${prefix}-*`,
    }),
  ];
}

/**
 * Administers keys, and lets the services that encrypt for us use them on the way.
 * https://docs.aws.amazon.com/kms/latest/developerguide/service-integration.html
 */
function keys({ account, clusterKeyAlias }: ApplyingProps): Statement[] {
  const services = ["backup", "dax", "dynamodb", "ecr", "eks", "elasticache", "elasticfilesystem", "rds"];
  return [
    allow("Keys", {
      actions: [
        "kms:CreateKey",
        "kms:*Alias",
        "kms:*KeyRotation",
        "kms:*KeyDeletion",
        "kms:EnableKey",
        "kms:DisableKey",
        "kms:PutKeyPolicy",
        "kms:UpdateKeyDescription",
        "kms:TagResource",
        "kms:UntagResource",
      ],
    }),
    allow("GrantKeysToServices", {
      actions: "kms:CreateGrant",
      when: { Bool: { "kms:GrantIsForAWSResource": "true" } },
    }),
    // EKS alone does not say so of the grant that it asks for when a cluster is made.
    // https://docs.aws.amazon.com/eks/latest/userguide/enable-kms.html
    allow("GrantTheClustersKey", {
      actions: "kms:CreateGrant",
      when: { "ForAnyValue:StringEquals": { "kms:ResourceAliases": clusterKeyAlias } },
    }),
    allow("RetireGrants", { actions: ["kms:RetireGrant", "kms:RevokeGrant"] }),
    allow("EncryptThroughServices", {
      actions: ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
      when: { StringEquals: { "kms:ViaService": via(account, ...services) } },
    }),
  ];
}

function documents({ accountId, prefix }: Account): Statement[] {
  return [
    allow("Documents", {
      actions: ["ssm:*Document*", "ssm:*TagsToResource", "ssm:*TagsFromResource"],
      on: `arn:aws:ssm:*:${accountId}:document/${prefix}*`,
    }),
    // Images that a launch template names by AWS's public parameters.
    allow("PublicParameters", { actions: "ssm:GetParameter*", on: "arn:aws:ssm:*::parameter/aws/service/*" }),
  ];
}

function roles({ account, boundaryArn }: ApplyingProps): Statement[] {
  const own = (kind: string): string => `arn:aws:iam::${account.accountId}:${kind}/${account.prefix}-*`;
  return [
    allow("BoundedRoles", {
      actions: [
        "iam:CreateRole",
        "iam:PutRolePolicy",
        "iam:AttachRolePolicy",
        "iam:PutRolePermissionsBoundary",
      ],
      on: own("role"),
      when: { StringEquals: { "iam:PermissionsBoundary": boundaryArn } },
    }),
    allow("Roles", {
      actions: [
        "iam:DeleteRole",
        "iam:DeleteRolePolicy",
        "iam:DetachRolePolicy",
        "iam:TagRole",
        "iam:UntagRole",
        "iam:UpdateAssumeRolePolicy",
        "iam:UpdateRole",
        "iam:UpdateRoleDescription",
      ],
      on: own("role"),
    }),
    allow("PoliciesAndProfiles", {
      actions: [
        "iam:CreatePolicy*",
        "iam:DeletePolicy*",
        "iam:SetDefaultPolicyVersion",
        "iam:*agPolicy",
        "iam:*InstanceProfile",
      ],
      on: [own("policy"), own("instance-profile")],
    }),
    allow("PassRoles", {
      actions: "iam:PassRole",
      on: own("role"),
      when: { StringEquals: { "iam:PassedToService": PASSED_TO } },
    }),
    allow("ServiceLinkedRoles", {
      actions: "iam:CreateServiceLinkedRole",
      on: roleArn(account, "aws-service-role/*"),
      when: { StringEquals: { "iam:AWSServiceName": SERVICE_LINKED } },
    }),
  ];
}

/** The buckets of the state belong to the bootstrap, as its keys do (`boundaryStatements`); the states of some stacks to administrators. */
function keepsState({ account, administratorsStackIds }: ApplyingProps): Statement[] {
  const arns = account.stateBuckets.map((bucket) => `arn:aws:s3:::${bucket}`);
  return [
    denyOthers("StateBucketsStay", {
      actions: ["s3:Get*", "s3:List*", "s3:PutObject", "s3:DeleteObject"],
      on: arns.flatMap((arn) => [arn, `${arn}/*`]),
    }),
    deny("StatesStay", { actions: "s3:DeleteObject", on: arns.map((arn) => `${arn}/*/terraform.tfstate`) }),
    deny("AdministratorsStacks", {
      actions: ["s3:PutObject", "s3:DeleteObject"],
      on: arns.flatMap((arn) => administratorsStackIds.map((id) => `${arn}/${id}/*`)),
    }),
  ];
}

function emptiesBuckets({ prefix }: Account): Statement[] {
  return [allow("EmptyBuckets", { actions: "s3:DeleteObject*", on: `arn:aws:s3:::${prefix}-*/*` })];
}

/** Terraform's own protection is a line in a pull request; this one is not. */
function keepsData({ accountId, prefix }: Account): Statement[] {
  return [
    deny("DataStays", {
      actions: [
        "backup:DeleteBackupVault*",
        "backup:DeleteRecoveryPoint",
        "dynamodb:DeleteBackup",
        "dynamodb:DeleteTable",
        "ecr:DeleteRepository",
        "elasticfilesystem:DeleteFileSystem",
        "kms:DisableKey",
        "kms:ScheduleKeyDeletion",
        "rds:DeleteDB*Backup",
        "rds:DeleteDBSnapshot",
        "route53:DeleteHostedZone",
        "s3:DeleteBucket",
      ],
    }),
    deny("DatabaseStays", { actions: "rds:DeleteDBInstance", on: `arn:aws:rds:*:${accountId}:db:${prefix}` }),
  ];
}
