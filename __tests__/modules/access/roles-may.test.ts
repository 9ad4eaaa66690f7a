import { at, bounded, type Case, grant, key, passedTo, STATE_KEY } from "./requests";
import { account, ACCOUNT, decision, policyOf, role, ROLES, STATE, type Role } from "./roles";

const MAY: Record<Exclude<Role, "apply-disposable">, Case[]> = {
  plan: [
    ["s3:GetObject", `${STATE}/live-us-west-2-data/terraform.tfstate`],
    ["s3:ListBucket", STATE],
    ["s3:GetObject", account.pages[0]!],
    ["s3:GetObjectTagging", account.pages[1]!],
    ["kms:Decrypt", key, STATE_KEY],
    ["ec2:DescribeVpcs", "*"],
    ["s3:GetObject", `${STATE}/live-us-west-2-data/terraform.tfstate.tflock`],
    ["ec2:GetEbsEncryptionByDefault", "*"],
    ["rds:DescribeDBInstances", "*"],
    ["dynamodb:DescribeContinuousBackups", at("dynamodb", "table/shop-live")],
    ["s3:GetLifecycleConfiguration", "arn:aws:s3:::shop-live-assets"],
    ["s3:GetBucketPolicy", "arn:aws:s3:::shop-live-assets"],
    ["kms:GetKeyPolicy", key],
    ["kms:GetKeyRotationStatus", key],
    ["kms:ListResourceTags", key],
    ["iam:GetRole", role("apply")],
    ["iam:GetOpenIDConnectProvider", `arn:aws:iam::${ACCOUNT}:oidc-provider/app.terraform.io`],
    ["logs:DescribeLogGroups", "*"],
    ["eks:DescribeCluster", at("eks", "cluster/shop-live")],
    ["elasticache:DescribeGlobalReplicationGroups", "*"],
    ["ssm:GetDocument", at("ssm", "document/shop-live-failover")],
    ["secretsmanager:GetRandomPassword", "*"],
    [
      "cloudfront:GetDistribution",
      `arn:aws:cloudfront::${ACCOUNT}:distribution/E1`,
      { "aws:RequestedRegion": "us-east-1" },
    ],
    ["wafv2:GetWebACL", "*", { "aws:RequestedRegion": "us-east-1" }],
  ],
  apply: [
    ["s3:PutObject", `${STATE}/live-us-west-2-data/terraform.tfstate`],
    ["s3:DeleteObject", `${STATE}/live-us-west-2-data/terraform.tfstate.tflock`],
    ["s3:PutObject", account.pages[0]!],
    ["s3:PutObjectTagging", account.pages[0]!],
    ["s3:GetObject", account.pages[0]!],
    ["kms:GenerateDataKey", key, STATE_KEY],
    ["ec2:CreateVpc", "*"],
    ["rds:CreateDBInstance", at("rds", "db:shop-live")],
    [
      "dynamodb:CreateTableReplica",
      at("dynamodb", "table/shop-live"),
      { "aws:RequestedRegion": "us-east-2" },
    ],
    // DynamoDB asks for it when a replica is made.
    ["dynamodb:Scan", at("dynamodb", "table/shop-live")],
    ["eks:CreateCluster", "*"],
    ["kms:CreateKey", "*"],
    ["kms:PutKeyPolicy", key],
    ["kms:CreateGrant", key, grant(true)],
    // What EKS asks for on behalf of whoever makes a cluster.
    ["kms:CreateGrant", key, { ...grant(false), "kms:ResourceAliases": ["alias/shop-live-data"] }],
    ["kms:RetireGrant", key],
    [
      "kms:GenerateDataKeyWithoutPlaintext",
      key,
      { "kms:ViaService": "elasticfilesystem.us-west-2.amazonaws.com" },
    ],
    ["s3:CreateBucket", "arn:aws:s3:::shop-live-assets"],
    ["s3:PutLifecycleConfiguration", "arn:aws:s3:::shop-live-assets"],
    ["iam:CreateRole", role("us-west-2-nodes"), bounded],
    ["iam:AttachRolePolicy", role("us-west-2-nodes"), bounded],
    ["iam:TagRole", role("us-west-2-nodes")],
    ["iam:DeleteRole", role("us-west-2-nodes")],
    ["iam:AddRoleToInstanceProfile", `arn:aws:iam::${ACCOUNT}:instance-profile/shop-live-runners`],
    ["iam:PassRole", role("us-west-2-cluster"), passedTo("eks.amazonaws.com")],
    ["iam:PassRole", role("us-west-2-api"), passedTo("pods.eks.amazonaws.com")],
    ["iam:PassRole", role("us-west-2-replicate-assets"), passedTo("s3.amazonaws.com")],
    [
      "iam:CreateServiceLinkedRole",
      `arn:aws:iam::${ACCOUNT}:role/aws-service-role/spot.amazonaws.com/AWSServiceRoleForEC2Spot`,
      { "iam:AWSServiceName": "spot.amazonaws.com" },
    ],
    ["route53:ChangeResourceRecordSets", "*", { "aws:RequestedRegion": "us-east-1" }],
    ["wafv2:CreateWebACL", "*", { "aws:RequestedRegion": "us-east-1" }],
    ["logs:CreateLogGroup", "*", { "aws:RequestedRegion": "us-east-1" }],
    [
      "ssm:GetParameters",
      "arn:aws:ssm:us-west-2::parameter/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended",
    ],
    ["ssm:CreateDocument", at("ssm", "document/shop-live-failover")],
    ["rds:DeleteDBInstance", at("rds", "db:shop-live-replica-1")],
  ],
  push: [
    ["ecr:GetAuthorizationToken", "*"],
    ["ecr:PutImage", at("ecr", "repository/shop/api")],
    ["ecr:GetDownloadUrlForLayer", "arn:aws:ecr:us-west-2:222222222222:repository/shop/api"],
    [
      "ecr:UploadLayerPart",
      `arn:aws:ecr:us-east-2:${ACCOUNT}:repository/shop/api`,
      { "aws:RequestedRegion": "us-east-2" },
    ],
  ],
  operator: [
    ["rds:PromoteReadReplica", at("rds", "db:shop-live")],
    [
      "elasticache:FailoverGlobalReplicationGroup",
      `arn:aws:elasticache::${ACCOUNT}:globalreplicationgroup:sgaui-shop-live`,
    ],
    ["elasticfilesystem:DeleteReplicationConfiguration", at("elasticfilesystem", "file-system/fs-1")],
    ["cloudwatch:PutMetricData", "*", { "cloudwatch:namespace": "shop/recovery" }],
    [
      "elasticloadbalancing:SetRulePriorities",
      at("elasticloadbalancing", "listener-rule/app/shop-live/1/2/3"),
    ],
    ["eks:UpdateNodegroupConfig", at("eks", "nodegroup/shop-live/api-1/1")],
    [
      "arc-zonal-shift:StartZonalShift",
      at("eks", "cluster/shop-live"),
      { "arc-zonal-shift:ResourceIdentifier": at("eks", "cluster/shop-live") },
    ],
    ["arc-zonal-shift:ListZonalShifts", "*"],
    [
      "autoscaling:SetDesiredCapacity",
      at("autoscaling", "autoScalingGroup:1:autoScalingGroupName/eks-api-1"),
    ],
    ["ssm:StartAutomationExecution", at("ssm", "automation-definition/shop-live-failover:1")],
    ["ssm:GetAutomationExecution", at("ssm", "automation-execution/1")],
    ["iam:PassRole", role("us-east-2-runbook"), passedTo("ssm.amazonaws.com")],
    ["iam:PassRole", role("us-west-2-backup"), passedTo("backup.amazonaws.com")],
    ["backup:StartRestoreJob", at("backup", "recovery-point:1")],
    ["s3:DeleteObject", `${STATE}/live-us-west-2-data/terraform.tfstate.tflock`],
    ["s3:GetObject", `${STATE}/live-us-west-2-data/terraform.tfstate.tflock`],
    ["kms:Decrypt", key, STATE_KEY],
    ["logs:StartQuery", at("logs", "log-group:/shop/live/vpc-flow-logs:*")],
    ["cloudwatch:GetMetricData", "*"],
    ["cloudwatch:DisableAlarmActions", at("cloudwatch", "alarm:shop-live-errors")],
    ["rds:RestoreDBInstanceToPointInTime", at("rds", "db:shop-live-restored")],
    ["kms:CreateGrant", key, grant(true, "rds")],
    [
      "cloudfront:CreateInvalidation",
      `arn:aws:cloudfront::${ACCOUNT}:distribution/E1`,
      { "aws:RequestedRegion": "us-east-1" },
    ],
  ],
  developer: [
    ["eks:DescribeCluster", at("eks", "cluster/shop-live")],
    ["logs:FilterLogEvents", at("logs", "log-group:/shop/live/x:*")],
    ["rds:DescribeDBInstances", "*"],
    ["elasticloadbalancing:DescribeLoadBalancers", "*"],
    ["cloudfront:ListDistributions", "*", { "aws:RequestedRegion": "us-east-1" }],
  ],
};

