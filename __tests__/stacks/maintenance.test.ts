import { MAINTENANCE_PLAN } from "../../config/maintenance";
import { TASKS } from "../../modules/maintenance/tasks";
import { evaluate } from "../support/policy";
import { type Attributes, resource, resources, type StackJson, synthesis } from "../support/synthesis";

const real = synthesis();
const stacks = real.stacks.filter((id) => id.endsWith("-batch"));
const ACCOUNT = "333333333333";
const HOME = real.json("production-us-west-2-batch");
const OTHER = real.json("production-us-east-2-batch");

const schedules = (stack: StackJson) => [...resources(stack, "aws_scheduler_schedule").values()];
const target = (schedule: Attributes) => schedule["target"] as Record<string, Record<string, unknown>>;

/** Minutes of the week of `cron(m h ? * DAY *)`. */
function begins(schedule: Attributes): { day: string; minute: number } {
  const parts = /^cron\((\d+) (\d+) \? \* (\w+) \*\)$/.exec(String(schedule["schedule_expression"]));
  if (parts === null) throw new Error(`${String(schedule["schedule_expression"])} is not weekly`);
  return { day: parts[3]!, minute: Number(parts[2]) * 60 + Number(parts[1]) };
}

test.each(stacks)("%s begins and ends its four tasks within its region's hour of Sunday, UTC", (id) => {
  const found = schedules(real.json(id));
  expect(found).toHaveLength(TASKS.length);
  const hour = id.includes("us-west-2") ? 3 : 2;
  for (const schedule of found) {
    const { day, minute } = begins(schedule);
    const task = TASKS.find((name) => String(schedule["name"]).endsWith(name))!;
    expect(day).toBe("SUN");
    expect(schedule["schedule_expression_timezone"]).toBe("UTC");
    expect(schedule["flexible_time_window"]).toEqual({ mode: "OFF" });
    expect(minute).toBeGreaterThanOrEqual(hour * 60);
    expect(minute + MAINTENANCE_PLAN.tasks[task].minutes).toBeLessThanOrEqual((hour + 1) * 60);
    const { retry_policy: retry } = target(schedule);
    // Late is worse than never.
    expect(retry?.["maximum_event_age_in_seconds"]).toBeLessThanOrEqual(300);
  }
});

test.each(stacks)("%s tells about each task that is not started, and each that dies", (id) => {
  const stack = real.json(id);
  const [environment, region] = [id.split("-")[0]!, id.includes("us-west-2") ? "us-west-2" : "us-east-2"];
  const queue = resource(stack, "aws_sqs_queue", "maintenance/missed");
  for (const schedule of schedules(stack)) {
    expect(target(schedule)["dead_letter_config"]?.["arn"]).toMatch(new RegExp(`:${String(queue["name"])}$`));
  }
  const topic = new RegExp(`^arn:aws:sns:${region}:\\d{12}:mindscape-${environment}-ticket$`);
  const rule = resource(stack, "aws_cloudwatch_event_rule", "maintenance/deaths/rule");
  const { detail } = JSON.parse(String(rule["event_pattern"])) as {
    detail: { taskDefinitionArn: { prefix: string }[]; containers: { exitCode: unknown[] } };
  };
  const families = [...resources(stack, "aws_ecs_task_definition")]
    .filter(([path]) => path.startsWith("maintenance/"))
    .map(([, { family }]) => String(family));
  expect(families).toHaveLength(TASKS.length);
  for (const family of families) {
    expect(detail.taskDefinitionArn.some(({ prefix }) => prefix.endsWith(`/${family}:`))).toBe(true);
  }
  expect(detail.containers.exitCode).toEqual([{ "anything-but": [0, 10] }, { exists: false }]);
  expect(resource(stack, "aws_cloudwatch_event_target", "maintenance/deaths/topic")["arn"]).toMatch(topic);
  const alarms = resources(stack, "aws_cloudwatch_metric_alarm").get("maintenance-not-started/alarm");
  if (environment === "development") expect(alarms).toBeUndefined();
  else {
    expect(alarms?.["dimensions"]).toEqual({ QueueName: queue["name"] });
    expect(alarms?.["alarm_actions"]).toEqual([expect.stringMatching(topic)]);
  }
});

function may(path: string, action: string, on: string, context: Record<string, string> = {}): string {
  const { policy } = resource(HOME, "aws_iam_role_policy", `maintenance/${path}/policy`);
  const readable = String(policy).replace(/\$\{[^}]*\}/g, (found) => found.replaceAll('"', "'"));
  return evaluate(readable, { action, resource: on, context });
}

test.each(TASKS)("%s may tell the ticket topic, and no other", (task) => {
  const topic = `arn:aws:sns:us-west-2:${ACCOUNT}:mindscape-production`;
  expect(may(`${task}-role`, "sns:Publish", `${topic}-ticket`)).toBe("allow");
  expect(may(`${task}-role`, "sns:Publish", `${topic}-page`)).toBe("none");
});

