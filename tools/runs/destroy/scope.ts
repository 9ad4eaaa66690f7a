import { configuration } from "../../../config/environments";
import type { ProtectionLevel } from "../../../config/protection";
import { PlanningError } from "../../planning/errors";
import { stackNameOf } from "../../stack-name";
import type { AwsAccess } from "../aws/access";
import type { Chosen } from "../core/chosen";
import { readKnown, type KnownState } from "../orphans/known";

/** The states themselves; docs/state.md says how they are taken down on purpose. */
const STATE_LAYER = "state";
/** Roles and boundary of all others, and of who destroys them. */
const ACCESS_LAYER = "access";

export interface Scope {
  readonly chosen: Chosen;
  /** What is left out and why, a line each. */
  readonly notes: readonly string[];
}

/** How hard an environment is to lose; one that is in no configuration is as hard as most. */
export function protectionOf(environment: string): ProtectionLevel {
  return configuration.environments.find(({ name }) => name === environment)?.protection ?? "standard";
}

/** Throws a PlanningError for an environment that nobody destroys by a command. */
export function refuseLocked(environment: string): void {
  if (protectionOf(environment) !== "locked") return;
  throw new PlanningError([
    `${environment} is locked (protection in config/environments/${environment}.ts), so nothing of it is destroyed; to take it down on purpose, set protection to standard there, then to disposable, and have each step reviewed and applied`,
  ]);
}

/**
 * What of the chosen stacks can be destroyed: those that have a state, without the layers that hold all others.
 * `whole`: all of the environment. Rejects with a PlanningError that names stacks that stand on a chosen one and are not chosen.
 */
export async function scopeOf(
  chosen: Chosen,
  whole: Chosen,
  { access, named }: { readonly access: AwsAccess; readonly named: boolean },
): Promise<Scope> {
  const stands = standing(await readKnown(access, whole.stacks));
  const notes: string[] = [];
  const kept = [...chosen.stacks.keys()].filter((id) => {
    const note = leftOut(id, { named, stands });
    if (note !== undefined && stands.has(id)) notes.push(note);
    return note === undefined && stands.has(id);
  });
  if (kept.length === 0)
    throw new PlanningError([
      `none of the chosen stacks of ${chosen.environment} has anything in its state that can be destroyed`,
      ...notes,
    ]);
  refuse(consumersOf(kept, whole, stands));
  return { chosen: only(chosen, kept), notes };
}

/** Rejects with a PlanningError that names stacks that have something in their states and stand on one of `ids`. */
export async function refuseConsumers(
  access: AwsAccess,
  ids: readonly string[],
  whole: Chosen,
): Promise<void> {
  refuse(consumersOf(ids, whole, standing(await readKnown(access, whole.stacks))));
}

function leftOut(
  id: string,
  { named, stands }: { readonly named: boolean; readonly stands: ReadonlySet<string> },
): string | undefined {
  const layer = layerOf(id);
  if (layer === STATE_LAYER)
    return `${id} is left: it holds the states; how to take it down on purpose: docs/state.md`;
  if (layer !== ACCESS_LAYER) return undefined;
  const others = [...stands].filter((other) => ![STATE_LAYER, ACCESS_LAYER].includes(layerOf(other)));
  if (others.length === 0 && named) return undefined;
  return `${id} is left: it holds the boundary of all roles, and the role that destroys; when nothing else is left, an administrator destroys it with --stack ${id}`;
}

function layerOf(id: string): string {
  return stackNameOf(id)?.layer ?? id;
}

function consumersOf(kept: readonly string[], whole: Chosen, stands: ReadonlySet<string>): string[] {
  const going = new Set(kept);
  return kept.flatMap((id) => {
    const consumers = [...whole.upstream]
      .filter(([other, upstream]) => upstream.includes(id) && stands.has(other) && !going.has(other))
      .map(([other]) => other);
    return consumers.length === 0
      ? []
      : [
          `${id} cannot go: ${consumers.join(", ")} stand on it; choose them too (--stack), or destroy them first`,
        ];
  });
}

/** Ids of the stacks whose state holds something. */
function standing(known: ReadonlyMap<string, KnownState>): Set<string> {
  return new Set([...known].filter(([, { resources }]) => resources.size > 0).map(([id]) => id));
}

function refuse(problems: readonly string[]): void {
  if (problems.length > 0) throw new PlanningError(problems);
}

/** `chosen` with `ids` alone. */
export function only(chosen: Chosen, ids: readonly string[]): Chosen {
  const wanted = new Set(ids);
  return {
    ...chosen,
    stacks: new Map([...chosen.stacks].filter(([id]) => wanted.has(id))),
    upstream: new Map(
      [...chosen.upstream].flatMap(([id, before]) =>
        wanted.has(id) ? [[id, before.filter((other) => wanted.has(other))] as const] : [],
      ),
    ),
  };
}
