import type { IConstruct } from "constructs";
import type { RuleId } from "./rules";
import type { Violation } from "./types";

const METADATA = "mindscape:policy-exemption";

export interface Exemption {
  readonly rule: string;
  readonly reason: string;
  /** Of the construct that is excused, with everything below it. */
  readonly path: string;
}

/**
 * Excuses `construct` and everything below it from one rule. The reason stands in the stack's `cdk.tf.json`, where a
 * reviewer of the plan finds it.
 */
export function exempt(
  construct: IConstruct,
  exemption: { readonly rule: RuleId; readonly reason: string },
): void {
  construct.node.addMetadata(METADATA, { ...exemption, path: construct.node.path } satisfies Exemption);
}

/** Every exemption in `root` and below. */
export function exemptionsIn(root: IConstruct): Exemption[] {
  return root.node
    .findAll()
    .flatMap(({ node }) => node.metadata.filter(({ type }) => type === METADATA))
    .map(({ data }) => data as Exemption);
}

export function excuses(exemption: Exemption, violation: Violation): boolean {
  const { rule, path } = exemption;
  return rule === violation.rule && `${violation.path}/`.startsWith(`${path}/`);
}

/** Exemptions that say nothing or excuse nothing are violations themselves, so that none outlives its cause. */
export function judgeExemptions(
  exemptions: readonly Exemption[],
  found: readonly Violation[],
  judged: { readonly stack: string; readonly ruleIds: readonly string[] },
): Violation[] {
  return exemptions.flatMap((exemption) => {
    const { rule, path, reason } = exemption;
    const violation = (problem: string, remedy: string): Violation[] => [
      { rule: "exemptions", stack: judged.stack, path, problem, remedy },
    ];
    if (!judged.ruleIds.includes(rule)) {
      return violation(
        `exempts itself from "${rule}", which is no rule`,
        `name one of ${judged.ruleIds.join(", ")}`,
      );
    }
    if (reason.trim() === "") {
      return violation(`exempts itself from ${rule} without a reason`, "say why the rule cannot hold here");
    }
    return found.some((item) => excuses(exemption, item))
      ? []
      : violation(`exempts itself from ${rule}, which it already obeys`, "remove the exemption");
  });
}
