import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { SchedulerSchedule } from "@cdktf/provider-aws/lib/scheduler-schedule";
import { SchedulerScheduleGroup } from "@cdktf/provider-aws/lib/scheduler-schedule-group";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { type Place, policyDocument } from "../cluster/policy";

// A task that could not be started at its minute would reach out of its window.
const LATEST_SECONDS = 5 * 60;
const RETRIES = 3;

export interface StarterProps extends Place {
  /** Of the schedule group. */
  readonly group: string;
  readonly roleName: string;
  readonly clusterArn: string;
  readonly clusterName: string;
  /** Families of the task definitions that are started. */
  readonly families: readonly string[];
  /** Roles that the tasks work with. */
  readonly passes: readonly string[];
  readonly subnetIds: readonly string[];
  /** Gets what could not be started; its key is for the starter to use. */
  readonly missed: { readonly arn: string; readonly kmsKeyArn: string };
}

export interface Start {
  readonly name: string;
  readonly cron: string;
  readonly timezone: string;
  readonly taskArn: string;
  readonly securityGroupId: string;
}

/** Starts tasks on Fargate at their minute, and puts aside what it could not start. */
export class Starter extends Construct {
  private readonly group: SchedulerScheduleGroup;
  private readonly role: IamRole;
  private readonly grants: ITerraformDependable[];

  constructor(
    scope: Construct,
    id: string,
    private readonly props: StarterProps,
  ) {
    super(scope, id);
    this.group = new SchedulerScheduleGroup(this, "group", { name: props.group });
    this.role = new IamRole(this, "role", { name: props.roleName, assumeRolePolicy: trust(props) });
    this.grants = [new IamRolePolicy(this, "policy", { role: this.role.name, policy: starts(props) })];
  }

  start(id: string, { name, cron, timezone, taskArn, securityGroupId }: Start): void {
    const { clusterArn, subnetIds, missed } = this.props;
    new SchedulerSchedule(this, id, {
      name,
      groupName: this.group.name,
      scheduleExpression: cron,
      scheduleExpressionTimezone: timezone,
      flexibleTimeWindow: { mode: "OFF" },
      target: {
        arn: clusterArn,
        roleArn: this.role.arn,
        ecsParameters: {
          taskDefinitionArn: taskArn,
          launchType: "FARGATE",
          taskCount: 1,
          enableEcsManagedTags: true,
          propagateTags: "TASK_DEFINITION",
          networkConfiguration: {
            subnets: [...subnetIds],
            securityGroups: [securityGroupId],
            assignPublicIp: false,
          },
        },
        retryPolicy: { maximumEventAgeInSeconds: LATEST_SECONDS, maximumRetryAttempts: RETRIES },
        deadLetterConfig: { arn: missed.arn },
      },
      dependsOn: this.grants,
    });
  }
}

/** https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html */
function trust({ region, accountId, group }: StarterProps): string {
  return policyDocument([
    {
      Sid: "SchedulesOfThisGroup",
      Effect: "Allow",
      Principal: { Service: "scheduler.amazonaws.com" },
      Action: "sts:AssumeRole",
      Condition: {
        StringEquals: {
          "aws:SourceAccount": accountId,
          "aws:SourceArn": `arn:aws:scheduler:${region}:${accountId}:schedule-group/${group}`,
        },
      },
    },
  ]);
}

/**
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/CWE_IAM_role.html
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html
 */
function starts(props: StarterProps): string {
  const { region, accountId, clusterName, missed } = props;
  const ecs = `arn:aws:ecs:${region}:${accountId}`;
  return policyDocument([
    {
      Sid: "Start",
      Effect: "Allow",
      Action: "ecs:RunTask",
      Resource: props.families.map((family) => `${ecs}:task-definition/${family}:*`),
      Condition: { ArnEquals: { "ecs:cluster": `${ecs}:cluster/${clusterName}` } },
    },
    {
      Sid: "TagWhatStarts",
      Effect: "Allow",
      Action: "ecs:TagResource",
      Resource: `${ecs}:task/${clusterName}/*`,
      Condition: { StringEquals: { "ecs:CreateAction": "RunTask" } },
    },
    {
      Sid: "LendRoles",
      Effect: "Allow",
      Action: "iam:PassRole",
      Resource: props.passes.map((role) => `arn:aws:iam::${accountId}:role/${role}`),
      Condition: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
    },
    { Sid: "PutAside", Effect: "Allow", Action: "sqs:SendMessage", Resource: missed.arn },
    {
      Sid: "EncryptWhatIsPutAside",
      Effect: "Allow",
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      Resource: missed.kmsKeyArn,
      Condition: { StringEquals: { "kms:ViaService": `sqs.${region}.amazonaws.com` } },
    },
  ]);
}
