import { isObject, type Json } from "../../../planning/json";
import { say } from "../../text";
import { type Facts, valueAt } from "../facts";
import { foundAt } from "../paths";
import { MACHINE } from "./machine";
import { DESTROYED, type Effect, GONE, REPLACED, UPDATED } from "./row";

/** Machines, containers, functions. */
export const COMPUTE: readonly Effect[] = [
  {
    types: ["aws_launch_template"],
    fates: UPDATED,
    paths: MACHINE,
    rule: "nodes-roll",
    words: say`it gets a new version, and groups that follow its latest version replace their machines`,
  },
  {
    types: ["aws_launch_template"],
    fates: UPDATED,
    paths: ["tag_specifications"],
    when: ({ before, after }) => MACHINE.every((path) => sameText(before?.[path], after?.[path])),
    rule: "nodes-roll",
    words: say`only tags change, but it gets a new version: groups that follow its latest version replace their machines`,
  },
  {
    types: ["aws_launch_template"],
    fates: REPLACED,
    rule: "nodes-roll",
    words: say`it gets another id, and groups that use it have to move to the new one with all of their machines`,
  },
  {
    types: ["aws_autoscaling_group"],
    fates: UPDATED,
    paths: ["launch_template", "mixed_instances_policy", "launch_configuration"],
    when: (facts) => refreshes(facts),
    rule: "nodes-roll",
    words: say`an instance refresh begins: its machines are replaced a few at a time`,
  },
  {
    types: ["aws_autoscaling_group"],
    fates: UPDATED,
    paths: ["launch_template", "mixed_instances_policy", "launch_configuration"],
    when: (facts) => !refreshes(facts),
    rule: "workload-rolls",
    words: say`only machines that start from now on are made this way; those that run stay as they are`,
  },
  {
    types: ["aws_autoscaling_group"],
    fates: UPDATED,
    paths: ["tag"],
    when: (facts) => refreshes(facts) && triggers(facts).includes("tag"),
    rule: "nodes-roll",
    words: say`tags trigger an instance refresh: its machines are replaced a few at a time`,
  },
  {
    types: ["aws_autoscaling_group"],
    fates: UPDATED,
    paths: ["tag"],
    when: (facts) => propagates(facts) && !(refreshes(facts) && triggers(facts).includes("tag")),
    rule: "workload-rolls",
    words: say`tags that propagate at launch reach machines that start from now on, not those that run`,
  },
  {
    types: ["aws_autoscaling_group"],
    fates: UPDATED,
    paths: ["desired_capacity", "max_size"],
    when: (facts) => isLower(facts, "desired_capacity") || isLower(facts, "max_size"),
    rule: "capacity-lower",
    words: say`machines beyond the new number are ended`,
  },
  {
    types: ["aws_autoscaling_group"],
    fates: GONE,
    rule: "workload-stops",
    words: say`all of its machines are ended, with what is on their disks`,
  },
  {
    types: ["aws_instance"],
    fates: UPDATED,
    paths: ["instance_type", "ebs_optimized", "cpu_options"],
    rule: "restart",
    words: say`it is stopped and started: it is away for minutes, loses instance-store data, and gets another public address unless that is an Elastic IP`,
  },
  {
    types: ["aws_instance"],
    fates: UPDATED,
    paths: ["user_data", "user_data_base64"],
    rule: "restart",
    words: say`it is stopped and started for new user data, which cloud-init by default does not run again`,
  },
  {
    types: ["aws_ecs_task_definition"],
    fates: REPLACED,
    rule: "workload-rolls",
    words: say`it gets a new revision, and services that follow it start new tasks and stop the old ones`,
  },
  {
    types: ["aws_ecs_service"],
    fates: UPDATED,
    paths: [
      "task_definition",
      "force_new_deployment",
      "triggers",
      "network_configuration",
      "platform_version",
      "capacity_provider_strategy",
    ],
    rule: "workload-rolls",
    words: say`a deployment begins: tasks are replaced within its minimum and maximum healthy percent`,
  },
  {
    types: ["aws_ecs_service"],
    fates: UPDATED,
    paths: ["desired_count"],
    when: (facts) => isLower(facts, "desired_count"),
    rule: "capacity-lower",
    words: say`tasks beyond the new number are stopped`,
  },
  {
    types: ["aws_ecs_service"],
    fates: GONE,
    rule: "workload-stops",
    words: say`all of its tasks stop`,
  },
  {
    types: [
      "aws_ecs_cluster",
      "aws_apprunner_service",
      "aws_batch_compute_environment",
      "aws_emrserverless_application",
    ],
    fates: GONE,
    rule: "workload-stops",
    words: say`whatever runs in it stops`,
  },
  {
    types: ["aws_lambda_function"],
    fates: UPDATED,
    paths: ["runtime"],
    rule: "restart",
    words: say`its code runs on another runtime from the next call on`,
  },
  {
    types: ["aws_lambda_function"],
    fates: UPDATED,
    paths: [
      "filename",
      "source_code_hash",
      "s3_key",
      "s3_object_version",
      "image_uri",
      "layers",
      "handler",
      "architectures",
    ],
    rule: "workload-rolls",
    words: say`callers that name no version get the new code from the next call on`,
  },
  {
    types: ["aws_lambda_function"],
    fates: REPLACED,
    rule: "workload-stops",
    words: say`calls fail until the new one is there; permissions, aliases and triggers of the old one go with it`,
  },
  {
    types: ["aws_lambda_function"],
    fates: DESTROYED,
    rule: "workload-stops",
    words: say`calls fail from now on`,
  },
  {
    types: ["aws_lambda_event_source_mapping"],
    fates: GONE,
    when: ({ before }) => valueAt(before, "starting_position") === undefined,
    rule: "workload-stops",
    words: say`messages wait until something takes them again`,
  },
  {
    types: ["aws_lambda_alias"],
    fates: UPDATED,
    paths: ["function_version", "routing_config"],
    rule: "workload-rolls",
    words: say`callers of the alias get another version at once`,
  },
  {
    types: ["aws_lambda_event_source_mapping"],
    fates: GONE,
    when: ({ before }) => valueAt(before, "starting_position") !== undefined,
    rule: "workload-stops",
    words: say`the place in the stream is lost: a new one begins at its starting position, and may skip or repeat records`,
  },
  {
    types: ["aws_appautoscaling_target", "aws_appautoscaling_policy", "aws_autoscaling_policy"],
    fates: DESTROYED,
    rule: "capacity-lower",
    words: say`capacity no longer follows the load by it`,
  },
];

function refreshes({ after }: Facts): boolean {
  return foundAt(after, "instance_refresh[]").length > 0;
}

function triggers({ after }: Facts): Json[] {
  return foundAt(after, "instance_refresh[].triggers[]").map(({ value }) => value);
}

function propagates({ before, after }: Facts): boolean {
  return [...foundAt(before, "tag[]"), ...foundAt(after, "tag[]")].some(
    ({ value }) => isObject(value) && value["propagate_at_launch"] === true,
  );
}

export function isLower({ before, after }: Facts, path: string): boolean {
  return Number(valueAt(after, path)) < Number(valueAt(before, path));
}

function sameText(one: unknown, other: unknown): boolean {
  return JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
}
