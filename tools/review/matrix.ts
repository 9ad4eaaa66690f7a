import { ENVIRONMENTS, PLACES } from "../stack-name";
import { byCodePoint } from "./groups";
import type { Matrix, ReviewedStack } from "./model";
import { name, type SafeText } from "./text";

/** Stacks with layers as rows, in the order in which they come, and an environment's place as columns. */
export function matrixOf(stacks: readonly ReviewedStack[]): Matrix {
  const columns = [...new Map(stacks.map((stack) => [columnOf(stack), stack])).entries()]
    .sort(([, a], [, b]) => inOrder(a, b))
    .map(([column]) => column);
  const rows = new Map<SafeText, Map<SafeText, ReviewedStack>>();
  for (const stack of stacks) {
    const row = rows.get(stack.layer) ?? new Map<SafeText, ReviewedStack>();
    rows.set(stack.layer, row.set(columnOf(stack), stack));
  }
  return {
    columns,
    rows: [...rows].map(([layer, cells]) => ({
      layer,
      cells: columns.map((column) => cells.get(column) ?? null),
    })),
  };
}

function columnOf({ environment, place }: ReviewedStack): SafeText {
  return place === "" ? environment : name(`${environment} ${place}`);
}

function inOrder(a: ReviewedStack, b: ReviewedStack): number {
  return (
    position(ENVIRONMENTS, a.environment) - position(ENVIRONMENTS, b.environment) ||
    byCodePoint(a.environment, b.environment) ||
    position(PLACES, a.place) - position(PLACES, b.place) ||
    byCodePoint(a.place, b.place)
  );
}

/** Of what is not in the list: behind it. */
function position(list: readonly string[], text: string): number {
  const index = list.indexOf(text);
  return index === -1 ? list.length : index;
}
