import { PGraph } from "p-graph";
import type { Chosen } from "./chosen";

export type Direction = "upstream-first" | "downstream-first";

/**
 * Runs `task` for each chosen stack after those before it in `direction`, at most `concurrency` at a time, the longest chain
 * first. A task decides for itself what the fate of an earlier one means to it; after one that rejects nothing new starts,
 * those that run are awaited, and the run rejects as it did.
 */
export async function inTurn(
  { stacks, upstream }: Pick<Chosen, "stacks" | "upstream">,
  { direction, concurrency }: { readonly direction: Direction; readonly concurrency: number },
  task: (id: string) => Promise<void>,
): Promise<void> {
  if (stacks.size === 0) return;
  const failures: unknown[] = [];
  // The graph would not wait for its other tasks after one that rejects, and start more behind our back.
  const run = async (id: string): Promise<void> => {
    if (failures.length === 0) await task(id).catch((error: unknown) => failures.push(error));
  };
  const nodes = [...stacks.keys()].map((id) => [id, { run: () => run(id), priority: 1 }] as const);
  const edges = [...upstream].flatMap(([id, before]) =>
    before.map((other): [string, string] => (direction === "upstream-first" ? [other, id] : [id, other])),
  );
  await new PGraph(new Map(nodes), edges).run({ concurrency });
  if (failures.length > 0) throw failures[0];
}

/** The stacks in waves: those of one wave wait for nothing but earlier waves. */
export function wavesOf(
  { stacks, upstream }: Pick<Chosen, "stacks" | "upstream">,
  direction: Direction,
): string[][] {
  const level = new Map<string, number>();
  const levelOf = (id: string): number => {
    const known = level.get(id);
    if (known !== undefined) return known;
    const own = 1 + Math.max(-1, ...(upstream.get(id) ?? []).map(levelOf));
    level.set(id, own);
    return own;
  };
  const waves: string[][] = [];
  for (const id of stacks.keys()) (waves[levelOf(id)] ??= []).push(id);
  return direction === "upstream-first" ? waves : waves.reverse();
}
