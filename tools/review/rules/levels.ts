import { ACCESS_RULES } from "../access/rules";
import type { Finding, Level } from "../model";
import { RISK_RULES } from "../risks/rules";
import { type SafeText, say } from "../text";

export interface Rule {
  readonly level: Level;
  /** What is so when it is found. */
  readonly meaning: SafeText;
}

const OWN_RULES = {
  "required-tags": { level: "warn", meaning: say`a resource lacks tags that all must have` },
  "still-named": { level: "warn", meaning: say`a resource goes whose name or ARN other stacks still say` },
  "output-removed": { level: "deny", meaning: say`an output goes that another stack reads` },
} as const satisfies Record<string, Rule>;

/** All rules, with the level that they have unless a repository says otherwise. */
export const RULES: ReadonlyMap<string, Rule> = new Map(
  Object.entries<Rule>({ ...RISK_RULES, ...ACCESS_RULES, ...OWN_RULES }),
);

/** Levels by rule that a repository has decided on. */
export type LevelOverrides = ReadonlyMap<string, Level>;

export function applyLevels(findings: readonly Finding[], overrides: LevelOverrides): readonly Finding[] {
  if (overrides.size === 0) return findings;
  return findings.map((finding) => ({ ...finding, level: overrides.get(finding.rule) ?? finding.level }));
}
