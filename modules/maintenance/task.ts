import { EcsTaskDefinition } from "@cdktf/provider-aws/lib/ecs-task-definition";
import { Construct } from "constructs";
import { containerDefinitions } from "../batch/container";
import { installs, TOOLS_ARCHITECTURE, TOOLS_DROP_CAPABILITIES, TOOLS_IMAGE } from "../batch/toolbox";
import { packagesOf, programOf, type Task } from "./tasks";

const SIZE = { cpu: 512, memoryMiB: 1024 } as const;
// To tell that it was told to stop.
const STOP_SECONDS = 60;

export interface MaintenanceTaskProps {
  /** Of the task definition. */
  readonly name: string;
  readonly task: Task;
  readonly environment: Readonly<Record<string, string>>;
  readonly logs: { readonly groupName: string; readonly region: string };
  readonly roleArn: string;
  readonly executionRoleArn: string;
}

/** A task of minutes on Fargate, whose program is the file of its name in `scripts`. */
export class MaintenanceTask extends Construct {
  /** With its revision. */
  readonly arn: string;

  constructor(scope: Construct, id: string, props: MaintenanceTaskProps) {
    super(scope, id);
    const { task, logs } = props;
    this.arn = new EcsTaskDefinition(this, "task", {
      family: props.name,
      requiresCompatibilities: ["FARGATE"],
      networkMode: "awsvpc",
      cpu: String(SIZE.cpu),
      memory: String(SIZE.memoryMiB),
      runtimePlatform: { operatingSystemFamily: "LINUX", cpuArchitecture: TOOLS_ARCHITECTURE },
      taskRoleArn: props.roleArn,
      executionRoleArn: props.executionRoleArn,
      containerDefinitions: containerDefinitions({
        name: task,
        image: TOOLS_IMAGE,
        command: ["/bin/bash", "-c", commandOf(task)],
        user: "0:0",
        environment: props.environment,
        logs,
        stopSeconds: STOP_SECONDS,
        writes: { root: true, volumes: {} },
        dropCapabilities: TOOLS_DROP_CAPABILITIES,
      }),
    }).arn;
  }
}

/** Python takes the shell's place, so that it hears when the task has to stop. */
function commandOf(task: Task): string {
  return `set -e\n${installs(packagesOf(task))}\nexec python3 - <<'PROGRAM'\n${programOf(task)}PROGRAM\n`;
}
