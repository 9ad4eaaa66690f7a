import Table from "cli-table3";
import { createColors } from "picocolors";
import type { StackPlan } from "../planning/stack-plan";
import { cellText, matrixOf, totalsOf } from "./matrix";

export interface EnvironmentResult {
  readonly environment: string;
  readonly plans: readonly StackPlan[];
  /** Folder that holds the report. */
  readonly folder: string;
}

const NO_ROW_LINES = { mid: "", "left-mid": "", "mid-mid": "", "right-mid": "" };

/** What a person sees at the end: matrix, what is not planned and why, totals, what to do next. */
export function describeResult({ environment, plans, folder }: EnvironmentResult, colour: boolean): string {
  const { bold, dim } = createColors(colour);
  if (plans.length === 0) return `${bold(environment)}: nothing to plan, because it has no stacks\n`;
  const { planned, add, change, destroy } = totalsOf(plans);
  return [
    bold(environment),
    drawMatrix(plans, colour),
    ...unplanned(plans, colour),
    `${planned} of ${plans.length} stacks planned: ${add} to add, ${change} to change, ${destroy} to destroy`,
    dim(`counted from an empty account: an offline plan knows nothing of what exists`),
    `next: ${nextStep(plans, folder)}`,
    "",
  ].join("\n");
}

function drawMatrix(plans: readonly StackPlan[], colour: boolean): string {
  const { places, rows } = matrixOf(plans);
  const colours = createColors(colour);
  const table = new Table({
    head: ["layer", ...places],
    style: { head: [], border: [] },
    chars: NO_ROW_LINES,
  });
  for (const { layer, cells } of rows) {
    table.push([
      layer,
      ...cells.map((plan) => {
        if (plan?.status === "failed") return colours.red(cellText(plan));
        return plan && plan.status !== "planned" ? colours.yellow(cellText(plan)) : cellText(plan);
      }),
    ]);
  }
  return table.toString();
}

function unplanned(plans: readonly StackPlan[], colour: boolean): string[] {
  const { red, yellow } = createColors(colour);
  return plans
    .filter(({ status }) => status !== "planned")
    .map(({ id, status, reason }) => {
      const paint = status === "failed" ? red : yellow;
      return `${paint(status)} ${id}: ${reason.replaceAll("\n", "\n  ")}`;
    });
}

function nextStep(plans: readonly StackPlan[], folder: string): string {
  if (plans.some(({ status }) => status === "failed")) return "correct what failed and run the preview again";
  if (plans.some(({ status }) => status !== "planned")) {
    return `read ${folder}/report.html; plan the others where their providers can be had (--strict makes them an error)`;
  }
  return `read ${folder}/report.html`;
}