test("patches reach the region's databases, nodes and batch machines, and change nothing else about them", () => {
  const role = "security-patches-role";
  const database = `arn:aws:rds:us-west-2:${ACCOUNT}:db:mindscape-production`;
  const nodes = `arn:aws:eks:us-west-2:${ACCOUNT}:nodegroup/mindscape-production/system-1/2`;
  for (const name of [database, `${database}-replica-1`]) {
    expect(may(role, "rds:ApplyPendingMaintenanceAction", name)).toBe("allow");
  }
  expect(may(role, "rds:ModifyDBInstance", database)).toBe("none");
  expect(may(role, "eks:UpdateNodegroupVersion", nodes)).toBe("allow");
  expect(may(role, "eks:UpdateNodegroupConfig", nodes)).toBe("none");
  expect(may(role, "eks:UpdateClusterVersion", nodes)).toBe("none");
  const group = `arn:aws:autoscaling:us-west-2:${ACCOUNT}:autoScalingGroup:1:autoScalingGroupName/mindscape-production`;
  expect(may(role, "autoscaling:StartInstanceRefresh", `${group}-spot`)).toBe("allow");
  expect(may(role, "autoscaling:StartInstanceRefresh", `${group}-other`)).toBe("none");
  const template = `arn:aws:ec2:us-west-2:${ACCOUNT}:launch-template/lt-1`;
  expect(may(role, "ec2:RunInstances", "*", { "ec2:LaunchTemplate": template })).toBe("allow");
  expect(may(role, "ec2:RunInstances", "*")).toBe("none");
});

test("updates raise add-ons and scan the one repository, and push nothing", () => {
  const role = "dependency-updates-role";
  const addon = `arn:aws:eks:us-west-2:${ACCOUNT}:addon/mindscape-production/coredns/1`;
  const repository = `arn:aws:ecr:us-west-2:${ACCOUNT}:repository/mindscape/api`;
  expect(may(role, "eks:UpdateAddon", addon)).toBe("allow");
  expect(may(role, "eks:DeleteAddon", addon)).toBe("none");
  expect(may(role, "ecr:StartImageScan", repository)).toBe("allow");
  expect(may(role, "ecr:PutImage", repository)).toBe("none");
});

test("the database is entered as maintenance alone", () => {
  const { policy } = resource(HOME, "aws_iam_role_policy", "maintenance/database-optimization-role/policy");
  const users = String(policy).match(/:dbuser:[^"]*"?[^"]*\/(\w+)"/g);
  expect(users).toHaveLength(1);
  expect(users?.[0]).toMatch(/\/maintenance"$/);
});

test("the proof about logs reads no line and no object", () => {
  for (const action of [
    "logs:GetLogEvents",
    "logs:FilterLogEvents",
    "s3:GetObject",
    "s3:PutLifecycleConfiguration",
  ]) {
    expect(may("log-rotation-role", action, "arn:aws:s3:::mindscape-production-logs")).toBe("none");
  }
  expect(may("log-rotation-role", "s3:GetLifecycleConfiguration", "arn:aws:s3:::any-logs")).toBe("allow");
});

describe("what starts the tasks", () => {
  const ecs = `arn:aws:ecs:us-west-2:${ACCOUNT}`;
  const ours = { "ecs:cluster": `${ecs}:cluster/mindscape-production` };
  const toTasks = { "iam:PassedToService": "ecs-tasks.amazonaws.com" };

  test("runs the four, in their cluster, and lends their roles to ECS alone", () => {
    for (const task of TASKS) {
      const definition = `${ecs}:task-definition/mindscape-production-${task}:7`;
      const role = `arn:aws:iam::${ACCOUNT}:role/mindscape-production-us-west-2-${task}`;
      expect(may("starter", "ecs:RunTask", definition, ours)).toBe("allow");
      expect(may("starter", "ecs:RunTask", definition)).toBe("none");
      expect(may("starter", "iam:PassRole", role, toTasks)).toBe("allow");
      expect(may("starter", "iam:PassRole", role)).toBe("none");
    }
    const bootstrap = `${ecs}:task-definition/mindscape-production-database-bootstrap:1`;
    expect(may("starter", "ecs:RunTask", bootstrap, ours)).toBe("none");
  });

  test("is trusted for its own schedules", () => {
    const trust = String(resource(HOME, "aws_iam_role", "maintenance/starter/role")["assume_role_policy"]);
    const asked = (source: string) =>
      evaluate(trust, {
        principal: { Service: "scheduler.amazonaws.com" },
        action: "sts:AssumeRole",
        context: { "aws:SourceAccount": ACCOUNT, "aws:SourceArn": source },
      });
    const groups = `arn:aws:scheduler:us-west-2:${ACCOUNT}:schedule-group`;
    expect(asked(`${groups}/mindscape-production-maintenance`)).toBe("allow");
    expect(asked(`${groups}/default`)).toBe("none");
  });
});

test("both regions have the same tasks, each for its own databases", () => {
  const databases = (stack: StackJson): string => {
    const { container_definitions: text } = resource(
      stack,
      "aws_ecs_task_definition",
      "maintenance/security-patches/task",
    );
    return /"DATABASES","value":"([^"]*)"/.exec(String(text))![1]!;
  };
  expect(databases(HOME)).toBe("mindscape-production-replica-1 mindscape-production");
  expect(databases(OTHER)).toBe("mindscape-production");
  // ECS refuses a larger task definition.
  for (const [, { container_definitions: text }] of resources(HOME, "aws_ecs_task_definition")) {
    expect(String(text).length).toBeLessThan(64 * 1024);
  }
});
