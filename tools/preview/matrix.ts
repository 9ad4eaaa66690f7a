import type { StackPlan } from "../planning/stack-plan";
import { PLACES, parseStackId } from "../stack-name";

/** Plans of one environment, with layers as rows and regions as columns. */
export interface Matrix {
  readonly places: readonly string[];
  readonly rows: readonly { readonly layer: string; readonly cells: readonly (StackPlan | undefined)[] }[];
}

/** Arranges plans: home's column first, `global` last; layers in the order in which they come. */
export function matrixOf(plans: readonly StackPlan[]): Matrix {
  const named = plans.map((plan) => ({ plan, ...parseStackId(plan.id) }));
  const found = new Set(named.map(({ place }) => place));
  const places = [...new Set([...PLACES, ...found])].filter((place) => found.has(place));
  const layers = [...new Set(named.map(({ layer }) => layer))];
  const rows = layers.map((layer) => ({
    layer,
    cells: places.map((place) => named.find((entry) => entry.layer === layer && entry.place === place)?.plan),
  }));
  return { places, rows };
}

/** One cell in words: `+12 ~0 -0  1.2 s`, or the status of a stack without a plan. */
export function cellText(plan: StackPlan | undefined): string {
  if (plan === undefined) return "";
  if (plan.counts === undefined) return plan.status;
  const { add, change, destroy } = plan.counts;
  return `+${add} ~${change} -${destroy}  ${plan.seconds.toFixed(1)} s`;
}

export interface Totals {
  readonly planned: number;
  readonly add: number;
  readonly change: number;
  readonly destroy: number;
}

export function totalsOf(plans: readonly StackPlan[]): Totals {
  const counts = plans.flatMap((plan) => plan.counts ?? []);
  const sum = (pick: (entry: (typeof counts)[number]) => number): number =>
    counts.reduce((all, entry) => all + pick(entry), 0);
  return {
    planned: counts.length,
    add: sum(({ add }) => add),
    change: sum(({ change }) => change),
    destroy: sum(({ destroy }) => destroy),
  };
}
