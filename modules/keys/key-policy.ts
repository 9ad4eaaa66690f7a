/** One statement of a key policy; `Resource` is always `*`, the key itself. */
export interface KeyStatement {
  readonly Sid: string;
  readonly Effect: "Allow";
  readonly Principal: Readonly<Record<string, string | readonly string[]>>;
  readonly Action: string | readonly string[];
  readonly Resource: "*";
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

// What a service needs that encrypts on behalf of the account.
const USE = [
  "kms:Encrypt",
  "kms:Decrypt",
  "kms:ReEncrypt*",
  "kms:GenerateDataKey*",
  "kms:DescribeKey",
] as const;

/** Hands the key to the account's IAM policies; without it nobody could change or delete the key. */
export function accountAdministers(accountId: string): KeyStatement {
  return {
    Sid: "AccountAdministersThroughIam",
    Effect: "Allow",
    Principal: { AWS: `arn:aws:iam::${accountId}:root` },
    Action: "kms:*",
    Resource: "*",
  };
}

/**
 * CloudWatch Logs, for log groups of this account and region only.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
 */
export function cloudWatchLogs(region: string, accountId: string): KeyStatement {
  return {
    Sid: "CloudWatchLogs",
    Effect: "Allow",
    Principal: { Service: `logs.${region}.amazonaws.com` },
    Action: USE,
    Resource: "*",
    Condition: {
      ArnLike: { "kms:EncryptionContext:aws:logs:arn": `arn:aws:logs:${region}:${accountId}:log-group:*` },
    },
  };
}

/**
 * Auto Scaling and Spot, which attach encrypted volumes to instances. Their service-linked roles appear with the first use,
 * and KMS refuses a policy that names a role which does not exist: so the roles are matched by condition. Spot needs the
 * key itself once an image or snapshot is encrypted with it.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/key-policy-requirements-EBS-encryption.html
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/service-linked-roles-spot-instance-requests.html
 */
export function instanceVolumes(accountId: string): KeyStatement[] {
  const roles = `arn:aws:iam::${accountId}:role/aws-service-role`;
  const byRole = {
    StringEquals: { "kms:CallerAccount": accountId },
    ArnLike: {
      "aws:PrincipalArn": [
        `${roles}/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling*`,
        `${roles}/spot.amazonaws.com/AWSServiceRoleForEC2Spot`,
      ],
    },
  };
  const statement = { Effect: "Allow", Principal: { AWS: "*" }, Resource: "*" } as const;
  return [
    { ...statement, Sid: "InstancesUse", Action: USE, Condition: byRole },
    {
      ...statement,
      Sid: "InstancesGrantToVolumes",
      Action: "kms:CreateGrant",
      Condition: { ...byRole, Bool: { "kms:GrantIsForAWSResource": "true" } },
    },
  ];
}

/**
 * Fargate, for the disks of tasks of one cluster.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-create-storage-key.html
 */
export function fargateStorage(accountId: string, clusterName: string): KeyStatement[] {
  const ofCluster = {
    "kms:EncryptionContext:aws:ecs:clusterAccount": accountId,
    "kms:EncryptionContext:aws:ecs:clusterName": clusterName,
  };
  const statement = {
    Effect: "Allow",
    Principal: { Service: "fargate.amazonaws.com" },
    Resource: "*",
  } as const;
  return [
    {
      ...statement,
      Sid: "FargateMakesDataKeys",
      Action: "kms:GenerateDataKeyWithoutPlaintext",
      Condition: { StringEquals: ofCluster },
    },
    {
      ...statement,
      Sid: "FargateGrantsToTasks",
      Action: "kms:CreateGrant",
      Condition: {
        StringEquals: ofCluster,
        "ForAllValues:StringEquals": { "kms:GrantOperations": "Decrypt" },
      },
    },
  ];
}

/**
 * CloudFront, which reads objects through its origin access control. The distribution's id is not known here: any one of
 * the account may read, and no other account's.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
 */
export function cloudFront(accountId: string): KeyStatement {
  return {
    Sid: "CloudFrontReads",
    Effect: "Allow",
    Principal: { Service: "cloudfront.amazonaws.com" },
    Action: "kms:Decrypt",
    Resource: "*",
    Condition: { ArnLike: { "aws:SourceArn": `arn:aws:cloudfront::${accountId}:distribution/*` } },
  };
}

/**
 * Services that publish to an encrypted topic. AWS documents source conditions for Budgets; for EventBridge it says that
 * they are not supported, for alarms and Backup it names none, and a condition that a service does not fill would silence it.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
 * https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-sns-policy.html
 */
export function topicPublishers(accountId: string): KeyStatement[] {
  const statement = {
    Effect: "Allow",
    Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
    Resource: "*",
  } as const;
  return [
    {
      ...statement,
      Sid: "AlarmsEventsAndBackupPublish",
      Principal: { Service: ["cloudwatch.amazonaws.com", "events.amazonaws.com", "backup.amazonaws.com"] },
    },
    {
      ...statement,
      Sid: "BudgetsPublish",
      Principal: { Service: "budgets.amazonaws.com" },
      Condition: {
        StringEquals: { "aws:SourceAccount": accountId },
        ArnLike: { "aws:SourceArn": `arn:aws:budgets::${accountId}:*` },
      },
    },
  ];
}
