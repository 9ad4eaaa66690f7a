import { type Attributes, resource } from "../../support/synthesis";
import { before } from "../cluster/stacks";
import { ACCOUNT, CLUSTER, container, development, production, secondRegion } from "./stacks";

const service = resource(production, "aws_ecs_service", "worker/service");
const task = resource(production, "aws_ecs_task_definition", "worker/task");

describe("the worker", () => {
  test("runs the API's image of its own region, by digest, with the command for jobs", () => {
    for (const [stack, region] of [
      [production, "us-west-2"],
      [secondRegion, "us-east-2"],
    ] as const) {
      const { image, command } = container(stack, "worker/task");
      expect(image).toMatch(
        new RegExp(
          `^${ACCOUNT}\\.dkr\\.ecr\\.${region}\\.amazonaws\\.com/mindscape/api@sha256:[0-9a-f]{64}$`,
        ),
      );
      expect(command).toEqual(["worker"]);
    }
  });

  test("is nobody special and writes to its scratch space alone", () => {
    const { user, privileged, readonlyRootFilesystem, linuxParameters, mountPoints } = container(
      production,
      "worker/task",
    );
    expect(user).toMatch(/^[1-9]\d*:[1-9]\d*$/);
    expect(privileged ?? false).toBe(false);
    expect(readonlyRootFilesystem).toBe(true);
    expect(linuxParameters).toMatchObject({ capabilities: { drop: ["ALL"] } });
    expect(mountPoints).toEqual([{ sourceVolume: "scratch", containerPath: "/tmp", readOnly: false }]);
    expect(task["volume"]).toEqual([{ name: "scratch" }]);
  });

  test("gets no shell from ECS", () => expect(service["enable_execute_command"]).toBe(false));

  test("is told where things are, and no secret", () => {
    const { environment } = container(production, "worker/task") as { environment: { name: string }[] };
    const names = environment.map(({ name }) => name);
    expect(names).toEqual([...names].sort());
    expect(names).toEqual(expect.arrayContaining(["QUEUE_URL", "DATABASE_HOST", "CACHE_HOST", "TABLE_NAME"]));
    expect(names.filter((name) => /PASSWORD|SECRET|TOKEN/.test(name))).toEqual([]);
    expect(container(production, "worker/task")["secrets"]).toBeUndefined();
  });

  test("hears of its end early enough for Spot's two minutes", () => {
    const { stopTimeout } = container(production, "worker/task");
    expect(stopTimeout).toBeGreaterThanOrEqual(30);
    expect(stopTimeout).toBeLessThan(120);
    // Above 0, ECS would look for a replacement first.
    expect(service["deployment_minimum_healthy_percent"]).toBe(0);
    // At 100 a single worker could not be replaced.
    expect(service["deployment_maximum_percent"]).toBeGreaterThanOrEqual(200);
  });

  test("is undone when a new image does not start, to a revision that is still there", () => {
    expect(service["deployment_circuit_breaker"]).toEqual({ enable: true, rollback: true });
    expect(task["skip_destroy"]).toBe(true);
  });

  test("is there in numbers that Terraform leaves alone, from zero", () => {
    expect(service["desired_count"]).toBe(0);
    expect(service["lifecycle"]).toEqual({ ignore_changes: ["desired_count"] });
  });

  test("fills machines before it asks for others, on Spot", () => {
    expect(service["capacity_provider_strategy"]).toEqual([
      { capacity_provider: expect.stringContaining("aws_ecs_capacity_provider") as string, weight: 1 },
    ]);
    expect(service["ordered_placement_strategy"]).toEqual([{ type: "binpack", field: "memory" }]);
    expect(service["launch_type"]).toBeUndefined();
  });

  test("passes its tags on and has no public address", () => {
    expect(service["propagate_tags"]).toBe("SERVICE");
    expect(service["network_configuration"]).toMatchObject({ assign_public_ip: false });
  });

  test("starts after its log, its rights and its cluster's providers", () => {
    const earlier = before(production, "aws_ecs_service", "worker/service");
    for (const path of [
      "worker-logs",
      "worker-role/policy",
      "execution-role/policy",
      "spot/providers",
      "cluster/cluster",
    ]) {
      expect(earlier).toContain(path);
    }
  });
});

