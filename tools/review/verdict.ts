import type { Counts } from "../planning/plan-document";
import { LEVELS, type Finding, type Level, type ReviewedStack, type Verdict } from "./model";
import { joined, say, type SafeText } from "./text";

export interface VerdictOf {
  readonly totals: Counts;
  readonly stacks: readonly ReviewedStack[];
  readonly findings: readonly Finding[];
  /** All that an apply does, noise as well: of resources, their addresses and outputs. */
  readonly changes: number;
  readonly drifted: number;
}

/** One line: whether it may pass, and what there is to look at. */
export function verdictOf({ totals, stacks, findings, changes, drifted }: VerdictOf): Verdict {
  const open = findings.filter(({ waived }) => waived === null);
  const of = (level: Level): number => open.filter((finding) => finding.level === level).length;
  const missing = stacks.filter(({ status }) => status !== "planned").length;
  const failed = stacks.filter(({ status }) => status === "failed").length;
  const counted = countedIn(totals);
  const told = LEVELS.filter((level) => of(level) > 0).map((level) => say`${of(level)} ${WORDS[level]}`);
  const rest = missing > 0 ? [say`${missing} of ${stacks.length} stacks without a plan`] : [];
  const after = joined([say``, ...told, ...rest], "; ");
  if (of("deny") > 0) return { level: "blocked", text: say`Blocked: ${counted}${after}` };
  if (failed > 0) return { level: "incomplete", text: say`Incomplete: ${counted}${after}` };
  if (of("warn") > 0) return { level: "risky", text: say`Look closely: ${counted}${after}` };
  if (changes > 0) {
    const any = Object.values(totals).some((count) => count > 0);
    return {
      level: "changes",
      text: say`Changes: ${any ? counted : say`addresses or outputs alone`}${after}`,
    };
  }
  if (missing > 0)
    return { level: "incomplete", text: say`Incomplete: nothing changes in what is planned${after}` };
  const drift = drifted > 0 ? say`; ${drifted} drifted` : say``;
  return { level: "nothing", text: say`Nothing changes${drift}${after}` };
}

function countedIn({ add, change, destroy, forget, import: taken }: Counts): SafeText {
  const more = [
    ...(forget > 0 ? [say`${forget} to forget`] : []),
    ...(taken > 0 ? [say`${taken} to import`] : []),
  ];
  return joined([say`${add} to add`, say`${change} to change`, say`${destroy} to destroy`, ...more], ", ");
}

const WORDS: Readonly<Record<Level, SafeText>> = {
  deny: say`denied by a rule`,
  warn: say`to look at`,
  info: say`to know`,
};
