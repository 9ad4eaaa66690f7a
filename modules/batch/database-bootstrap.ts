import { readFileSync } from "node:fs";
import { join } from "node:path";
import { EcsTaskDefinition } from "@cdktf/provider-aws/lib/ecs-task-definition";
import { Construct } from "constructs";
import type { Place, PolicyStatement } from "../cluster/policy";
import { containerDefinitions } from "./container";
import { installs, TOOLS_ARCHITECTURE, TOOLS_DROP_CAPABILITIES, TOOLS_IMAGE } from "./toolbox";

const INSTALL = installs(["awscli-2", "postgresql17"]);
const SCRIPT = readFileSync(join(__dirname, "scripts", "database-bootstrap.sh"), "utf8");
const CONNECT = { tries: 60, pauseSeconds: 5 } as const;
const TASK = { cpu: 512, memoryMiB: 1024, stopSeconds: 30 } as const;

export interface DatabaseBootstrapProps {
  /** Of the task definition. */
  readonly name: string;
  readonly database: {
    readonly instance: string;
    readonly host: string;
    readonly port: number;
    readonly name: string;
    readonly master: string;
  };
  readonly logs: { readonly groupName: string; readonly region: string };
  readonly roleArn: string;
  readonly executionRoleArn: string;
}

/**
 * A task that nobody runs by itself: it makes the database's users, and opens the database when everything else fails.
 * Installing what it needs takes root; it lives for minutes, on a machine of its own.
 */
export class DatabaseBootstrap extends Construct {
  constructor(scope: Construct, id: string, props: DatabaseBootstrapProps) {
    super(scope, id);
    const { database, logs } = props;
    new EcsTaskDefinition(this, "task", {
      family: props.name,
      requiresCompatibilities: ["FARGATE"],
      networkMode: "awsvpc",
      cpu: String(TASK.cpu),
      memory: String(TASK.memoryMiB),
      runtimePlatform: { operatingSystemFamily: "LINUX", cpuArchitecture: TOOLS_ARCHITECTURE },
      taskRoleArn: props.roleArn,
      executionRoleArn: props.executionRoleArn,
      containerDefinitions: containerDefinitions({
        name: "database-bootstrap",
        image: TOOLS_IMAGE,
        command: ["/bin/bash", "-c", `set -e\n${INSTALL}\n${SCRIPT}`],
        user: "0:0",
        environment: {
          AWS_REGION: logs.region,
          DATABASE_INSTANCE: database.instance,
          DATABASE_HOST: database.host,
          DATABASE_PORT: String(database.port),
          DATABASE_NAME: database.name,
          DATABASE_MASTER: database.master,
          CONNECT_TRIES: String(CONNECT.tries),
          CONNECT_PAUSE: String(CONNECT.pauseSeconds),
        },
        logs,
        stopSeconds: TASK.stopSeconds,
        writes: { root: true, volumes: {} },
        dropCapabilities: TOOLS_DROP_CAPABILITIES,
      }),
    });
  }
}

/** What the script asks AWS for, about one instance. */
export function bootstrapStatements({ region, accountId }: Place, instance: string): PolicyStatement[] {
  return [
    {
      Sid: "BecomeMaster",
      Effect: "Allow",
      Action: ["rds:DescribeDBInstances", "rds:ModifyDBInstance"],
      Resource: `arn:aws:rds:${region}:${accountId}:db:${instance}`,
    },
    { Sid: "InventPassword", Effect: "Allow", Action: "secretsmanager:GetRandomPassword", Resource: "*" },
  ];
}
