import type { RunStatus } from "../core/status";
import type { AppliedStack } from "./record";

// What has to be read first comes last, just above the prompt.
const ORDER: readonly RunStatus[] = ["not-planned", "pending", "waiting", "interrupted", "failed"];

export type Outcomes = ReadonlyMap<string, AppliedStack>;

/** What became of the stacks, the worst last, and what to do next. */
export function describeOutcomes(outcomes: Outcomes, next: readonly string[]): string {
  const applied = [...outcomes.values()].filter(({ status }) => status === "applied").length;
  const rest = ORDER.flatMap((status) =>
    [...outcomes]
      .filter(([, outcome]) => outcome.status === status)
      .map(([id, { reason }]) => `${status} ${id}: ${reason.trim().replaceAll("\n", "\n  ")}`),
  );
  const lines = [
    ...rest,
    `${applied} of ${outcomes.size} stacks are applied`,
    ...next.map((step) => `next: ${step}`),
  ];
  return `${lines.join("\n")}\n`;
}

/** The commands that a person would give next. */
export interface NextCommands {
  readonly apply: string;
  readonly plan: string;
}

/** The steps that lead from these outcomes to everything applied. */
export function nextSteps(outcomes: Outcomes, { apply, plan }: NextCommands): string[] {
  const has = (status: RunStatus): boolean => [...outcomes.values()].some((one) => one.status === status);
  if (has("failed") || has("interrupted"))
    return [
      `read the log, mend what failed, then ${plan}: what was done is in the states, and that plan holds all that is left`,
    ];
  const steps: string[] = [];
  if (has("pending")) steps.push(`${apply} goes on with what was not started`);
  if (has("waiting")) steps.push(`${plan}, have it reviewed, apply: what waited has never been reviewed`);
  return steps;
}

const EXIT = { done: 0, error: 1, waiting: 2 } as const;

/** 0 when all is applied, 2 when the rest waits for plans that nobody has reviewed, 1 after an error. */
export function exitCodeOf(outcomes: Outcomes, strict: boolean): number {
  const statuses = new Set([...outcomes.values()].map(({ status }) => status));
  const errors: RunStatus[] = [
    "failed",
    "interrupted",
    "pending",
    ...(strict ? ["not-planned" as const] : []),
  ];
  if (errors.some((status) => statuses.has(status))) return EXIT.error;
  return statuses.has("waiting") ? EXIT.waiting : EXIT.done;
}
