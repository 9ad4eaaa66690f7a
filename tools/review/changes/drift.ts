import { objectOf, type JsonObject } from "../../planning/json";
import type { ResourceChange } from "../plan";
import { say, type SafeText } from "../text";
import { actionsOf } from "./actions";
import { isComputed } from "./configured";
import { isVoid, keysOf, planned, same } from "./values";

/** What the apply does with what was changed outside of Terraform. `expressions`: arguments of the resource, if they are known. */
export function driftCause(
  drifted: ResourceChange,
  intent: ResourceChange | undefined,
  expressions: JsonObject | undefined,
): SafeText {
  const intended = intent ? actionsOf(intent) : [];
  if (actionsOf(drifted).includes("delete")) {
    return intended.includes("create")
      ? say`deleted outside of Terraform; this apply creates it again`
      : say`deleted outside of Terraform; this apply does not create it again`;
  }
  if (intended.includes("delete") || intended.includes("forget"))
    return intended.includes("create")
      ? say`changed outside of Terraform; this apply replaces it`
      : say`changed outside of Terraform; this apply takes it away`;
  const changed = writtenChanges(drifted, expressions);
  if (changed.length === 0) return say`changed outside of Terraform, in nothing that the configuration says`;
  const reverted = revertedOf(changed, drifted, intent).length;
  if (reverted === 0) return say`changed outside of Terraform; this apply leaves it so`;
  if (reverted === changed.length) return say`changed outside of Terraform; will be reverted by this apply`;
  return say`changed outside of Terraform; this apply reverts ${reverted} of ${changed.length} attributes`;
}

/** Attributes that somebody wrote and somebody else changed. */
function writtenChanges({ change }: ResourceChange, expressions: JsonObject | undefined): string[] {
  const was = objectOf(change.before);
  const is = objectOf(change.after);
  return keysOf(was, is).filter(
    (key) =>
      !same(was[key], is[key]) && !(isVoid(was[key]) && isVoid(is[key])) && !isComputed(expressions, [key]),
  );
}

/** Those of them that the apply changes in turn. */
function revertedOf(
  changed: readonly string[],
  drifted: ResourceChange,
  intent: ResourceChange | undefined,
): readonly string[] {
  if (intent === undefined) return [];
  const is = objectOf(drifted.change.after);
  const will = objectOf(planned(intent.change.after, intent.change.after_unknown));
  return changed.filter((key) => !same(is[key], will[key]));
}
