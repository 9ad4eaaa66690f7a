import type { PolicyStatement } from "../policy";

/**
 * `AmazonEBSCSIDriverPolicyV2` says what the driver may do with volumes that it made; this lets it encrypt them with our key.
 * https://github.com/kubernetes-sigs/aws-ebs-csi-driver/blob/master/docs/install.md#installation-1
 */
export function ebsCsiStatements(kmsKeyArn: string): PolicyStatement[] {
  return [
    {
      Sid: "EncryptVolumes",
      Effect: "Allow",
      Action: ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"],
      Resource: kmsKeyArn,
    },
    {
      Sid: "LetVolumesUseTheKey",
      Effect: "Allow",
      Action: "kms:CreateGrant",
      Resource: kmsKeyArn,
      Condition: { Bool: { "kms:GrantIsForAWSResource": "true" } },
    },
  ];
}
