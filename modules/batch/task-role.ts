import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { type Place, policyDocument, type PolicyStatement } from "../cluster/policy";

export interface TaskRoleProps extends Place {
  readonly name: string;
  readonly statements: readonly PolicyStatement[];
}

/** A role that ECS takes for tasks of this account and region, and for nobody else's. */
export class TaskRole extends Construct {
  readonly arn: string;
  readonly grants: ITerraformDependable[];

  constructor(scope: Construct, id: string, props: TaskRoleProps) {
    super(scope, id);
    const role = new IamRole(this, "role", { name: props.name, assumeRolePolicy: trust(props) });
    this.arn = role.arn;
    const policy = policyDocument(props.statements);
    this.grants = [new IamRolePolicy(this, "policy", { role: role.name, policy })];
  }
}

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html#create_task_iam_policy_and_role */
function trust({ region, accountId }: TaskRoleProps): string {
  return policyDocument([
    {
      Sid: "TasksOfThisRegion",
      Effect: "Allow",
      Principal: { Service: "ecs-tasks.amazonaws.com" },
      Action: "sts:AssumeRole",
      Condition: {
        StringEquals: { "aws:SourceAccount": accountId },
        ArnLike: { "aws:SourceArn": `arn:aws:ecs:${region}:${accountId}:*` },
      },
    },
  ]);
}

/** What ECS itself does before a container runs: fetch the image and open its log. */
export function startStatements(
  { region, accountId }: Place,
  starts: {
    readonly logGroupNames: readonly string[];
    /** Repositories of this account. */
    readonly repositories: readonly string[];
  },
): PolicyStatement[] {
  return [
    { Sid: "LogInToEcr", Effect: "Allow", Action: "ecr:GetAuthorizationToken", Resource: "*" },
    {
      Sid: "Pull",
      Effect: "Allow",
      Action: ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
      Resource: starts.repositories.map((name) => `arn:aws:ecr:${region}:${accountId}:repository/${name}`),
    },
    {
      Sid: "WriteLogs",
      Effect: "Allow",
      Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
      Resource: starts.logGroupNames.map(
        (name) => `arn:aws:logs:${region}:${accountId}:log-group:${name}:log-stream:*`,
      ),
    },
  ];
}
