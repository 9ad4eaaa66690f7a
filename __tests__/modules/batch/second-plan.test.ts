import { Worker } from "../../../modules/batch/worker";
import { secondPlan } from "../../support/second-plan";

const ROLE = "arn:aws:iam::111111111111:role/shop";

/** A worker, and its container as ECS describes it: with everything that was left out, in an order of its own. */
const REPORTED = {
  image: `111111111111.dkr.ecr.us-west-2.amazonaws.com/shop/api@sha256:${"1".repeat(64)}`,
  name: "worker",
  cpu: 0,
  portMappings: [],
  essential: true,
  command: ["worker"],
  environment: [
    { name: "SECOND", value: "2" },
    { name: "FIRST", value: "1" },
  ],
  mountPoints: [{ sourceVolume: "scratch", containerPath: "/tmp", readOnly: false }],
  volumesFrom: [],
  linuxParameters: { capabilities: { add: [], drop: ["ALL"] }, initProcessEnabled: true },
  stopTimeout: 90,
  user: "1000:1000",
  readonlyRootFilesystem: true,
  systemControls: [],
  logConfiguration: {
    logDriver: "awslogs",
    options: {
      mode: "non-blocking",
      "awslogs-group": "/shop/worker",
      "awslogs-region": "us-west-2",
      "awslogs-stream-prefix": "worker",
    },
  },
};

const STRATEGY = [{ base: 0, capacity_provider: "shop-spot", weight: 1 }];
const SCRATCH = {
  name: "scratch",
  host_path: "",
  configure_at_launch: false,
  docker_volume_configuration: [],
  efs_volume_configuration: [],
  fsx_windows_file_server_volume_configuration: [],
};

const plan = (changes: object): ReturnType<typeof secondPlan> =>
  secondPlan(
    (stack) => {
      new Worker(stack, "worker", {
        name: "shop-worker",
        clusterArn: "arn:aws:ecs:us-west-2:111111111111:cluster/shop",
        image: REPORTED.image,
        architecture: "x86_64",
        cpu: 512,
        memoryMiB: 1024,
        environment: { FIRST: "1", SECOND: "2" },
        logs: { groupName: "/shop/worker", region: "us-west-2" },
        roleArn: ROLE,
        executionRoleArn: ROLE,
        subnetIds: ["subnet-1"],
        securityGroupId: "sg-1",
        capacityProvider: "shop-spot",
        after: [],
      });
    },
    {
      // Scaled out meanwhile.
      "worker/service": {
        desired_count: 7,
        iam_role: "",
        launch_type: "",
        capacity_provider_strategy: STRATEGY,
      },
      "worker/task": {
        volume: [SCRATCH],
        container_definitions: JSON.stringify([{ ...REPORTED, ...changes }]),
      },
    },
  );

test("once ECS has described the worker in its own words, and scaled it, there is nothing to change", async () => {
  expect(await plan({})).toEqual([]);
});

test("what somebody changed beside Terraform is changed back", async () => {
  const changed = await plan({ readonlyRootFilesystem: false });
  expect(changed.map(({ address }) => address)).toEqual(
    expect.arrayContaining([expect.stringMatching(/^aws_ecs_task_definition\./)]),
  );
});
