import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { awsManaged, policyDocument } from "./policy";

export interface ClusterRoleProps {
  readonly name: string;
  readonly accountId: string;
  readonly clusterArn: string;
  /** Of the key that encrypts the cluster's secrets. */
  readonly kmsKeyArn: string;
}

/** What the control plane may do in the account. https://docs.aws.amazon.com/eks/latest/userguide/cluster-iam-role.html */
export class ClusterRole extends Construct {
  readonly arn: string;
  /** The cluster needs them from its first to its last minute. */
  readonly grants: ITerraformDependable[];

  constructor(scope: Construct, id: string, props: ClusterRoleProps) {
    super(scope, id);
    const role = new IamRole(this, "role", { name: props.name, assumeRolePolicy: trust(props) });
    this.arn = role.arn;
    this.grants = [
      new IamRolePolicyAttachment(this, "control-plane", {
        role: role.name,
        policyArn: awsManaged("AmazonEKSClusterPolicy"),
      }),
      new IamRolePolicy(this, "secrets-key", { role: role.name, policy: usesKey(props.kmsKeyArn) }),
    ];
  }
}

function trust({ accountId, clusterArn }: ClusterRoleProps): string {
  return policyDocument([
    {
      Sid: "ControlPlane",
      Effect: "Allow",
      Principal: { Service: "eks.amazonaws.com" },
      Action: "sts:AssumeRole",
      // https://docs.aws.amazon.com/eks/latest/userguide/cross-service-confused-deputy-prevention.html
      Condition: {
        StringEquals: { "aws:SourceAccount": accountId },
        ArnLike: { "aws:SourceArn": clusterArn },
      },
    },
  ]);
}

/** EKS works with a grant of whoever creates the cluster; describing and renewing it is the role's. */
function usesKey(kmsKeyArn: string): string {
  return policyDocument([
    {
      Sid: "EncryptSecrets",
      Effect: "Allow",
      Action: ["kms:Encrypt", "kms:Decrypt", "kms:DescribeKey", "kms:ListGrants"],
      Resource: kmsKeyArn,
    },
  ]);
}
