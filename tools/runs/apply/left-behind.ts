import type { ManifestStack } from "../../planning/synthesis";
import type { Direction } from "../core/schedule";
import type { ApplyRecord } from "./record";
import type { SavedStack, SavedSummary } from "./saved-plans";

type Manifest = ReadonlyMap<string, Pick<ManifestStack, "dependencies">>;

export interface WhatToApply {
  /** Ids of the chosen stacks. */
  readonly stacks: readonly string[];
  readonly direction: Direction;
  readonly record: Pick<ApplyRecord, "isApplied">;
}

/**
 * Plans that change something, come before those of the chosen stacks, and are neither applied nor chosen themselves, a line
 * each: without them it would be another order than the one that was reviewed.
 */
export function leftBehind(
  manifest: Manifest,
  { stacks: saved }: SavedSummary,
  { stacks, direction, record }: WhatToApply,
): string[] {
  const chosen = new Set(stacks);
  const open = saved.filter((stack) => isOpen(stack, record));
  const others = open.filter(({ id }) => !chosen.has(id));
  return open
    .filter(({ id }) => chosen.has(id))
    .flatMap(({ id }) =>
      others
        .filter((other) => comesBefore(manifest, direction, [other.id, id]))
        .map(({ id: other }) => `${id}: the plan of ${other} comes first; choose it too, --stack ${other}`),
    );
}

function isOpen({ id, status, counts, plan }: SavedStack, record: Pick<ApplyRecord, "isApplied">): boolean {
  if (status !== "planned" || plan === undefined || record.isApplied(id, plan.file)) return false;
  return Object.values(counts ?? {}).some((count) => count > 0);
}

function comesBefore(
  manifest: Manifest,
  direction: Direction,
  [first, second]: readonly [string, string],
): boolean {
  const [upstream, downstream] = direction === "upstream-first" ? [first, second] : [second, first];
  const seen = new Set<string>();
  const reaches = (id: string): boolean => {
    if (seen.has(id)) return false;
    seen.add(id);
    const { dependencies = [] } = manifest.get(id) ?? {};
    return dependencies.includes(upstream) || dependencies.some(reaches);
  };
  return reaches(downstream);
}
