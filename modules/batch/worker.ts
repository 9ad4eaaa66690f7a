import { EcsService } from "@cdktf/provider-aws/lib/ecs-service";
import { EcsTaskDefinition } from "@cdktf/provider-aws/lib/ecs-task-definition";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { containerDefinitions } from "./container";

// Spot gives two minutes; the rest is for the agent to hear of it and to report.
// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/spot-instance-termination-notices.html
const STOP_SECONDS = 90;
// A user that is not root, the same as owns the API's files.
const USER = "1000:1000";
const SCRATCH = "scratch";

export interface WorkerProps {
  /** Of the service and the task definition. */
  readonly name: string;
  readonly clusterArn: string;
  /** `<repository>@sha256:...`; it declares `VOLUME /tmp`. */
  readonly image: string;
  readonly architecture: "x86_64" | "arm64";
  /** 1,024 a vCPU. */
  readonly cpu: number;
  readonly memoryMiB: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly logs: { readonly groupName: string; readonly region: string };
  readonly roleArn: string;
  readonly executionRoleArn: string;
  readonly subnetIds: readonly string[];
  readonly securityGroupId: string;
  readonly capacityProvider: string;
  readonly after: readonly ITerraformDependable[];
}

/** Polls the queue with the API's image and its command `worker`; how many do so is decided by the backlog. */
export class Worker extends Construct {
  readonly serviceName: string;

  constructor(scope: Construct, id: string, props: WorkerProps) {
    super(scope, id);
    const task = this.task(props);
    this.serviceName = new EcsService(this, "service", {
      name: props.name,
      cluster: props.clusterArn,
      taskDefinition: task.arn,
      desiredCount: 0,
      capacityProviderStrategy: [{ capacityProvider: props.capacityProvider, weight: 1 }],
      // Few full machines, so that the others can go.
      orderedPlacementStrategy: [{ type: "binpack", field: "memory" }],
      networkConfiguration: {
        subnets: [...props.subnetIds],
        securityGroups: [props.securityGroupId],
        assignPublicIp: false,
      },
      // Without it, a strategy that somebody changed by hand is taken back by a new service.
      forceNewDeployment: true,
      deploymentCircuitBreaker: { enable: true, rollback: true },
      // No worker has to be there: above 0, ECS would wait for a replacement before it tells a worker on a machine that is
      // called back. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/container-instance-draining.html
      deploymentMinimumHealthyPercent: 0,
      deploymentMaximumPercent: 200,
      enableEcsManagedTags: true,
      enableExecuteCommand: false,
      propagateTags: "SERVICE",
      waitForSteadyState: false,
      lifecycle: { ignoreChanges: ["desired_count"] },
      dependsOn: [...props.after],
    }).name;
  }

  private task(props: WorkerProps): EcsTaskDefinition {
    return new EcsTaskDefinition(this, "task", {
      family: props.name,
      // Fargate's rules hold too, so that the same task can run there when there is no Spot machine to be had.
      requiresCompatibilities: ["EC2", "FARGATE"],
      networkMode: "awsvpc",
      cpu: String(props.cpu),
      memory: String(props.memoryMiB),
      runtimePlatform: {
        operatingSystemFamily: "LINUX",
        cpuArchitecture: props.architecture === "arm64" ? "ARM64" : "X86_64",
      },
      taskRoleArn: props.roleArn,
      executionRoleArn: props.executionRoleArn,
      volume: [{ name: SCRATCH }],
      // The circuit breaker goes back to the revision before: it must still be there.
      skipDestroy: true,
      containerDefinitions: containerDefinitions({
        name: "worker",
        image: props.image,
        command: ["worker"],
        user: USER,
        environment: props.environment,
        logs: props.logs,
        stopSeconds: STOP_SECONDS,
        writes: { root: false, volumes: { [SCRATCH]: "/tmp" } },
        dropCapabilities: ["ALL"],
      }),
    });
  }
}
