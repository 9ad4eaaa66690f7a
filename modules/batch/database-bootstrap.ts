import { readFileSync } from "node:fs";
import { join } from "node:path";
import { EcsTaskDefinition } from "@cdktf/provider-aws/lib/ecs-task-definition";
import { Construct } from "constructs";
import type { Place, PolicyStatement } from "../cluster/policy";
import { containerDefinitions } from "./container";

// AWS's own Amazon Linux 2023, of 2026-09-29, for both architectures. https://gallery.ecr.aws/amazonlinux/amazonlinux
const IMAGE =
  "public.ecr.aws/amazonlinux/amazonlinux@sha256:12052e9b5d3fd85769abbdd863dd038e1890c9ace31d5fdbe1afa78eda97d061";
// From the repository of the image's own release, which does not change, signed by AWS.
// https://docs.aws.amazon.com/linux/al2023/ug/deterministic-upgrades.html
const INSTALL =
  "dnf --quiet --assumeyes --setopt=install_weak_deps=False --releasever=\"$(rpm -q --qf '%{VERSION}' system-release)\" install awscli-2 postgresql17 >/dev/null";
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
      runtimePlatform: { operatingSystemFamily: "LINUX", cpuArchitecture: "X86_64" },
      taskRoleArn: props.roleArn,
      executionRoleArn: props.executionRoleArn,
      containerDefinitions: containerDefinitions({
        name: "database-bootstrap",
        image: IMAGE,
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
        dropCapabilities: ["MKNOD", "NET_BIND_SERVICE", "NET_RAW"],
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
