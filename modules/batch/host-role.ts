import { IamInstanceProfile } from "@cdktf/provider-aws/lib/iam-instance-profile";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { type Place, policyDocument } from "../cluster/policy";

export interface HostRoleProps extends Place {
  /** Of the role and the instance profile. */
  readonly name: string;
  readonly clusterName: string;
}

/**
 * What a machine may do: join its cluster and report what runs on it. Images and logs belong to the tasks' execution role,
 * and there is no shell: a machine is replaced, not repaired. AWS's own AmazonEC2ContainerServiceforEC2Role could join any
 * cluster, pull any image and write any log.
 */
export class HostRole extends Construct {
  readonly profileArn: string;
  readonly grants: ITerraformDependable[];

  constructor(scope: Construct, id: string, props: HostRoleProps) {
    super(scope, id);
    const role = new IamRole(this, "role", { name: props.name, assumeRolePolicy: TRUST });
    this.profileArn = new IamInstanceProfile(this, "profile", { name: props.name, role: role.name }).arn;
    this.grants = [new IamRolePolicy(this, "join", { role: role.name, policy: joins(props) })];
  }
}

const TRUST = policyDocument([
  { Sid: "Machines", Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" },
]);

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html */
function joins({ region, accountId, clusterName }: HostRoleProps): string {
  const ecs = `arn:aws:ecs:${region}:${accountId}`;
  return policyDocument([
    { Sid: "FindEcs", Effect: "Allow", Action: "ecs:DiscoverPollEndpoint", Resource: "*" },
    {
      Sid: "JoinAndReport",
      Effect: "Allow",
      Action: [
        "ecs:RegisterContainerInstance",
        "ecs:DeregisterContainerInstance",
        "ecs:SubmitAttachmentStateChanges",
        "ecs:SubmitContainerStateChange",
        "ecs:SubmitTaskStateChange",
      ],
      Resource: `${ecs}:cluster/${clusterName}`,
    },
    {
      Sid: "TakeWork",
      Effect: "Allow",
      Action: ["ecs:Poll", "ecs:StartTelemetrySession", "ecs:UpdateContainerInstancesState"],
      Resource: `${ecs}:container-instance/${clusterName}/*`,
    },
  ]);
}
