import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { awsManaged, policyDocument, type PolicyStatement } from "./policy";
import type { ServiceAccount } from "./service-accounts";

export interface PodRoleProps {
  readonly name: string;
  readonly clusterArn: string;
  readonly account: ServiceAccount;
  /** Names of policies that AWS maintains. */
  readonly managed?: readonly string[];
  readonly statements?: readonly PolicyStatement[];
}

/** A role that pods of one service account in one cluster take, and nobody else. */
export class PodRole extends Construct {
  readonly arn: string;
  readonly serviceAccount: string;
  /** Pods that start before them are refused. */
  readonly grants: ITerraformDependable[];

  constructor(scope: Construct, id: string, props: PodRoleProps) {
    super(scope, id);
    const { managed = [], statements = [] } = props;
    const role = new IamRole(this, "role", { name: props.name, assumeRolePolicy: trust(props) });
    this.arn = role.arn;
    this.serviceAccount = props.account.name;
    this.grants = managed.map(
      (policy) =>
        new IamRolePolicyAttachment(this, policy, { role: role.name, policyArn: awsManaged(policy) }),
    );
    if (statements.length > 0) {
      const policy = policyDocument(statements);
      this.grants.push(new IamRolePolicy(this, "policy", { role: role.name, policy }));
    }
  }
}

/**
 * EKS says in session tags for whom it takes the role.
 * https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html
 * https://docs.aws.amazon.com/eks/latest/userguide/pod-id-abac.html
 */
function trust({ clusterArn, account }: PodRoleProps): string {
  return policyDocument([
    {
      Sid: "PodsOfOneServiceAccount",
      Effect: "Allow",
      Principal: { Service: "pods.eks.amazonaws.com" },
      Action: ["sts:AssumeRole", "sts:TagSession"],
      Condition: {
        StringEquals: {
          "aws:RequestTag/eks-cluster-arn": clusterArn,
          "aws:RequestTag/kubernetes-namespace": account.namespace,
          "aws:RequestTag/kubernetes-service-account": account.name,
        },
      },
    },
  ]);
}
