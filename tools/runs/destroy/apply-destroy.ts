import { PlanningError } from "../../planning/errors";
import { applyPlans, verifyPlans, type ApplyPlansOptions } from "../apply/apply-plans";
import type { AppliedStack } from "../apply/record";
import { refusals } from "../apply/refusals";
import type { Outcomes } from "../apply/report";
import { readSavedPlans, type SavedPlans } from "../apply/saved-plans";
import type { AwsAccess } from "../aws/access";
import { checkoutOf } from "../core/checkout";
import { chooseStacks, type Chosen } from "../core/chosen";
import { reachOf } from "../core/kind";
import { findOrphans, type Orphans } from "../orphans/find-orphans";
import { checkAccount } from "../preflight/account";
import { clustersOf, leavingsOf, phasesOf, refusedLeavings, removeLeavings } from "./controllers";
import { hindrancesIn, refusalOf } from "./hindrances";
import { only, refuseConsumers, refuseLocked } from "./scope";

export interface DestroyOptions extends Omit<ApplyPlansOptions, "command"> {
  /** Told what is done besides the plans, a line each. */
  readonly tell: (line: string) => void;
}

export interface Destroyed {
  readonly outcomes: Outcomes;
  /** What is there still; undefined if not everything went, or nobody could look. */
  readonly left: Orphans | undefined;
  /** What ended it after the first thing was gone, beside the outcomes: an error that would hide them. */
  readonly stopped?: Error;
}

/**
 * Applies the saved plans of a destruction, downstream first. What controllers made goes after the stacks that made them make
 * it, and before cluster and network. Then looks for what is left. Rejects with a PlanningError if something may not go;
 * then nothing is destroyed, unless it is what controllers made that stays in use.
 */
export async function applyDestroy(options: DestroyOptions): Promise<Destroyed> {
  const { plansDirectory, synthDirectory, wanted, tell } = options;
  const { environment } = chooseStacks(synthDirectory, wanted);
  refuseLocked(environment);
  const plans = readSavedPlans(plansDirectory, environment, "destroy");
  const chosen = plannedOf(chooseStacks(synthDirectory, wanted), plans);
  const ids = [...chosen.stacks.keys()];
  const { access } = reachOf(options.kind, options.environment ?? process.env);
  await refuse(options, { access, chosen, plans });
  // All of it, before the first thing goes.
  await verifyPlans({ ...options, command: "destroy", wanted: { environments: [environment], stacks: ids } });
  const outcomes = new Map<string, AppliedStack>();
  try {
    await carryOut(options, { access, chosen, plans }, outcomes);
    if (!allApplied(outcomes) || outcomes.size < ids.length)
      return { outcomes: withRest(outcomes, ids), left: undefined };
    tell("looking for what is left");
    const search = { ...options, wanted: { environments: [environment], stacks: ids } };
    return { outcomes, left: await findOrphans({ ...search, onEvent: () => undefined }) };
  } catch (error) {
    // Before the first stack there is nothing to tell but the error.
    if (outcomes.size === 0 || !(error instanceof Error)) throw error;
    return { outcomes: withRest(outcomes, ids), left: undefined, stopped: error };
  }
}

/** What was never begun is still there. */
function withRest(outcomes: Outcomes, ids: readonly string[]): Outcomes {
  const reason = "the run ended before it";
  const untouched = {
    status: "pending",
    reason,
    file: null,
    startedAt: null,
    endedAt: null,
    serial: null,
  } as const;
  return new Map(ids.map((id) => [id, outcomes.get(id) ?? untouched]));
}

/** Applies the plans in two halves, and removes between them what controllers made; fills `outcomes`. */
async function carryOut(
  options: DestroyOptions,
  { access, chosen, plans }: ToDestroy,
  outcomes: Map<string, AppliedStack>,
): Promise<void> {
  const { interruptions, tell } = options;
  const { environment } = chosen;
  const ids = [...chosen.stacks.keys()];
  const [before, after] = phasesOf(ids, chosen.upstream);
  for (const [stacks, last] of [
    [before, false],
    [after, true],
  ] as const) {
    if (stacks.length === 0 || !allApplied(outcomes) || interruptions.first.aborted) continue;
    if (last)
      await removeLeavings(access, environment, clustersOf(environment, ids), {
        signal: interruptions.first,
        reviewed: alsoRemovedIn(plans),
        tell,
      });
    const phase = {
      ...options,
      command: "destroy",
      wanted: { environments: [environment], stacks },
    } as const;
    for (const [id, outcome] of await applyPlans(phase)) outcomes.set(id, outcome);
  }
}

/** The chosen stacks that the plans are of. */
function plannedOf(chosen: Chosen, { summary }: SavedPlans): Chosen {
  const planned = new Set(summary.stacks.map(({ id }) => id));
  const ids = [...chosen.stacks.keys()].filter((id) => planned.has(id));
  if (ids.length > 0) return only(chosen, ids);
  throw new PlanningError([
    `there is no plan to destroy any of the chosen stacks; run mindscape destroy --env ${chosen.environment} without --reviewed first`,
  ]);
}

interface ToDestroy {
  readonly access: AwsAccess;
  readonly chosen: Chosen;
  readonly plans: SavedPlans;
}

/** Everything that would stop it in its middle, or that nobody has reviewed. */
async function refuse(options: DestroyOptions, { access, chosen, plans }: ToDestroy): Promise<void> {
  const { environment } = chosen;
  const { folder, summary } = plans;
  const ids = [...chosen.stacks.keys()];
  const { directory = process.cwd(), now = () => new Date() } = options;
  refuseAny(
    refusals(summary, {
      ...{ command: "destroy", environment, stacks: ids },
      kind: options.kind,
      reviewed: options.reviewed,
      terraformVersion: options.terraformVersion ?? summary.run?.terraformVersion ?? "",
      checkout: await checkoutOf(directory),
      now: now(),
      maxAgeHours: options.maxAgeHours,
    }),
  );
  refuseAny(refusalOf(hindrancesIn(folder, ids), environment));
  await checkAccount(access, chosen);
  const everything = { environments: [environment], stacks: [] };
  await refuseConsumers(access, ids, chooseStacks(options.synthDirectory, everything));
  const leavings = await leavingsOf(access, clustersOf(environment, ids));
  refuseAny(refusedLeavings(environment, leavings, alsoRemovedIn(plans)));
}

function alsoRemovedIn({ summary }: SavedPlans): readonly string[] {
  return summary.run?.alsoRemoved ?? [];
}

function refuseAny(problems: readonly string[]): void {
  if (problems.length > 0) throw new PlanningError(problems);
}

function allApplied(outcomes: Outcomes): boolean {
  return [...outcomes.values()].every(({ status }) => status === "applied");
}
