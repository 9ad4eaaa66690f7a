import { allOf, PlanningError } from "../../planning/errors";
import type { AwsAccess } from "../aws/access";
import type { Chosen } from "../core/chosen";
import { checkAccount } from "./account";
import { missingBuckets } from "./buckets";
import { unreachableClusters } from "./clusters";
import { leftovers } from "./leftovers";
import { heldLocks } from "./locks";

export interface PreflightOptions {
  readonly access: AwsAccess;
  readonly workDirectory: string;
  readonly chosen: Chosen;
  /** A lock stops what changes a state; a plan takes none, and only tells of it. */
  readonly locks: "refuse" | "tell";
}

/** What is known before anything starts. */
export interface Preflight {
  /** Of AWS. */
  readonly account: string;
  /** ARN of who runs. */
  readonly caller: string;
  /** What to know, a line each. */
  readonly notes: readonly string[];
  /** Stacks whose cluster cannot be reached, with the reason. */
  readonly unreachable: ReadonlyMap<string, string>;
}

/**
 * Looks at everything that would stop a run in its middle: credentials, account, state buckets, locks, what earlier runs left,
 * clusters. Rejects with one PlanningError that holds all problems.
 */
export async function preflight(options: PreflightOptions): Promise<Preflight> {
  const { chosen, workDirectory } = options;
  const local = (): void => refuse(leftovers({ workDirectory }, chosen.stacks.keys()));
  const [, found] = await allOf<[void, Preflight]>([local, () => remote(options)]);
  return found;
}

/** One after another: a bucket says nothing to the wrong account. */
async function remote({ access, workDirectory, chosen, locks }: PreflightOptions): Promise<Preflight> {
  const { account, arn: caller } = await checkAccount(access, chosen);
  const stacks = [...chosen.stacks.values()];
  refuse(await missingBuckets(access, chosen.environment, stacks));
  const notes = await heldLocks({ access, workDirectory }, stacks);
  if (locks === "refuse") refuse(notes);
  return { account, caller, notes, unreachable: await unreachableClusters(access, chosen) };
}

function refuse(problems: readonly string[]): void {
  if (problems.length > 0) throw new PlanningError(problems);
}
