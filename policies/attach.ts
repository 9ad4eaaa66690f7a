import type { TerraformStack } from "cdktf";
import { excuses, exemptionsIn, judgeExemptions } from "./exemptions";
import { RULES } from "./rules";
import { subjectsOf } from "./subjects";
import type { Attributes, Context, PolicySettings, Rule, Violation } from "./types";

/**
 * Attaches every rule to `stack`; what they find is added to `violations` while the app is synthesized.
 *
 * The rules run as a validation of the stack: after all Aspects, so that they see what Aspects changed, and before the
 * JSON is written. It never fails by itself: the caller reports what all stacks collected at once.
 */
export function attachPolicies(
  stack: TerraformStack,
  settings: PolicySettings,
  violations: Violation[],
): void {
  stack.node.addValidation({
    validate: () => {
      violations.push(...violationsOf(stack, settings));
      return [];
    },
  });
}

function violationsOf(stack: TerraformStack, settings: PolicySettings): Violation[] {
  const terraform = stack.toTerraform() as Attributes;
  const context: Context = { settings, terraform, subjects: subjectsOf(stack, terraform) };
  const found = RULES.flatMap((rule) => violationsOfRule(rule, context, stack.node.id));

  const exemptions = exemptionsIn(stack);
  if (exemptions.length > 0) stack.addOverride("//.exemptions", exemptions);
  const ruleIds = RULES.map(({ id }) => id);
  return [
    ...found.filter((violation) => !exemptions.some((exemption) => excuses(exemption, violation))),
    ...judgeExemptions(exemptions, found, { stack: stack.node.id, ruleIds }),
  ];
}

function violationsOfRule(rule: Rule, context: Context, stack: string): Violation[] {
  return context.subjects.filter(rule.appliesTo).flatMap((subject) =>
    rule.check(subject, context).map(({ problem, remedy }) => ({
      rule: rule.id,
      stack,
      path: subject.path,
      problem,
      remedy,
    })),
  );
}