describe.each(Object.entries(MAY))("%s may", (name, cases) => {
  test.each(cases)("%s on %s", (...[action, resource, context]: Case) =>
    expect(decision(name as Role, { action, resource, ...(context && { context }) })).toBe("allow"),
  );
});

test.each([
  ["dynamodb:DeleteTable", at("dynamodb", "table/shop-live")],
  ["rds:DeleteDBInstance", at("rds", "db:shop-live")],
  ["s3:DeleteObjectVersion", "arn:aws:s3:::shop-live-assets/a"],
  ["s3:DeleteBucket", "arn:aws:s3:::shop-live-assets"],
  ["kms:ScheduleKeyDeletion", key],
])("where data may go, apply may %s on %s", (action, resource) =>
  expect(decision("apply-disposable", { action, resource })).toBe("allow"),
);

// 10,240 characters for all inline policies of a role; https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
test.each(ROLES)("the policy of %s fits into a role", (name) =>
  expect(policyOf(name).length).toBeLessThanOrEqual(10_240),
);

test.each(ROLES)("the policy of %s names every statement once", (name) => {
  const { Statement } = JSON.parse(policyOf(name)) as { Statement: { Sid: string }[] };
  const sids = Statement.map(({ Sid }) => Sid);
  expect(new Set(sids).size).toBe(sids.length);
  for (const sid of sids) expect(sid).toMatch(/^[A-Za-z0-9]+$/);
});
