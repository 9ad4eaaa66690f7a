import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { PlanningError } from "../../planning/errors";
import { objectOf } from "../../planning/json";
import type { PlanDocument } from "../../planning/plan-document";
import { PLAN_JSON_FILE } from "../../planning/plan-stack";

/** What in AWS keeps plans from being carried out, though Terraform plans it. */
export interface Hindrances {
  /** A line for each resource that its service refuses to delete. */
  readonly protectedOnes: readonly string[];
  /** A line for each that goes only if it is empty by then. */
  readonly emptyOnly: readonly string[];
}

// As the types call it: aws_db_instance, aws_lb, aws_dynamodb_table.
const PROTECTION = ["deletion_protection", "enable_deletion_protection", "deletion_protection_enabled"];
// https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs: "force_destroy", "force_delete"
const EMPTIES: Readonly<Record<string, string>> = {
  aws_backup_vault: "force_destroy",
  aws_ecr_repository: "force_delete",
  aws_route53_zone: "force_destroy",
  aws_s3_bucket: "force_destroy",
};

/** Looks into the destroy plans of `stacks`, `<folder>/<stack>/plan.json`. */
export function hindrancesIn(folder: string, stacks: Iterable<string>): Hindrances {
  const deleted = [...stacks].flatMap((stack) =>
    changesOf(path.join(folder, stack, PLAN_JSON_FILE)).map((change) => ({ stack, ...change })),
  );
  return {
    protectedOnes: deleted.flatMap(({ stack, address, before }) => {
      const attribute = PROTECTION.find((name) => before[name] === true);
      return attribute === undefined ? [] : [`${stack}: ${address} has ${attribute}`];
    }),
    emptyOnly: deleted.flatMap(({ stack, address, type, before }) => {
      const attribute = EMPTIES[type];
      return attribute === undefined || before[attribute] === true
        ? []
        : [`${stack}: ${address} goes only if it is empty by then (${attribute} is not set)`];
    }),
  };
}

// `aws_s3_bucket.files`, or the same in modules.
const TYPE = /(\w+)\.[^.]+$/;

interface Deleted {
  readonly address: string;
  readonly type: string;
  readonly before: Readonly<Record<string, unknown>>;
}

function changesOf(file: string): Deleted[] {
  if (!existsSync(file))
    throw new PlanningError([`${file} is missing, so nobody knows what is protected; plan again`]);
  const { resource_changes: changes = [] } = JSON.parse(readFileSync(file, "utf8")) as PlanDocument;
  return changes.flatMap(({ address, change }) => {
    const before = objectOf((change as { before?: unknown }).before);
    const type = TYPE.exec(address)?.[1] ?? "";
    return change.actions.includes("delete") ? [{ address, type, before }] : [];
  });
}

/** What to do about services that refuse. */
export function refusalOf({ protectedOnes }: Hindrances, environment: string): string[] {
  if (protectedOnes.length === 0) return [];
  return [
    ...protectedOnes,
    `AWS refuses to delete these ${protectedOnes.length}, so nothing is destroyed; set protection to disposable in config/environments/${environment}.ts, plan, have it reviewed, apply, then plan the destruction again`,
  ];
}
