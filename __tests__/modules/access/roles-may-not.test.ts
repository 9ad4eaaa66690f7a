import { at, bounded, type Case, DATA_KEY, grant, key, passedTo } from "./requests";
import { evaluate } from "../../support/policy";
import { account, ACCOUNT, BOUNDARY, decision, policyOf, role, STATE, type Role } from "./roles";

const SECRETS: Case[] = [
  ["secretsmanager:GetSecretValue", at("secretsmanager", "secret:anything")],
  ["secretsmanager:BatchGetSecretValue", "*"],
  ["ssm:GetParameter", at("ssm", "parameter/shop/password")],
  ["ssm:GetParametersByPath", at("ssm", "parameter/shop")],
  ["kms:Decrypt", key, { "kms:ViaService": "secretsmanager.us-west-2.amazonaws.com" }],
  ["rds-db:connect", at("rds-db", "dbuser:db-1/api")],
  ["elasticache:Connect", at("elasticache", "replicationgroup:shop-live")],
  ["ssm:StartSession", at("ec2", "instance/i-1")],
  ["ecs:ExecuteCommand", at("ecs", "task/shop-live/1")],
  ["ec2:GetPasswordData", at("ec2", "instance/i-1")],
];

const DATA: Case[] = [
  ["dynamodb:GetItem", at("dynamodb", "table/shop-live")],
  ["dynamodb:Query", at("dynamodb", "table/shop-live")],
  ["dynamodb:Scan", at("dynamodb", "table/shop-live")],
  ["s3:GetObject", "arn:aws:s3:::shop-live-backups/dump"],
  ["s3:GetObjectVersion", "arn:aws:s3:::shop-live-assets/a"],
  ["kms:Decrypt", key, DATA_KEY],
  ["sqs:ReceiveMessage", at("sqs", "shop-live-jobs")],
  ["rds-data:ExecuteStatement", at("rds", "cluster:shop-live")],
  ["athena:GetQueryResults", "*"],
];

const CHANGES: Case[] = [
  ["s3:PutObject", `${STATE}/live-us-west-2-data/terraform.tfstate`],
  ["s3:PutBucketPolicy", STATE],
  ["s3:PutObject", account.pages[0]!],
  ["ec2:RunInstances", "*"],
  ["rds:DeleteDBInstance", at("rds", "db:shop-live")],
  ["dynamodb:PutItem", at("dynamodb", "table/shop-live")],
  ["kms:ScheduleKeyDeletion", key],
  ["eks:CreateAccessEntry", at("eks", "cluster/shop-live")],
  ["route53:ChangeResourceRecordSets", "*", { "aws:RequestedRegion": "us-east-1" }],
  ["ecr:PutImage", at("ecr", "repository/shop/website")],
];

const IDENTITIES: Case[] = [
  ["iam:CreateUser", `arn:aws:iam::${ACCOUNT}:user/mallory`],
  ["iam:CreateAccessKey", `arn:aws:iam::${ACCOUNT}:user/admin`],
  ["iam:CreateLoginProfile", `arn:aws:iam::${ACCOUNT}:user/admin`],
  ["iam:CreateRole", role("us-west-2-free")],
  [
    "iam:CreateRole",
    role("us-west-2-free"),
    { "iam:PermissionsBoundary": "arn:aws:iam::aws:policy/AdministratorAccess" },
  ],
  ["iam:PutRolePolicy", role("us-west-2-free")],
  ["iam:AttachRolePolicy", `arn:aws:iam::${ACCOUNT}:role/OrganizationAccountAccessRole`, bounded],
  ["iam:UpdateAssumeRolePolicy", `arn:aws:iam::${ACCOUNT}:role/OrganizationAccountAccessRole`],
  ["iam:DeleteRolePermissionsBoundary", role("us-west-2-nodes")],
  ["iam:CreatePolicyVersion", BOUNDARY],
  ["iam:DeletePolicy", BOUNDARY],
  ["iam:UpdateAssumeRolePolicy", role("apply")],
  ["iam:PutRolePolicy", role("apply"), bounded],
  ["iam:AttachRolePolicy", role("plan"), bounded],
  ["iam:DeleteRole", role("operator")],
  ["iam:UpdateOpenIDConnectProviderThumbprint", `arn:aws:iam::${ACCOUNT}:oidc-provider/app.terraform.io`],
  ["iam:CreateOpenIDConnectProvider", "*"],
  ["iam:CreateSAMLProvider", "*"],
  ["iam:PassRole", role("apply"), passedTo("ec2.amazonaws.com")],
  [
    "iam:PassRole",
    `arn:aws:iam::${ACCOUNT}:role/OrganizationAccountAccessRole`,
    passedTo("ec2.amazonaws.com"),
  ],
  ["iam:PassRole", role("us-west-2-nodes"), passedTo("lambda.amazonaws.com")],
  ["sts:AssumeRole", role("apply")],
];