describe("its number", () => {
  const target = resource(production, "aws_appautoscaling_target", "worker-scaling/target");

  test("goes from none to what the configuration says, in both regions", () => {
    expect(target).toMatchObject({ min_capacity: 0, max_capacity: 20, service_namespace: "ecs" });
    expect(target["resource_id"]).toMatch(
      new RegExp(`^service/${CLUSTER}/\\$\\{aws_ecs_service\\.\\w+\\.name\\}$`),
    );
    const other = resource(secondRegion, "aws_appautoscaling_target", "worker-scaling/target");
    expect(other["max_capacity"]).toBe(20);
    expect(resource(development, "aws_appautoscaling_target", "worker-scaling/target")["max_capacity"]).toBe(
      2,
    );
  });

  test.each([
    [1, 1],
    [9, 1],
    [10, 10],
    [5000, 10],
  ])("with %i jobs waiting grows by %i", (waiting, expected) => {
    expect(change("waiting", "out", waiting)).toBe(expected);
  });

  test("with nothing waiting does not grow", () => expect(change("waiting", "out", 0)).toBe("no alarm"));

  test.each([
    [0, -20],
    [0.5, -1],
  ])("with %d (nothing to do, jobs in hand) shrinks by %i", (busy, expected) => {
    expect(change("quiet", "in", busy)).toBe(expected);
  });

  test("with jobs waiting does not shrink", () => expect(change("quiet", "in", 1)).toBe("no alarm"));

  test("tells apart by both of SQS's numbers whether anything is to do", () => {
    const { metric_query: queries } = alarm("quiet") as {
      metric_query: { id: string; expression?: string; metric?: Attributes; return_data: boolean }[];
    };
    expect(
      Object.fromEntries(queries.flatMap(({ id, metric }) => (metric ? [[id, metric["metric_name"]]] : []))),
    ).toEqual({
      waiting: "ApproximateNumberOfMessagesVisible",
      running: "ApproximateNumberOfMessagesNotVisible",
    });
    expect(queries.find(({ return_data: returned }) => returned)?.expression).toBe(
      "IF(waiting > 0, 1, IF(running > 0, 0.5, 0))",
    );
    for (const { metric } of queries) {
      if (metric)
        expect(metric).toMatchObject({
          namespace: "AWS/SQS",
          dimensions: { QueueName: expect.anything() as unknown },
        });
    }
  });

  test("shrinks only after minutes of quiet, and not for want of data", () => {
    expect(alarm("quiet")["evaluation_periods"]).toBe(5);
    for (const name of ["waiting", "quiet"]) expect(alarm(name)["treat_missing_data"]).toBe("notBreaching");
  });
});

function alarm(name: string): Attributes {
  return resource(production, "aws_cloudwatch_metric_alarm", `worker-scaling/${name}`);
}

interface Step {
  readonly metric_interval_lower_bound?: string;
  readonly metric_interval_upper_bound?: string;
  readonly scaling_adjustment: number;
}

/** What step scaling does once the alarm sees `value`; a lower bound is in its step, an upper one is not, below 0 the reverse. */
function change(alarmName: string, policy: string, value: number): number | "no alarm" {
  const { threshold, comparison_operator: operator } = alarm(alarmName) as Record<string, number | string>;
  const breaches = operator === "LessThanThreshold" ? value < Number(threshold) : value >= Number(threshold);
  if (!breaches) return "no alarm";
  const { step_scaling_policy_configuration: configuration } = resource(
    production,
    "aws_appautoscaling_policy",
    `worker-scaling/${policy}`,
  ) as { step_scaling_policy_configuration: { adjustment_type: string; step_adjustment: Step[] } };
  expect(configuration.adjustment_type).toBe("ChangeInCapacity");
  const difference = value - Number(threshold);
  const matching = configuration.step_adjustment.filter((step) => {
    const lower = Number(step.metric_interval_lower_bound ?? -Infinity);
    const upper = Number(step.metric_interval_upper_bound ?? Infinity);
    return difference >= 0
      ? difference >= lower && difference < upper
      : difference > lower && difference <= upper;
  });
  expect(matching).toHaveLength(1);
  return matching[0]!.scaling_adjustment;
}
