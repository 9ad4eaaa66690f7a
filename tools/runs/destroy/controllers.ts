import { setTimeout as sleep } from "node:timers/promises";
import { namesFor } from "../../../config/names";
import { configuration } from "../../../config/environments";
import { PlanningError } from "../../planning/errors";
import { stackNameOf } from "../../stack-name";
import type { AwsAccess } from "../aws/access";
import type { Leaving } from "../aws/leaving";
import { controllerLeavings } from "../aws/leavings";
import { removeLeaving } from "../aws/removal";
import { protectionOf } from "./scope";

/** Without them nothing that controllers made can be removed by its maker, nor used. */
const HOLDERS = ["cluster", "network"];
/** Their charts make what controllers then make in AWS. */
const MAKERS = ["platform", "service"];
const PATIENCE = { milliseconds: 300_000, everyMilliseconds: 5_000 } as const;

/** A cluster whose machines or network are to go. */
interface Cluster {
  readonly region: string;
  readonly name: string;
}

/** Stacks that go before what controllers made is removed, and those that go after. */
export function phasesOf(
  stacks: readonly string[],
  upstream: ReadonlyMap<string, readonly string[]>,
): [before: string[], after: string[]] {
  const makers = stacks.filter((id) => MAKERS.includes(stackNameOf(id)?.layer ?? ""));
  const first = stacks.filter(
    (id) => makers.includes(id) || makers.some((maker) => upstream.get(id)?.includes(maker)),
  );
  return [first, stacks.filter((id) => !first.includes(id))];
}

/** Clusters that `stacks` take away, or whose network they do. */
export function clustersOf(environment: string, stacks: readonly string[]): Cluster[] {
  const { organization, environments } = configuration;
  const known = environments.find(({ name }) => name === environment);
  if (known === undefined) return [];
  const places = stacks.flatMap((id) => stackNameOf(id) ?? []).filter(({ layer }) => HOLDERS.includes(layer));
  return [...new Set(places.map(({ place }) => place))].map((region) => {
    const { accountId } = known;
    const names = namesFor({ project: organization.name, environment, accountId, region });
    return { region, name: names.cluster };
  });
}

/** What controllers made in the clusters, in the order in which it can be removed. Rejects with AwsError. */
export async function leavingsOf(access: AwsAccess, clusters: readonly Cluster[]): Promise<Leaving[]> {
  const found = await Promise.all(
    clusters.map(({ region, name }) => controllerLeavings(access, region, name)),
  );
  return found.flat();
}

/** As a reviewed plan names it. */
export function nameOfLeaving({ kind, id, region }: Leaving): string {
  return `${kind} ${id} in ${region}`;
}

/**
 * Why what controllers made may not be removed: what holds data is only where data may be lost, and if it is among `reviewed`,
 * the names in the plans; without these nothing is.
 */
export function refusedLeavings(
  environment: string,
  leavings: readonly Leaving[],
  reviewed?: readonly string[],
): string[] {
  const kept = leavings.filter(({ keepsData }) => keepsData);
  if (protectionOf(environment) === "disposable") {
    const fresh = reviewed === undefined ? [] : kept.filter((one) => !reviewed.includes(nameOfLeaving(one)));
    return fresh.map(
      (one) =>
        `${nameOfLeaving(one)} holds data (${one.about}) and was made since the plans were reviewed; plan the destruction again`,
    );
  }
  if (kept.length === 0) return [];
  return [
    ...kept.map(({ kind, id, region, about }) => `${kind} ${id} in ${region} holds data: ${about}`),
    `${environment} is not disposable, so its cluster and network stay while these exist; destroy the stacks platform and service alone (--stack '${environment}-*-{platform,service}'), save what is in them, delete them by hand, and try again`,
  ];
}

export function describeLeaving({ kind, id, region, madeBy, about, usedBy }: Leaving): string {
  return `${kind} ${id} in ${region}: ${about}, made by ${madeBy}${usedBy === undefined ? "" : `, used by ${usedBy}`}`;
}

/** Removes all that is there. Rejects with a PlanningError for what is used for longer than `patience`, or may not be lost. */
export async function removeLeavings(
  access: AwsAccess,
  environment: string,
  clusters: readonly Cluster[],
  { signal, reviewed, patience = PATIENCE, tell }: RemoveOptions,
): Promise<void> {
  const deadline = Date.now() + patience.milliseconds;
  for (;;) {
    const leavings = await leavingsOf(access, clusters);
    const refused = refusedLeavings(environment, leavings, reviewed);
    if (refused.length > 0) throw new PlanningError(refused);
    const free = leavings.filter(({ usedBy }) => usedBy === undefined);
    for (const leaving of free) {
      await removeLeaving(access, leaving, { ...patience, signal });
      tell(`removed ${describeLeaving(leaving)}`);
    }
    const used = leavings.length - free.length;
    if (used === 0) return;
    if (signal.aborted || Date.now() >= deadline)
      throw new PlanningError(
        leavings
          .filter((leaving) => !free.includes(leaving))
          .map((leaving) => `${describeLeaving(leaving)}; wait until it is free, and run this again`),
      );
    await sleep(patience.everyMilliseconds, undefined, { signal }).catch(() => undefined);
  }
}

export interface RemoveOptions {
  readonly signal: AbortSignal;
  /** Names of what the plans said; of what holds data nothing else is removed. */
  readonly reviewed: readonly string[];
  readonly patience?: { readonly milliseconds: number; readonly everyMilliseconds: number };
  readonly tell: (line: string) => void;
}