const MAY_NOT: Record<Role, Case[]> = {
  plan: [
    ...SECRETS,
    ...DATA,
    ...CHANGES,
    ...IDENTITIES,
    // A pull request must not free the lock of a running apply.
    ["s3:PutObject", `${STATE}/live-us-west-2-data/terraform.tfstate.tflock`],
    ["s3:DeleteObject", `${STATE}/live-us-west-2-data/terraform.tfstate.tflock`],
    ["logs:FilterLogEvents", at("logs", "log-group:/shop/live/x:*")],
    ["logs:StartQuery", at("logs", "log-group:/shop/live/x:*")],
    ["ecr:GetAuthorizationToken", "*"],
    ["kms:Decrypt", key, { "kms:ResourceAliases": ["alias/shop-live-state"] }],
  ],
  apply: [
    ...SECRETS,
    ...IDENTITIES,
    ["kms:Decrypt", key, DATA_KEY],
    ["kms:CreateGrant", key, grant(false)],
    ["kms:CreateGrant", key, { ...grant(false), "kms:ResourceAliases": ["alias/shop-live-backup"] }],
    ["kms:GenerateDataKey", key, DATA_KEY],
    ["s3:GetObject", "arn:aws:s3:::shop-live-backups/dump"],
    ["s3:CreateBucket", "arn:aws:s3:::mallory"],
    ["s3:PutObject", `${STATE}/live-global-access/terraform.tfstate`],
    ["s3:PutObject", `${STATE}/live-us-west-2-state/terraform.tfstate`],
    ["s3:DeleteObject", `${STATE}/live-us-west-2-data/terraform.tfstate`],
    ["s3:DeleteObjectVersion", `${STATE}/live-us-west-2-data/terraform.tfstate`],
    ["s3:PutBucketPolicy", STATE],
    ["s3:PutLifecycleConfiguration", STATE],
    ["kms:PutKeyPolicy", key, { "kms:ResourceAliases": ["alias/shop-live-state"] }],
    ["kms:UpdateAlias", at("kms", "alias/shop-live-state")],
    ["s3:PutAccountPublicAccessBlock", "*"],
    ["logs:GetLogEvents", at("logs", "log-group:/shop/live/x:*")],
    ["ec2:CreateVpc", "*", { "aws:RequestedRegion": "us-east-1" }],
    ["ec2:CreateVpc", "*", { "aws:RequestedRegion": "eu-west-1" }],
    ["shield:CreateSubscription", "*", { "aws:RequestedRegion": "us-east-1" }],
    ["sagemaker:CreateNotebookInstance", "*"],
    ["lambda:CreateFunction", "*"],
    ["organizations:LeaveOrganization", "*", { "aws:RequestedRegion": "us-east-1" }],
    [
      "iam:CreateServiceLinkedRole",
      `arn:aws:iam::${ACCOUNT}:role/aws-service-role/sso.amazonaws.com/AWSServiceRoleForSSO`,
      { "iam:AWSServiceName": "sso.amazonaws.com" },
    ],
    ["rds:DeleteDBInstance", at("rds", "db:shop-live")],
    ["dynamodb:DeleteTable", at("dynamodb", "table/shop-live")],
    ["kms:ScheduleKeyDeletion", key],
    ["s3:DeleteBucket", "arn:aws:s3:::shop-live-assets"],
    ["s3:DeleteObject", "arn:aws:s3:::shop-live-assets/a"],
    ["backup:DeleteRecoveryPoint", at("backup", "recovery-point:1")],
    ["backup:DeleteBackupVaultLockConfiguration", at("backup", "backup-vault:shop-live")],
  ],
  "apply-disposable": [
    ["s3:DeleteObject", `${STATE}/live-us-west-2-data/terraform.tfstate`],
    ["s3:DeleteObjectVersion", `${STATE}/live-us-west-2-data/terraform.tfstate`],
  ],
  push: [
    ...SECRETS,
    ...DATA,
    ...CHANGES,
    ...IDENTITIES,
    ["ecr:BatchDeleteImage", at("ecr", "repository/shop/api")],
    ["ecr:GetDownloadUrlForLayer", at("ecr", "repository/shop/api")],
    ["ecr:SetRepositoryPolicy", at("ecr", "repository/shop/api")],
    ["ecr:PutImage", at("ecr", "repository/shop/api-base")],
    ["ecr:PutImage", "arn:aws:ecr:us-west-2:222222222222:repository/shop/api"],
    ["ecr:GetDownloadUrlForLayer", "arn:aws:ecr:us-west-2:222222222222:repository/shop/other"],
    ["ecr:PutImage", `arn:aws:ecr:us-west-2:999999999999:repository/shop/api`],
    [
      "ecr:PutImage",
      `arn:aws:ecr:us-east-1:${ACCOUNT}:repository/shop/api`,
      { "aws:RequestedRegion": "us-east-1" },
    ],
    ["s3:GetObject", `${STATE}/live-us-west-2-data/terraform.tfstate`],
    ["ec2:DescribeVpcs", "*"],
  ],
  operator: [
    ...SECRETS,
    ...DATA,
    ...CHANGES,
    ...IDENTITIES,
    ["s3:DeleteObject", `${STATE}/live-us-west-2-data/terraform.tfstate`],
    ["logs:Unmask", at("logs", "log-group:/shop/live/x:*")],
    ["rds:PromoteReadReplica", at("rds", "db:somebody-else")],
    // What a rule says is Terraform's; only where it stands is the runbook's.
    ["elasticloadbalancing:ModifyRule", at("elasticloadbalancing", "listener-rule/app/shop-live/1/2/3")],
    [
      "arc-zonal-shift:StartZonalShift",
      "*",
      { "arc-zonal-shift:ResourceIdentifier": at("eks", "cluster/somebody-else") },
    ],
    ["cloudwatch:PutMetricData", "*", { "cloudwatch:namespace": "AWS/Usage" }],
    ["elasticloadbalancing:DeleteRule", at("elasticloadbalancing", "listener-rule/app/shop-live/1/2/3")],
    ["ssm:StartAutomationExecution", at("ssm", "automation-definition/AWS-RunShellScript:1")],
    ["iam:PassRole", role("us-west-2-nodes"), passedTo("ssm.amazonaws.com")],
    ["iam:PassRole", role("us-west-2-backup"), passedTo("ec2.amazonaws.com")],
    ["iam:PassRole", role("us-east-2-runbook"), passedTo("ec2.amazonaws.com")],
    ["kms:CreateGrant", key, grant(false, "rds")],
    ["kms:CreateGrant", key, grant(true, "dynamodb")],
  ],
  developer: [
    ...SECRETS,
    ...DATA,
    ...CHANGES,
    ...IDENTITIES,
    ["s3:GetObject", `${STATE}/live-us-west-2-data/terraform.tfstate`],
    ["elasticloadbalancing:DescribeRules", "*"],
    ["cloudfront:GetDistributionConfig", `arn:aws:cloudfront::${ACCOUNT}:distribution/E1`],
    ["cloudwatch:PutMetricData", "*", { "cloudwatch:namespace": "shop/recovery" }],
    ["eks:UpdateNodegroupConfig", at("eks", "nodegroup/shop-live/api-1/1")],
  ],
};

describe.each(Object.entries(MAY_NOT))("%s may not", (name, cases) => {
  test.each(cases)("%s on %s", (...[action, resource, context]: Case) =>
    expect(decision(name as Role, { action, resource, ...(context && { context }) })).not.toBe("allow"),
  );
});

// A policy that somebody attaches to a role that looks must open nothing.
test.each(["plan", "operator", "developer"] as const)(
  "%s refuses secrets outright, not by silence",
  (name) => {
    expect(decision(name, { action: "secretsmanager:GetSecretValue", resource: "*" })).toBe("deny");
    expect(decision(name, { action: "dynamodb:GetItem", resource: "*" })).toBe("deny");
    expect(decision(name, { action: "s3:GetObject", resource: "arn:aws:s3:::shop-live-backups/dump" })).toBe(
      "deny",
    );
    expect(decision(name, { action: "kms:Decrypt", resource: key })).toBe("deny");
  },
);

test("apply makes no unbounded role by its own policy either", () => {
  const request = { action: "iam:CreateRole", resource: role("us-west-2-free") };
  expect(evaluate(policyOf("apply"), request)).toBe("none");
});
