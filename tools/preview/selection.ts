import { distance } from "fastest-levenshtein";
import picomatch from "picomatch";
import { PlanningError } from "../planning/errors";
import { ALL_ENVIRONMENTS, ENVIRONMENTS, parseStackId } from "../stack-name";

const SHOWN_NEIGHBOURS = 3;

/** What was asked for on the command line. */
export interface Wanted {
  /** Environment names or `all`; empty: those of the wanted stacks, or production. */
  readonly environments: readonly string[];
  /** Stack ids or globs; empty: all stacks of the environments. */
  readonly stacks: readonly string[];
}

export interface Selection {
  /** In the order of ENVIRONMENTS, then those that only stacks know. */
  readonly environments: readonly string[];
  readonly stacks: readonly string[];
}

/**
 * Chooses stacks by environment and glob. Throws one PlanningError that names every environment that does not exist
 * and every pattern that fits no stack, with the nearest names.
 */
export function selectStacks(ids: readonly string[], wanted: Wanted): Selection {
  const known = [...new Set([...ENVIRONMENTS, ...ids.map((id) => parseStackId(id).environment)])];
  const problems = wanted.environments.flatMap((name) => unknownEnvironment(name, known));
  const named = environmentsOf(wanted, known);
  const candidates = ids.filter((id) => named.includes(parseStackId(id).environment));
  const matchers = wanted.stacks.map((pattern) => ({ pattern, matches: picomatch(pattern) }));
  for (const { pattern, matches } of matchers) {
    if (!candidates.some((id) => matches(id))) problems.push(unknownStack(pattern, matches, ids, candidates));
  }
  if (problems.length > 0) throw new PlanningError(problems);
  const chosen = candidates.filter(
    (id) => matchers.length === 0 || matchers.some(({ matches }) => matches(id)),
  );
  const present = new Set(chosen.map((id) => parseStackId(id).environment));
  const environments = wanted.stacks.length > 0 ? named.filter((name) => present.has(name)) : named;
  return { environments, stacks: chosen };
}

function environmentsOf({ environments, stacks }: Wanted, known: readonly string[]): readonly string[] {
  if (environments.includes(ALL_ENVIRONMENTS)) return known;
  if (environments.length > 0) return known.filter((name) => environments.includes(name));
  return stacks.length > 0 ? known : ["production"];
}

function unknownEnvironment(name: string, known: readonly string[]): string[] {
  const allowed = [...known, ALL_ENVIRONMENTS];
  if (allowed.includes(name)) return [];
  return [`--env ${name} is not an environment; choose from ${allowed.join(", ")}${nearest(name, allowed)}`];
}

function unknownStack(
  pattern: string,
  matches: (id: string) => boolean,
  ids: readonly string[],
  candidates: readonly string[],
): string {
  const elsewhere = ids.find((id) => matches(id));
  if (elsewhere !== undefined) {
    return `--stack ${pattern} fits no stack of the chosen environments; add --env ${parseStackId(elsewhere).environment}`;
  }
  const near = nearest(pattern, candidates.length > 0 ? candidates : ids);
  return `--stack ${pattern} fits no stack; choose an id or a glob of ids${near}`;
}

/** ` (nearest: ...)` with the names that begin alike, then those that take the fewest edits to reach. */
export function nearest(name: string, known: readonly string[]): string {
  const effort = (candidate: string): number => (candidate.startsWith(name) ? 0 : distance(name, candidate));
  const near = [...known].sort((a, b) => effort(a) - effort(b)).slice(0, SHOWN_NEIGHBOURS);
  return near.length === 0 ? "" : ` (nearest: ${near.join(", ")})`;
}
