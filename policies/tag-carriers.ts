import { blocksAt, isObject, isOn, textAt, valuesAt } from "./attributes";
import type { Attributes, Problem, Subject } from "./types";

type Check = (attributes: Attributes, required: readonly string[]) => readonly string[];

const COPIES = /^(SERVICE|TASK_DEFINITION)$/;
const TAGGED_BY_TEMPLATE = ["instance", "volume", "network-interface"];

/** What makes things that the provider's default tags do not reach, with what each misses. */
export const CARRIERS: Readonly<Record<string, Check>> = {
  aws_autoscaling_group: (group, required) => {
    const carried = blocksAt(group, "tag").filter((tag) => isOn(tag, "propagate_at_launch"));
    return missing(
      required,
      carried.map((tag) => textAt(tag, "key")),
      "tag blocks with propagate_at_launch",
    );
  },
  aws_backup_plan: (plan, required) =>
    blocksAt(plan, "rule").flatMap((rule) =>
      missing(
        required,
        keysAt(rule, "recovery_point_tags"),
        `recovery_point_tags of rule ${textAt(rule, "rule_name")}`,
      ),
    ),
  aws_cloudwatch_event_target: (target) =>
    blocksAt(target, "ecs_target").flatMap((task) => mustCopy(task, "propagate_tags", "ecs_target.")),
  aws_db_instance: (database) => mustBeOn(database, "copy_tags_to_snapshot"),
  aws_dynamodb_table: (table) =>
    blocksAt(table, "replica").flatMap((replica) => mustBeOn(replica, "propagate_tags", "replica.")),
  aws_ecs_service: (service) => mustCopy(service, "propagate_tags"),
  aws_eks_node_group: (group) =>
    blocksAt(group, "launch_template").length > 0 ? [] : ["no launch_template, so nothing tags its machines"],
  aws_launch_template: (template, required) =>
    TAGGED_BY_TEMPLATE.flatMap((type) => {
      const specifications = blocksAt(template, "tag_specifications");
      const specification = specifications.find((item) => textAt(item, "resource_type") === type);
      return missing(required, keysAt(specification, "tags"), `tag_specifications for ${type}`);
    }),
  aws_rds_cluster: (cluster) => mustBeOn(cluster, "copy_tags_to_snapshot"),
  aws_scheduler_schedule: (schedule) =>
    blocksAt(schedule, "target.ecs_parameters").flatMap((task) =>
      mustCopy(task, "propagate_tags", "target.ecs_parameters."),
    ),
};

export function carrierProblems({ type, attributes }: Subject, required: readonly string[]): Problem[] {
  const problems = CARRIERS[type]?.(attributes, required) ?? [];
  return problems.map((problem) => ({
    problem,
    remedy: "default tags do not reach what it makes: pass the required tags on",
  }));
}

function missing(required: readonly string[], carried: readonly string[], place: string): string[] {
  const absent = required.filter((key) => !carried.includes(key));
  return absent.length === 0 ? [] : [`${place} have no ${absent.join(", ")}`];
}

function keysAt(block: Attributes | undefined, path: string): string[] {
  return valuesAt(block, path).filter(isObject).flatMap(Object.keys);
}

function mustBeOn(block: Attributes, attribute: string, place = ""): string[] {
  return isOn(block, attribute) ? [] : [`${place}${attribute} is not true`];
}

function mustCopy(block: Attributes, attribute: string, place = ""): string[] {
  return COPIES.test(textAt(block, attribute))
    ? []
    : [`${place}${attribute} is not SERVICE or TASK_DEFINITION`];
}
