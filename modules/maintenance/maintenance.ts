import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { Construct } from "constructs";
import { closeToPlainText, queueArn } from "../batch/job-queue";
import { TaskRole } from "../batch/task-role";
import type { Place } from "../cluster/policy";
import { Deaths } from "./deaths";
import { Starter } from "./starter";
import { type Targets, taskStatements } from "./statements";
import { MaintenanceTask } from "./task";
import { type Task, TASKS } from "./tasks";

// SQS's longest: an alarm tells as long as something is in it.
const KEEP_MISSED_SECONDS = 14 * 24 * 60 * 60;

export interface MaintenanceProps extends Place {
  /** For a person: which environment and region a report is about. */
  readonly title: string;
  readonly names: {
    /** Of task definitions and schedules. */
    readonly tasks: Readonly<Record<Task, string>>;
    readonly roles: Readonly<Record<Task, string>>;
    readonly starterRole: string;
    readonly scheduleGroup: string;
    readonly missedQueue: string;
    readonly deathsRule: string;
  };
  readonly times: Readonly<
    Record<Task, { readonly cron: string; readonly timezone: string; readonly minutes: number }>
  >;
  /** `YYYY-MM-DD`, both included. */
  readonly freezes: readonly { readonly from: string; readonly to: string; readonly why: string }[];
  readonly cluster: { readonly arn: string; readonly name: string };
  readonly subnetIds: readonly string[];
  readonly securityGroupIds: {
    /** Reaches the database. */
    readonly database: string;
    /** Reaches AWS and nothing else. */
    readonly aws: string;
  };
  readonly execution: { readonly name: string; readonly arn: string };
  readonly logGroup: string;
  readonly topic: { readonly arn: string; readonly kmsKeyArn: string };
  readonly queueKeyArn: string;
  readonly targets: Targets;
}

/**
 * What keeps a region well, week by week: patches, add-ons, a tidy database, and the proof that logs end. Each task tells how it
 * went; what died before it could tell, or was never started, is told by AWS.
 */
export class Maintenance extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: MaintenanceProps,
  ) {
    super(scope, id);
    const { region, accountId, names, cluster, times, securityGroupIds } = props;
    const families = Object.values(names.tasks);
    const starter = new Starter(this, "starter", {
      region,
      accountId,
      group: names.scheduleGroup,
      roleName: names.starterRole,
      clusterArn: cluster.arn,
      clusterName: cluster.name,
      families,
      passes: [...Object.values(names.roles), props.execution.name],
      subnetIds: props.subnetIds,
      missed: this.missed(),
    });
    for (const task of TASKS) {
      starter.start(task, {
        ...times[task],
        name: names.tasks[task],
        taskArn: this.task(task),
        securityGroupId: task === "database-optimization" ? securityGroupIds.database : securityGroupIds.aws,
      });
    }
    new Deaths(this, "deaths", {
      region,
      accountId,
      ruleName: names.deathsRule,
      clusterName: cluster.name,
      families,
      title: props.title,
      logGroup: props.logGroup,
      topicArn: props.topic.arn,
    });
  }

  private missed(): { readonly arn: string; readonly kmsKeyArn: string } {
    const { names, queueKeyArn: kmsKeyArn } = this.props;
    const arn = queueArn(this.props, names.missedQueue);
    const queue = new SqsQueue(this, "missed", {
      name: names.missedQueue,
      kmsMasterKeyId: kmsKeyArn,
      messageRetentionSeconds: KEEP_MISSED_SECONDS,
    });
    closeToPlainText(this, "missed-policy", { url: queue.url, arn });
    return { arn, kmsKeyArn };
  }

  private task(task: Task): string {
    const { names, targets, topic, execution, region } = this.props;
    const role = new TaskRole(this, `${task}-role`, {
      ...this.props,
      name: names.roles[task],
      statements: taskStatements(task, this.props, targets, topic),
    });
    return new MaintenanceTask(this, task, {
      name: names.tasks[task],
      task,
      environment: this.environment(task),
      logs: { groupName: this.props.logGroup, region },
      roleArn: role.arn,
      executionRoleArn: execution.arn,
    }).arn;
  }

  private environment(task: Task): Record<string, string> {
    const { region, accountId, title, topic, freezes, times, targets } = this.props;
    const { database, hosts } = targets;
    const own: Readonly<Record<Task, Record<string, string>>> = {
      "security-patches": {
        CLUSTER: targets.eksCluster,
        DATABASES: targets.databases.join(" "),
        HOSTS: hosts.group,
        HOST_IMAGE: hosts.imageParameter,
      },
      "dependency-updates": {
        CLUSTER: targets.eksCluster,
        REPOSITORY: targets.repository,
        WORKER_DIGEST: targets.workerDigest,
      },
      "database-optimization": {
        DATABASE_HOST: database.host,
        DATABASE_PORT: String(database.port),
        DATABASE_NAME: database.name,
        DATABASE_USER: database.user,
      },
      "log-rotation": {},
    };
    return {
      ACCOUNT_ID: accountId,
      AWS_REGION: region,
      FREEZES: JSON.stringify(freezes),
      MINUTES: String(times[task].minutes),
      PLACE: title,
      TOPIC_ARN: topic.arn,
      ...own[task],
    };
  }
}
