import { at } from "./requests";
import { ACCOUNT, BOUNDARY, boundary, role, STATE, withinBoundary } from "./roles";

type Case = [who: string, action: string, resource: string, context?: Record<string, string>];

// What AWS's managed policies and the services' documents ask for.
const WORKS: Case[] = [
  ["us-west-2-cluster", "ec2:CreateSecurityGroup", "*"],
  ["us-west-2-cluster", "elasticloadbalancing:CreateLoadBalancer", "*"],
  [
    "us-west-2-cluster",
    "iam:CreateServiceLinkedRole",
    `arn:aws:iam::${ACCOUNT}:role/aws-service-role/elasticloadbalancing.amazonaws.com/AWSServiceRoleForElasticLoadBalancing`,
  ],
  ["us-west-2-nodes", "eks-auth:AssumeRoleForPodIdentity", at("eks", "cluster/shop-live")],
  ["us-west-2-nodes", "ecr:BatchGetImage", "arn:aws:ecr:us-west-2:602401143452:repository/eks/pause"],
  ["us-west-2-nodes", "ssmmessages:CreateControlChannel", "*"],
  ["us-west-2-nodes", "ec2messages:GetMessages", "*"],
  ["us-west-2-vpc-cni", "ec2:AssignPrivateIpAddresses", "*"],
  ["us-west-2-ebs-csi", "ec2:CreateSnapshot", "*"],
  ["us-west-2-ebs-csi", "kms:CreateGrant", at("kms", "key/1")],
  ["us-west-2-efs-csi", "elasticfilesystem:CreateAccessPoint", "*"],
  ["us-west-2-cloudwatch-agent", "logs:PutLogEvents", "*"],
  ["us-west-2-cloudwatch-agent", "xray:PutTraceSegments", "*"],
  ["us-west-2-load-balancer", "wafv2:AssociateWebACL", "*"],
  ["us-west-2-autoscaler", "autoscaling:SetDesiredCapacity", "*"],
  ["us-west-2-database-monitoring", "logs:CreateLogStream", "*"],
  ["us-west-2-dax", "dynamodb:Query", at("dynamodb", "table/shop-live")],
  ["us-west-2-backup", "backup:CopyIntoBackupVault", "*"],
  ["us-west-2-backup", "backup-storage:MountCapsule", "*"],
  ["us-west-2-backup", "tag:GetResources", "*"],
  ["us-west-2-backup", "events:PutRule", "*"],
  ["us-west-2-backup", "rds:CreateDBSnapshot", "*"],
  ["us-west-2-backup", "dynamodb:StartAwsBackupJob", "*"],
  ["us-west-2-backup", "iam:PassRole", role("us-west-2-backup")],
  [
    "us-west-2-replicate-assets",
    "s3:ReplicateObject",
    "arn:aws:s3:::shop-live-assets-use2/a",
    { "aws:RequestedRegion": "us-east-2" },
  ],
  ["us-west-2-api", "rds-db:connect", at("rds-db", "dbuser:db-1/api")],
  ["us-west-2-api", "elasticache:Connect", at("elasticache", "user:api")],
  ["us-west-2-api", "dax:GetItem", at("dax", "cache/shop-dax")],
  ["us-west-2-worker", "sqs:ReceiveMessage", at("sqs", "jobs")],
];

