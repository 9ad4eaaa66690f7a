import { AutoscalingGroup } from "@cdktf/provider-aws/lib/autoscaling-group";
import { BackupPlan } from "@cdktf/provider-aws/lib/backup-plan";
import { DbInstance } from "@cdktf/provider-aws/lib/db-instance";
import { DynamodbTable } from "@cdktf/provider-aws/lib/dynamodb-table";
import { EcsService } from "@cdktf/provider-aws/lib/ecs-service";
import { EksNodeGroup } from "@cdktf/provider-aws/lib/eks-node-group";
import { LaunchTemplate } from "@cdktf/provider-aws/lib/launch-template";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { SchedulerSchedule } from "@cdktf/provider-aws/lib/scheduler-schedule";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import type { TerraformStack } from "cdktf";
import { type Build, TAGS, testRule } from "./synthesis";

/** A second provider, as stacks with two regions have it. */
const provider =
  (tags: Record<string, string>): Build =>
  (stack) =>
    new AwsProvider(stack, "other", { region: "us-east-2", alias: "other", defaultTags: [{ tags }] });
const many = Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`Key${index}`, "value"]));

testRule("required-tags", [
  { what: "a second provider with all tags", build: provider(TAGS), problems: [] },
  {
    what: "a second provider that lacks one",
    build: provider({ Project: "mindscape" }),
    problems: [/^default_tags have no Environment$/],
  },
  {
    what: "a second provider without any",
    build: (stack) => new AwsProvider(stack, "other", { region: "us-east-2", alias: "other" }),
    problems: [/no Project/, /no Environment/],
  },
  {
    what: "eleven default tags",
    build: provider({ ...TAGS, ...many }),
    problems: [/^11 default_tags; allowed are 10$/],
  },
  {
    what: "a tag that changes",
    build: provider({ ...TAGS, Vpc: "${aws_vpc.vpc.id}" }),
    problems: [/^default tag Vpc is not a literal$/],
  },
  {
    what: "a tag of its own",
    build: (stack) => new Vpc(stack, "vpc", { tags: { Name: "mindscape" } }),
    problems: [],
  },
  {
    what: "a default tag again",
    build: (stack) => new Vpc(stack, "vpc", { tags: { Name: "mindscape", Project: "other" } }),
    problems: [/^tags repeat the default tag Project$/],
  },
]);

const propagated = (propagateAtLaunch: boolean) =>
  Object.entries(TAGS).map(([key, value]) => ({ key, value, propagateAtLaunch }));
const group =
  (tag: object[]): Build =>
  (stack) =>
    new AutoscalingGroup(stack, "group", { minSize: 0, maxSize: 1, tag: tag as never });
const template =
  (...types: string[]): Build =>
  (stack) =>
    new LaunchTemplate(stack, "nodes", {
      tagSpecifications: types.map((resourceType) => ({ resourceType, tags: { ...TAGS, Name: "node" } })),
    });
const backup =
  (recoveryPointTags: Record<string, string>): Build =>
  (stack) =>
    new BackupPlan(stack, "plan", {
      name: "p",
      rule: [{ ruleName: "daily", targetVaultName: "v", recoveryPointTags }],
    });
const schedule = (propagateTags?: string) => (stack: TerraformStack) =>
  new SchedulerSchedule(stack, "schedule", {
    scheduleExpression: "rate(1 day)",
    flexibleTimeWindow: { mode: "OFF" },
    target: {
      arn: "arn:c",
      roleArn: "arn:r",
      ecsParameters: { taskDefinitionArn: "arn:t", ...(propagateTags && { propagateTags }) },
    },
  });
const nodes = (config: object) => (stack: TerraformStack) =>
  new EksNodeGroup(stack, "nodes", {
    clusterName: "c",
    nodeRoleArn: "arn:r",
    subnetIds: ["subnet-1"],
    scalingConfig: { desiredSize: 1, minSize: 1, maxSize: 1 },
    ...config,
  });

testRule("required-tags", [
  { what: "a group that passes them on", build: group(propagated(true)), problems: [] },
  {
    what: "a group that keeps them",
    build: group(propagated(false)),
    problems: [/no Project, Environment$/],
  },
  { what: "a group without", build: group([]), problems: [/^tag blocks with propagate_at_launch have no/] },
  {
    what: "a template that tags everything",
    build: template("instance", "volume", "network-interface"),
    problems: [],
  },
  {
    what: "a template that tags instances only",
    build: template("instance"),
    problems: [/tag_specifications for volume/, /tag_specifications for network-interface/],
  },
  {
    what: "nodes by a template",
    build: nodes({ launchTemplate: { name: "t", version: "1" } }),
    problems: [],
  },
  { what: "nodes without", build: nodes({}), problems: [/^no launch_template/] },
  { what: "recovery points", build: backup(TAGS), problems: [] },
  {
    what: "untagged recovery points",
    build: backup({}),
    problems: [/recovery_point_tags of rule daily have no/],
  },
  {
    what: "a service whose tasks are untagged",
    build: (stack) => new EcsService(stack, "service", { name: "s" }),
    problems: [/^propagate_tags is not SERVICE/],
  },
  {
    what: "a service that passes them on",
    build: (stack) => new EcsService(stack, "service", { name: "s", propagateTags: "SERVICE" }),
    problems: [],
  },
  { what: "a scheduled task", build: schedule("TASK_DEFINITION"), problems: [] },
  {
    what: "an untagged scheduled task",
    build: schedule(),
    problems: [/^target\.ecs_parameters\.propagate_tags/],
  },
  {
    what: "a database with untagged snapshots",
    build: (stack) => new DbInstance(stack, "database", { instanceClass: "db.m7g.xlarge" }),
    problems: [/^copy_tags_to_snapshot is not true/],
  },
  {
    what: "a table with an untagged replica",
    build: (stack) =>
      new DynamodbTable(stack, "table", { name: "t", replica: [{ regionName: "us-east-2" }] }),
    problems: [/^replica\.propagate_tags is not true/],
  },
]);
