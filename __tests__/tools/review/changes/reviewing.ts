import type { PlanInput } from "../../../../tools/review/input";
import type { ReviewedChange } from "../../../../tools/review/model";
import type { Plan, ResourceChange, ResourceValueChange } from "../../../../tools/review/plan";
import { reviewedChanges } from "../../../../tools/review/changes/reviewed-changes";
import type { Masker } from "../../../../tools/review/secrets/masker";
import { maskerOf } from "../../../../tools/review/secrets/masker-of";
import { name } from "../../../../tools/review/text";

export const STACK = "production-us-west-2-data";

/** Lets everything through. */
export const SHOW_ALL: Masker = {
  show: (_resource, _side, _path, value) => ({ text: name(JSON.stringify(value)), hidden: false }),
  showOutput: (_name, _side, value) => ({ text: name(JSON.stringify(value)), hidden: false }),
  showAddress: name,
  showKey: name,
};

/** Hides everything. */
export const HIDE_ALL: Masker = {
  show: () => ({ text: name("(hidden)"), hidden: true }),
  showOutput: () => ({ text: name("(hidden)"), hidden: true }),
  showAddress: () => name("(hidden)"),
  showKey: () => name("(hidden)"),
};

export function inputOf(plan: Partial<Plan>, stack = STACK): PlanInput {
  const source = `${stack}/plan.json`;
  const whole = { format_version: "1.2", ...plan };
  return { stack, source, status: "planned", reason: "", redacted: false, plan: whole };
}

export function maskerFor({ plan }: PlanInput): Masker {
  return maskerOf(plan ?? { format_version: "1.2" }, { key: new Uint8Array(32), redacted: false });
}

export function reviewOf(plan: Partial<Plan>, masker?: Masker): ReturnType<typeof reviewedChanges> {
  const input = inputOf(plan);
  return reviewedChanges(input, masker ?? maskerFor(input));
}

export function changeOf(plan: Partial<Plan>, address: string): ReviewedChange {
  const found = reviewOf(plan).changes.find((change) => change.address === address);
  if (!found) throw new Error(`${address} does not change`);
  return found;
}

/** An update of one resource from `before` to `after`. */
export function update(
  type: string,
  before: NonNullable<ResourceValueChange["before"]>,
  after: NonNullable<ResourceValueChange["after"]>,
  change: Partial<ResourceValueChange> = {},
): ResourceChange {
  return {
    address: `${type}.this`,
    mode: "managed",
    type,
    name: "this",
    change: { actions: ["update"], before, after, after_unknown: {}, ...change },
  };
}

/** The attributes of one change as lines of text. */
export function linesOf({ attributes }: Pick<ReviewedChange, "attributes">): string[] {
  const signs = { added: "+", removed: "-", changed: "~" };
  return attributes.map(({ path, kind, before, after, forcesReplacement, computed }) => {
    const values = [before, after].filter((text) => text !== null).join(" -> ");
    return `${signs[kind]} ${path}: ${values}${forcesReplacement ? " forces" : ""}${computed ? " computed" : ""}`;
  });
}

/** Lines of the attributes of one update, as the real masker shows them. */
export function differencesOf(resource: ResourceChange, masker?: Masker): string[] {
  const [change] = reviewOf({ resource_changes: [resource] }, masker).changes;
  return change ? linesOf(change) : [];
}
