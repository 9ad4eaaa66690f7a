import { evaluate } from "../support/policy";
import { type Attributes, resource, resources, synthesis } from "../support/synthesis";

const real = synthesis();
const stacks = real.stacks.filter((id) => id.endsWith("-batch"));

test("every region of every environment has one", () => {
  expect(stacks).toEqual([
    "development-us-west-2-batch",
    "production-us-east-2-batch",
    "production-us-west-2-batch",
    "staging-us-east-2-batch",
    "staging-us-west-2-batch",
  ]);
});

test.each(stacks)(
  "%s opens the database and the cache of its region to its tasks, on one port each",
  (id) => {
    const rules = [...resources(real.json(id), "aws_vpc_security_group_ingress_rule")].map(([path, rule]) => [
      path,
      rule["from_port"],
      rule["to_port"],
      String(rule["security_group_id"]).includes(`${id.replace("-batch", "-data")}.outputs`),
      rule["referenced_security_group_id"],
    ]);
    const tasks: unknown = expect.stringMatching(/^\$\{aws_security_group\.tasks_\w+\.id\}$/);
    expect(rules.sort()).toEqual([
      ["batch-to-cache", 6379, 6379, true, tasks],
      ["batch-to-database", 5432, 5432, true, tasks],
    ]);
  },
);

test.each(stacks)("%s lets its tasks out to AWS and its VPC's stores, its machines to AWS alone", (id) => {
  const rules = [...resources(real.json(id), "aws_vpc_security_group_egress_rule")].map(
    ([path, { from_port: port, cidr_ipv4: range }]) => [path, port, range === "0.0.0.0/0" ? "world" : "VPC"],
  );
  expect(rules.sort()).toEqual([
    ["maintenance-group/https", 443, "world"],
    ["spot/security-group/https", 443, "world"],
    ["tasks/cache", 6379, "VPC"],
    ["tasks/database", 5432, "VPC"],
    ["tasks/https", 443, "world"],
  ]);
});

test("both regions have the same shape and sizes: a failover has nothing to raise here", () => {
  const [home, other] = ["us-west-2", "us-east-2"].map(
    (region) => real.json(`production-${region}-batch`).resource,
  );
  const addresses = (all: typeof home): string[] =>
    Object.entries(all!).flatMap(([type, named]) => Object.keys(named).map((name) => `${type}.${name}`));
  expect(addresses(other)).toEqual(addresses(home));
  for (const [type, attribute] of [
    ["aws_appautoscaling_target", "max_capacity"],
    ["aws_autoscaling_group", "max_size"],
  ] as const) {
    const sizes = [home, other].map((all) => Object.values(all![type]!).map((found) => found[attribute]));
    expect(sizes[0]).toEqual(sizes[1]);
    expect(sizes[0]?.[0]).toBeGreaterThan(0);
  }
});

test.each(stacks)("%s names everything after its environment, as the operator's rights expect", (id) => {
  const environment = id.split("-")[0]!;
  const names = (type: string, attribute: string): unknown[] =>
    [...resources(real.json(id), type).values()].map((attributes: Attributes) => attributes[attribute]);
  for (const name of [
    ...names("aws_ecs_cluster", "name"),
    ...names("aws_ecs_service", "name"),
    ...names("aws_autoscaling_group", "name"),
    ...names("aws_sqs_queue", "name"),
    ...names("aws_ecs_task_definition", "family"),
    ...names("aws_scheduler_schedule", "name"),
    ...names("aws_scheduler_schedule_group", "name"),
    ...names("aws_cloudwatch_event_rule", "name"),
    ...names("aws_cloudwatch_metric_alarm", "alarm_name"),
  ]) {
    expect(name).toMatch(new RegExp(`^mindscape-${environment}(-|$)`));
  }
});

test.each(stacks)("%s gives nobody a machine with a public address or a shell", (id) => {
  const text = real.text(id);
  expect(text).not.toContain("AmazonSSMManagedInstanceCore");
  expect(text).not.toContain("key_name");
  expect(text).not.toMatch(/"assign_public_ip":\s*true/);
});

test.each(stacks)("%s takes jobs from the API of its region, which takes none back", (id) => {
  const cluster = real.json(id.replace("-batch", "-cluster"));
  const policy = String(resource(cluster, "aws_iam_role_policy", "identities/api/role/policy")["policy"]);
  const queue = resource(real.json(id), "aws_sqs_queue", "queue/jobs");
  const [environment, region] = [id.split("-")[0]!, id.includes("us-west-2") ? "us-west-2" : "us-east-2"];
  const account = { development: "111111111111", staging: "222222222222", production: "333333333333" }[
    environment
  ]!;
  const arn = `arn:aws:sqs:${region}:${account}:${String(queue["name"])}`;
  const may = (action: string, on: string) => evaluate(policy, { action, resource: on });
  expect(may("sqs:SendMessage", arn)).toBe("allow");
  expect(may("sqs:SendMessage", `${arn}-failed`)).toBe("none");
  expect(may("sqs:ReceiveMessage", arn)).toBe("none");
  expect(may("sqs:DeleteMessage", arn)).toBe("none");
});
