import type { PlanInput } from "../input";
import type { RenameOfStack } from "../groups";
import type { ResourceChange } from "../plan";
import { name } from "../text";
import type { Masker } from "../secrets/masker";
import { actionOf } from "./actions";
import {
  type Facts,
  factsOfCreation,
  factsOfDeletion,
  isTelling,
  type Likeness,
  likenessOf,
} from "./likeness";
import { remedyOf } from "./remedy";

/** Deletions and creations of one plan that look like one thing under another address. `constructs` as for `reviewedChanges`. */
export function renamesIn(
  input: PlanInput,
  masker: Masker,
  constructs?: ReadonlyMap<string, string>,
): RenameOfStack[] {
  return groupsIn(input, masker)
    .flatMap(pairsIn)
    .map(({ from, to, likeness }) => ({
      stack: name(input.stack),
      type: name(to.type),
      from: name(from.address),
      to: name(to.address),
      likeness: Math.round(likeness.share * 100) / 100,
      remedy: remedyOf({ stack: input.stack, from, to, renamed: likeness.renamed }, constructs),
    }))
    .sort((a, b) => (a.from < b.from ? -1 : 1));
}

/** By type; only of types of which some go and some come. */
function groupsIn({ plan }: PlanInput, masker: Masker): Group[] {
  const gone = new Map<string, ResourceChange[]>();
  const come = new Map<string, ResourceChange[]>();
  for (const resource of plan?.resource_changes ?? []) {
    if (resource.mode !== "managed" || resource.deposed !== undefined) continue;
    const action = actionOf(resource);
    if (action !== "delete" && action !== "forget" && action !== "create") continue;
    // A remedy has to name addresses as they are: those that are not shown have none.
    if (masker.showAddress(resource.address) !== resource.address) continue;
    const types = action === "create" ? come : gone;
    const known = types.get(resource.type);
    if (known) known.push(resource);
    else types.set(resource.type, [resource]);
  }
  return [...gone].flatMap(([type, old]) => {
    const young = come.get(type) ?? [];
    if (young.length === 0) return [];
    return [
      {
        gone: old.map((resource) => ({ resource, facts: factsOfDeletion(resource) })),
        come: young.map((resource) => ({ resource, facts: factsOfCreation(resource) })),
      },
    ];
  });
}

interface Candidate {
  readonly resource: ResourceChange;
  readonly facts: Facts;
}

interface Group {
  readonly gone: readonly Candidate[];
  readonly come: readonly Candidate[];
}

interface Pair {
  readonly from: ResourceChange;
  readonly to: ResourceChange;
  readonly likeness: Likeness;
}

function pairsIn(group: Group): Pair[] {
  const only = group.gone.length === 1 && group.come.length === 1;
  const index = group.come.length > MAX_CANDIDATES ? indexOf(group.come) : undefined;
  const scored = group.gone.flatMap((gone, order) => {
    const candidates = index ? candidatesOf(gone.facts, index, group.come[order]) : group.come;
    return candidates.map(({ resource, facts }) => {
      return { from: gone.resource, to: resource, likeness: likenessOf(gone.facts, facts) };
    });
  });
  const plausible = scored.filter(({ likeness }) => isPlausible(likeness, only));
  plausible.sort(
    (a, b) =>
      b.likeness.share - a.likeness.share ||
      b.likeness.telling - a.likeness.telling ||
      compareText(a.from.address, b.from.address) ||
      compareText(a.to.address, b.to.address),
  );
  const taken = new Set<string>();
  return plausible.filter(({ from, to }) => {
    if (taken.has(from.address) || taken.has(to.address)) return false;
    taken.add(from.address).add(to.address);
    return true;
  });
}

const NEARLY_EQUAL = 0.8;
/** With another name as well, only what is the same in all else, and alone in that, may be the same thing. */
const SAME_BUT_FOR_NAMES = 0.7;
const ENOUGH_TO_TELL = 3;

function isPlausible({ share, telling, renamed }: Likeness, only: boolean): boolean {
  if (renamed.length === 0) return share >= NEARLY_EQUAL && telling > 0;
  return only && renamed.length === 1 && share >= SAME_BUT_FOR_NAMES && telling >= ENOUGH_TO_TELL;
}

/** A value that more of them share tells them apart too little. */
const RARE = 4;
/** So many get a closer look. */
const MAX_CANDIDATES = 4;

type Index = ReadonlyMap<string, readonly Candidate[]>;

/** Those of the new ones that share the most of the values that few have, else the `twin`; linear in the number of attributes. */
function candidatesOf(facts: Facts, index: Index, twin: Candidate | undefined): readonly Candidate[] {
  const votes = new Map<Candidate, number>();
  for (const fact of factKeys(facts))
    for (const candidate of index.get(fact) ?? []) votes.set(candidate, (votes.get(candidate) ?? 0) + 1);
  const best = [...votes].sort(
    ([a, n], [b, m]) => m - n || compareText(a.resource.address, b.resource.address),
  );
  if (best.length > 0) return best.slice(0, MAX_CANDIDATES).map(([candidate]) => candidate);
  return twin ? [twin] : [];
}

/** Candidates by the values that few of them share. */
function indexOf(candidates: readonly Candidate[]): Index {
  const index = new Map<string, Candidate[]>();
  for (const candidate of candidates)
    for (const fact of factKeys(candidate.facts)) {
      const sharing = index.get(fact);
      if (sharing) sharing.push(candidate);
      else index.set(fact, [candidate]);
    }
  for (const [fact, sharing] of index) if (sharing.length > RARE) index.delete(fact);
  return index;
}

function factKeys(facts: Facts): string[] {
  return [...facts].filter(([, value]) => isTelling(value)).map(([key, value]) => `${key}\t${value}`);
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
