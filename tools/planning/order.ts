import { PlanningError } from "./errors";
import type { ManifestStack } from "./synthesis";

type Stacks = ReadonlyMap<string, Pick<ManifestStack, "dependencies">>;

/** The ids of `wanted` and of everything that they depend on, each after what it depends on; there may be no cycle. */
export function withPrerequisites(stacks: Stacks, wanted: Iterable<string>): string[] {
  const needed = new Set<string>();
  const add = (id: string): void => {
    if (needed.has(id) || !stacks.has(id)) return;
    stacks.get(id)?.dependencies.forEach(add);
    needed.add(id);
  };
  const named = new Set(wanted);
  [...stacks.keys()].filter((id) => named.has(id)).forEach(add);
  return [...needed];
}

/** Throws a PlanningError that spells out a cycle, if stacks depend on each other in one. */
export function refuseCycles(stacks: Stacks): void {
  const done = new Set<string>();
  for (const start of stacks.keys()) {
    const path: string[] = [];
    const visit = (id: string): void => {
      if (done.has(id)) return;
      if (path.includes(id)) {
        const cycle = [...path.slice(path.indexOf(id)), id].join(" -> ");
        throw new PlanningError([
          `stacks depend on each other in a cycle: ${cycle}; remove one of these references`,
        ]);
      }
      path.push(id);
      stacks.get(id)?.dependencies.forEach(visit);
      path.pop();
      done.add(id);
    };
    visit(start);
  }
}
