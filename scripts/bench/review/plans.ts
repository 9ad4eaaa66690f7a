import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Plan, ResourceChange, TerraformAction } from "../../../tools/review/plan";

const ENVIRONMENTS = ["development", "staging", "production"];
const REGIONS = ["us-west-2", "us-east-2"];
export const STACKS = 60;
const ACTIONS: readonly (readonly TerraformAction[])[] = [
  ["update"],
  ["create"],
  ["update"],
  ["delete", "create"],
  ["update"],
  ["delete"],
];

/** Writes a plan for each of 60 stacks, of which none is like another or environments and regions are alike. */
export function writePlans(folder: string, size: number, alike: boolean): void {
  const perStack = Math.ceil(size / STACKS);
  for (let stack = 0; stack < STACKS; stack++) {
    const kinds = ENVIRONMENTS.length * REGIONS.length;
    const layer = alike ? Math.floor(stack / kinds) : stack;
    const environment = ENVIRONMENTS[alike ? stack % ENVIRONMENTS.length : 0] ?? "";
    const region = REGIONS[alike ? Math.floor((stack % kinds) / ENVIRONMENTS.length) : 0] ?? "";
    const plan: Plan = {
      format_version: "1.2",
      resource_changes: Array.from({ length: perStack }, (_, index) => changeOf(layer, index)),
      configuration: { root_module: { resources: [] } },
    };
    const own = join(folder, `${environment}-${region}-layer${layer}`);
    mkdirSync(own);
    writeFileSync(join(own, "plan.json"), JSON.stringify(plan));
  }
}

function changeOf(stack: number, index: number): ResourceChange {
  const type = KINDS[index % KINDS.length] ?? "aws_instance";
  const actions = ACTIONS[index % ACTIONS.length] ?? ["update"];
  const before =
    actions.includes("create") && !actions.includes("delete") ? null : attributes(stack, index, "old");
  const after =
    actions.includes("delete") && !actions.includes("create") ? null : attributes(stack, index, "new");
  return {
    address: `${type}.thing_${index}`,
    mode: "managed",
    type,
    name: `thing_${index}`,
    provider_name: "registry.terraform.io/hashicorp/aws",
    change: {
      actions,
      before,
      after,
      after_unknown: { arn: true, id: true },
      before_sensitive: {},
      after_sensitive: {},
    },
  };
}

const KINDS = [
  "aws_security_group",
  "aws_iam_policy",
  "aws_db_instance",
  "aws_instance",
  "aws_s3_bucket",
  "aws_lb",
];

function attributes(
  stack: number,
  index: number,
  version: string,
): NonNullable<ResourceChange["change"]["after"]> {
  const plain = Object.fromEntries(
    Array.from({ length: 20 }, (_, key) => [`attribute_${key}`, `${version}-${key % 3}`]),
  );
  return sorted({
    ...plain,
    name: `thing-${stack}-${index}`,
    instance_class: version === "old" ? "db.m7g.large" : "db.m7g.xlarge",
    deletion_protection: version === "old",
    policy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Action: ["s3:GetObject", `s3:${version}Object`],
          Resource: `arn:aws:s3:::bucket-${index}/*`,
        },
      ],
    }),
    ingress: [{ from_port: 443, to_port: 443, protocol: "tcp", cidr_blocks: [`10.${stack}.0.0/16`] }],
    tags: { Project: "mindscape", Version: version },
    tags_all: { Project: "mindscape", Version: version },
  });
}

/** As Terraform writes objects. */
function sorted<T extends object>(values: T): T {
  return Object.fromEntries(Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1))) as T;
}