const NEVER: Case[] = [
  ["us-west-2-api", "secretsmanager:GetSecretValue", "*"],
  ["us-west-2-api", "iam:CreateUser", "*"],
  ["us-west-2-api", "iam:CreateAccessKey", "*"],
  ["us-west-2-api", "iam:CreateLoginProfile", "*"],
  ["us-west-2-api", "iam:UpdateLoginProfile", "*"],
  ["us-west-2-api", "iam:CreateOpenIDConnectProvider", "*"],
  ["us-west-2-api", "iam:UpdateAccountPasswordPolicy", "*"],
  ["apply", "iam:CreateRole", role("us-west-2-free")],
  ["apply", "iam:CreateRole", `arn:aws:iam::${ACCOUNT}:role/free`, { "iam:PermissionsBoundary": BOUNDARY }],
  [
    "apply",
    "iam:PutRolePermissionsBoundary",
    role("us-west-2-nodes"),
    { "iam:PermissionsBoundary": "arn:aws:iam::aws:policy/AdministratorAccess" },
  ],
  ["apply", "iam:DeleteRolePermissionsBoundary", role("us-west-2-nodes")],
  ["apply", "iam:SetDefaultPolicyVersion", BOUNDARY],
  ["apply", "iam:PutRolePolicy", role("operator"), { "iam:PermissionsBoundary": BOUNDARY }],
  ["apply", "sts:AssumeRole", role("operator")],
  ["us-west-2-api", "sts:AssumeRole", "arn:aws:iam::999999999999:role/elsewhere"],
  ["us-west-2-api", "organizations:LeaveOrganization", "*"],
  ["us-west-2-api", "account:CloseAccount", "*"],
  ["apply", "shield:CreateSubscription", "*"],
  ["apply", "rds:PurchaseReservedDBInstancesOffering", "*"],
  ["apply", "ec2:PurchaseReservedInstancesOffering", "*"],
  ["apply", "elasticache:PurchaseReservedCacheNodesOffering", "*"],
  ["apply", "cloudtrail:StopLogging", "*"],
  ["apply", "guardduty:DeleteDetector", "*"],
  ["apply", "config:StopConfigurationRecorder", "*"],
  ["us-west-2-backup", "ec2:ModifySnapshotAttribute", "*"],
  ["us-west-2-backup", "rds:ModifyDBSnapshotAttribute", "*"],
  ["us-west-2-backup", "ec2:ModifyImageAttribute", "*"],
  ["apply", "ssm:ModifyDocumentPermission", "*"],
  ["apply", "s3:PutAccountPublicAccessBlock", "*"],
  ["apply", "kms:PutKeyPolicy", "*", { "kms:BypassPolicyLockoutSafetyCheck": "true" }],
  ["us-west-2-api", "s3:GetObject", `${STATE}/live-us-west-2-data/terraform.tfstate`],
  // A role that apply makes for itself.
  ["us-west-2-helper", "s3:PutObject", `${STATE}/live-global-access/terraform.tfstate`],
  ["us-west-2-helper", "s3:CreateAccessPoint", "*"],
  ["us-west-2-helper", "s3:CreateAccessGrantsInstance", "*"],
  ...["ScheduleKeyDeletion", "DisableKey", "PutKeyPolicy", "CreateGrant"].map((action): Case => [
    "us-west-2-helper",
    `kms:${action}`,
    at("kms", "key/1"),
    { "kms:ResourceAliases": "alias/shop-live-state" },
  ]),
  ["us-west-2-helper", "kms:DeleteAlias", at("kms", "alias/shop-live-state")],
  ["apply", "ec2:RunInstances", "*", { "aws:RequestedRegion": "eu-central-1" }],
  ["apply", "ec2:RunInstances", "*", { "aws:RequestedRegion": "us-east-1" }],
  ["apply", "cloudwatch:PutMetricAlarm", "*", { "aws:RequestedRegion": "eu-central-1" }],
  ["apply", "sagemaker:CreateNotebookInstance", "*"],
];

test.each(WORKS)("%s keeps its %s on %s", (...[who, action, resource, context]: Case) =>
  expect(withinBoundary(who, { action, resource, ...(context && { context }) })).toBe("allow"),
);

test.each(NEVER)(
  "whatever its policies say, %s never gets %s on %s",
  (...[who, action, resource, context]: Case) =>
    expect(withinBoundary(who, { action, resource, ...(context && { context }) })).not.toBe("allow"),
);

test.each(["iam", "cloudfront", "route53", "acm", "wafv2", "cloudwatch", "sns", "logs", "kms"])(
  "%s is reached in us-east-1, where the global services are",
  (service) => {
    const context = { "aws:RequestedRegion": "us-east-1" };
    expect(withinBoundary("apply", { action: `${service}:GetSomething`, context })).toBe("allow");
  },
);

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
test("the boundary fits into a managed policy", () => expect(boundary.length).toBeLessThanOrEqual(6144));

// So that a service which is listed one day does not bring them along.
test.each(["cloudtrail:StopLogging", "organizations:LeaveOrganization", "iam:DeleteRolePermissionsBoundary"])(
  "%s is refused outright, not by silence",
  (action) => expect(withinBoundary("apply", { action })).toBe("deny"),
);
