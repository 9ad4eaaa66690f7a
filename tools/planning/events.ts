import type { StackPlan } from "./stack-plan";

/** What happens during a run, for whoever shows progress. */
export type PlanningEvent =
  | { readonly type: "installing"; readonly provider: string; readonly constraint: string }
  | { readonly type: "scheduled"; readonly stacks: readonly string[] }
  | { readonly type: "started"; readonly stack: string }
  | { readonly type: "finished"; readonly plan: StackPlan };

export type OnPlanningEvent = (event: PlanningEvent) => void;
