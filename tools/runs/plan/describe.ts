import { renderTerminal, type TerminalOptions } from "../../review/render/terminal";
import type { PlanRunResult } from "./plan-run";

// As short as apply accepts it, and more than chance could meet.
const SHOWN_DIGITS = 16;

/** How this run was asked for, as far as the next one has to be asked alike. */
export interface Asked {
  /** Options to repeat, for example ` --emulated`. */
  readonly options: string;
  readonly plansDirectory: string;
}

/** What a person sees at the end: the review, what to know, what to do next. */
export function describePlanRun(result: PlanRunResult, asked: Asked, terminal: TerminalOptions): string {
  const { review, notes } = result;
  return [
    renderTerminal(review, terminal).trimEnd(),
    ...notes.map((note) => `note: ${note}`),
    `next: ${nextStep(result, asked)}`,
    "",
  ].join("\n");
}

function nextStep({ summary, review, environment }: PlanRunResult, asked: Asked): string {
  const { stacks, run } = summary;
  const { plansDirectory, options } = asked;
  const report = `${plansDirectory}/${environment}/report.html`;
  const has = (status: string): boolean => stacks.some((stack) => stack.status === status);
  if (review.verdict.level === "blocked" && run?.command !== "destroy")
    return `read ${report}; change what a rule denies, or waive it in review/waivers.json (docs/review.md), and plan again`;
  if (has("failed")) return "correct what failed and plan again";
  if (review.verdict.level === "nothing") return "nothing to do";
  if (review.verdict.level === "incomplete") return "nothing to apply in what is planned";
  const then = has("waiting") ? ", then plan again: the stacks that wait are planned on what it leaves" : "";
  const verb = run?.command === "destroy" ? "destroy" : "apply";
  return `read ${report}, then mindscape ${verb} --env ${environment}${options} --reviewed ${run?.digest.slice(0, SHOWN_DIGITS) ?? ""}${then}`;
}
