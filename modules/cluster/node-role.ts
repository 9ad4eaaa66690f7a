import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { awsManaged, policyDocument } from "./policy";

/** Credentials of pods for the pod identity agent, and images: whatever runs on a node has a role of its own. */
const MANAGED = {
  "pod-identity": "AmazonEKSWorkerNodeMinimalPolicy",
  images: "AmazonEC2ContainerRegistryPullOnly",
} as const;

/**
 * What a machine may do before any pod runs on it: join, fetch images, ask for the credentials of its pods. No shell
 * through Systems Manager: a node is replaced, not repaired.
 */
export class NodeRole extends Construct {
  readonly arn: string;
  readonly grants: ITerraformDependable[];

  constructor(scope: Construct, id: string, props: { readonly name: string }) {
    super(scope, id);
    const role = new IamRole(this, "role", { name: props.name, assumeRolePolicy: TRUST });
    this.arn = role.arn;
    this.grants = [
      ...Object.entries(MANAGED).map(
        ([purpose, policy]) =>
          new IamRolePolicyAttachment(this, purpose, { role: role.name, policyArn: awsManaged(policy) }),
      ),
      new IamRolePolicy(this, "join", { role: role.name, policy: JOIN }),
    ];
  }
}

const TRUST = policyDocument([
  { Sid: "Machines", Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" },
]);

// nodeadm names the node after the machine's private DNS name, which it asks EC2 for, and counts the addresses of types
// that it does not know. https://awslabs.github.io/amazon-eks-ami/nodeadm/doc/examples/
const JOIN = policyDocument([
  {
    Sid: "KnowItself",
    Effect: "Allow",
    Action: ["ec2:DescribeInstances", "ec2:DescribeInstanceTypes"],
    Resource: "*",
  },
]);
