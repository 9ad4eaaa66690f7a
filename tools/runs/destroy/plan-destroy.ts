import path from "node:path";
import { chooseStacks } from "../core/chosen";
import { planRun, type PlanRunOptions, type PlanRunResult } from "../plan/plan-run";
import { clustersOf, describeLeaving, leavingsOf, nameOfLeaving, refusedLeavings } from "./controllers";
import { hindrancesIn, refusalOf } from "./hindrances";
import { refuseLocked, scopeOf } from "./scope";

export interface PlannedDestruction {
  readonly result: PlanRunResult;
  /** What is removed besides the plans, and what to know, a line each. */
  readonly notes: readonly string[];
  /** Why nothing of it may be carried out; empty if it may. */
  readonly refused: readonly string[];
}

/** Plans to destroy the chosen stacks, and publishes the plans. Rejects with a PlanningError if they may not go. */
export async function planDestroy(options: PlanRunOptions): Promise<PlannedDestruction> {
  const { synthDirectory, wanted, plansDirectory } = options;
  const { environment } = chooseStacks(synthDirectory, wanted);
  refuseLocked(environment);
  const whole = chooseStacks(synthDirectory, { environments: [environment], stacks: [] });
  const notes: string[] = [];
  const refused: string[] = [];
  const removed: string[] = [];
  const result = await planRun({
    ...options,
    command: "destroy",
    alsoRemoved: () => removed,
    narrow: async (chosen, access) => {
      const scope = await scopeOf(chosen, whole, { access, named: wanted.stacks.length > 0 });
      const clusters = clustersOf(environment, [...scope.chosen.stacks.keys()]);
      const leavings = await leavingsOf(access, clusters);
      notes.push(...scope.notes, ...leavings.map((one) => `also removed: ${describeLeaving(one)}`));
      removed.push(...leavings.map(nameOfLeaving));
      refused.push(...refusedLeavings(environment, leavings));
      return scope.chosen;
    },
  });
  const planned = result.summary.stacks.filter(({ status }) => status === "planned").map(({ id }) => id);
  const hindrances = hindrancesIn(path.join(plansDirectory, environment), planned);
  refused.push(...refusalOf(hindrances, environment));
  return { result, notes: [...notes, ...hindrances.emptyOnly], refused };
}
