import type { Violation } from "./types";

/** All violations as one block of text, one line each, sorted by place; "" when there are none. */
export function renderViolations(violations: readonly Violation[]): string {
  if (violations.length === 0) return "";
  const lines = [...new Set(violations.map(line))].sort();
  const stacks = new Set(violations.map(({ stack }) => stack)).size;
  return [
    `${count(lines.length, "policy violation")} in ${count(stacks, "stack")} (rules: docs/policies.md)`,
    ...lines,
  ].join("\n");
}

function line({ path, rule, problem, remedy }: Violation): string {
  return `  ${path} [${rule}] ${problem}; ${remedy}`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
