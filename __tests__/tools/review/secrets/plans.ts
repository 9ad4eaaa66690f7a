import type { Json } from "../../../../tools/planning/json";
import type { Plan, ResourceChange } from "../../../../tools/review/plan";
import type { Masker, Path } from "../../../../tools/review/secrets/masker";
import { maskerOf } from "../../../../tools/review/secrets/masker-of";

export const OPTIONS = { key: Buffer.alloc(32, 7), redacted: false };
export const HIDDEN = /^\(hidden #[0-9a-f]{8}\)$/;

/** A plan that creates one `aws_thing.x`. */
export function planOf(after: Json, more: Record<string, unknown> = {}): Plan {
  const change = { actions: ["create"], before: null, after };
  const resource = { address: "aws_thing.x", mode: "managed", type: "aws_thing", name: "x", change };
  return { format_version: "1.2", resource_changes: [resource], ...more } as unknown as Plan;
}

export function first(plan: Plan): ResourceChange {
  const [resource] = plan.resource_changes ?? [];
  if (resource === undefined) throw new Error("no resource");
  return resource;
}

export function shown(plan: Plan, path: Path, value: Json, masker: Masker = maskerOf(plan, OPTIONS)): string {
  return masker.show(first(plan), "after", path, value).text;
}

export function configured(
  expressions: Record<string, unknown>,
  ...others: unknown[]
): Record<string, unknown> {
  const resource = { mode: "managed", type: "aws_thing", name: "x", expressions };
  return { configuration: { root_module: { resources: [resource, ...others] } } };
}

export const REMOTE = { mode: "data", type: "terraform_remote_state", name: "net", expressions: {} };
export const remote = (output: string): Record<string, unknown> => ({
  references: [
    `data.terraform_remote_state.net.outputs.${output}`,
    "data.terraform_remote_state.net.outputs",
    "data.terraform_remote_state.net",
  ],
});
