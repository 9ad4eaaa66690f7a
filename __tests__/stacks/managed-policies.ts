/**
 * What AWS's own policies let a role change, as far as this infrastructure has it; what only describes, and Backup's part for
 * stores that we do not have, is left out. By service, with the actions that are asked for.
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
 */
export const MANAGED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  AmazonEKSClusterPolicy: {
    autoscaling: "UpdateAutoScalingGroup",
    ec2:
      "AttachVolume AuthorizeSecurityGroupIngress CreateRoute CreateSecurityGroup CreateTags CreateVolume " +
      "DeleteNetworkInterface DeleteRoute DeleteSecurityGroup DeleteVolume DescribeInstances DescribeInstanceTopology " +
      "DetachVolume ModifyInstanceAttribute ModifyVolume RevokeSecurityGroupIngress",
    elasticloadbalancing:
      "AddTags CreateListener CreateLoadBalancer CreateTargetGroup DeleteLoadBalancer ModifyListener RegisterTargets",
    iam: "CreateServiceLinkedRole",
    kms: "DescribeKey",
  },
  AmazonEKSWorkerNodeMinimalPolicy: { "eks-auth": "AssumeRoleForPodIdentity" },
  AmazonEC2ContainerRegistryPullOnly: {
    ecr: "GetAuthorizationToken BatchGetImage GetDownloadUrlForLayer BatchImportUpstreamImage",
  },
  AmazonEKS_CNI_Policy: {
    ec2:
      "AssignPrivateIpAddresses AttachNetworkInterface CreateNetworkInterface CreateTags DeleteNetworkInterface " +
      "DescribeNetworkInterfaces DetachNetworkInterface ModifyNetworkInterfaceAttribute UnassignPrivateIpAddresses",
  },
  AmazonEBSCSIDriverPolicyV2: {
    ec2:
      "AttachVolume CopyVolumes CreateSnapshot CreateTags CreateVolume DeleteSnapshot DeleteTags DeleteVolume " +
      "DescribeVolumes DetachVolume EnableFastSnapshotRestores LockSnapshot ModifyVolume",
  },
  AmazonRDSEnhancedMonitoringRole: {
    logs: "CreateLogGroup CreateLogStream DescribeLogStreams GetLogEvents PutLogEvents PutRetentionPolicy",
  },
  AWSBackupServiceRolePolicyForBackup: {
    backup: "CopyFromBackupVault CopyIntoBackupVault DescribeBackupVault TagResource",
    dynamodb: "CreateBackup DeleteBackup DescribeBackup DescribeTable ListTagsOfResource StartAwsBackupJob",
    elasticfilesystem: "Backup DescribeTags",
    kms: "CreateGrant Decrypt DescribeKey GenerateDataKey GenerateDataKeyWithoutPlaintext ReEncryptFrom ReEncryptTo",
    rds:
      "AddTagsToResource CopyDBSnapshot CreateDBSnapshot DeleteDBInstanceAutomatedBackup DeleteDBSnapshot " +
      "DescribeDBInstances DescribeDBSnapshots ListTagsForResource ModifyDBInstance",
    tag: "GetResources",
  },
};
