import path from "node:path";
import type { Wanted } from "../../preview/selection";
import { InterruptedError } from "../../planning/errors";
import type { RunSummary } from "../../planning/summary";
import type { AwsAccess } from "../aws/access";
import { chooseStacks, type Chosen } from "../core/chosen";
import { checkoutOf, type Checkout } from "../core/checkout";
import { reachOf } from "../core/kind";
import { inTurn } from "../core/schedule";
import { withSession, type Session, type SessionOptions } from "../core/session";
import { preflight, type Preflight } from "../preflight/preflight";
import { readImports, type Imports } from "./imports";
import { publishRun, type PublishedRun } from "./publish-run";
import { withSharedProviders } from "./shared-providers";
import { StackPlanner, type StackPlannerOptions } from "./stack-planner";

export interface PlanRunOptions extends SessionOptions {
  readonly synthDirectory: string;
  readonly wanted: Wanted;
  /** Stacks at the same time. */
  readonly concurrency: number;
  /** Folder with import blocks, `<stack>.tf.json`. */
  readonly importsDirectory?: string;
  /** What the plans are to do. @default "plan": what the configuration says */
  readonly command?: RunSummary["command"];
  /** Leaves out stacks of those that were chosen; rejects with a PlanningError if what is left may not be planned. */
  readonly narrow?: (chosen: Chosen, access: AwsAccess) => Promise<Chosen>;
  /** What goes besides the plans; asked once the stacks are chosen. */
  readonly alsoRemoved?: () => readonly string[];
}

export interface PlanRunResult extends PublishedRun {
  readonly environment: string;
  /** What to know, a line each. */
  readonly notes: readonly string[];
}

const DIRTY =
  "the checkout has changes that are in no commit: plans of an account can then not be applied; commit, and plan again";

interface Prepared extends Preflight {
  readonly chosen: Chosen;
  /** As it was before the stacks were read. */
  readonly checkout: Checkout;
  readonly imports: Imports;
  /** Of providers. */
  readonly environment: NodeJS.ProcessEnv;
}

/**
 * Plans stacks of one environment on their real states, and publishes the plans with their review. Whatever keeps it from
 * starting is told at once, in one PlanningError. Rejects with InterruptedError if it was interrupted; then nothing is published.
 */
export async function planRun(options: PlanRunOptions): Promise<PlanRunResult> {
  return withSession(
    options,
    () => prepare(options),
    async (session, prepared) => {
      const createdAt = new Date().toISOString();
      const { chosen, account, notes } = prepared;
      const { commit, dirty } = prepared.checkout;
      const planner = await withSharedProviders(session, prepared.environment, (providers) =>
        planAll(session, { ...prepared, providers, destroy: options.command === "destroy" }, options),
      );
      const { environment } = chosen;
      const published = publishRun({
        plansDirectory: options.plansDirectory,
        synthDirectory: options.synthDirectory,
        environment,
        commit,
        kind: session.kind,
        run: {
          command: options.command ?? "plan",
          account,
          terraformVersion: session.terraform.version,
          dirty,
          createdAt,
          ...(options.alsoRemoved && { alsoRemoved: options.alsoRemoved() }),
        },
        plans: planner.results,
        saved: planner.saved,
      });
      return {
        ...published,
        environment,
        notes: [...notes, ...(dirty && session.kind === "online" ? [DIRTY] : [])],
      };
    },
  );
}

async function prepare(options: PlanRunOptions): Promise<Prepared> {
  const { synthDirectory, wanted, importsDirectory, environment = process.env } = options;
  const checkout = await checkoutOf(process.cwd());
  const wide = chooseStacks(synthDirectory, wanted);
  const imports =
    importsDirectory === undefined ? new Map() : readImports(importsDirectory, wide.stacks.keys());
  const reach = reachOf(options.kind, environment);
  const chosen = (await options.narrow?.(wide, reach.access)) ?? wide;
  const workDirectory = path.resolve(options.plansDirectory, ".work");
  const found = await preflight({ access: reach.access, workDirectory, chosen, locks: "tell" });
  return { ...found, chosen, checkout, imports, environment: reach.environment };
}

async function planAll(
  session: Session,
  options: StackPlannerOptions,
  { concurrency, interruptions }: Pick<PlanRunOptions, "concurrency" | "interruptions">,
): Promise<StackPlanner> {
  const { onEvent } = session;
  const { chosen } = options;
  const planner = new StackPlanner(session, options);
  onEvent({ type: "scheduled", stacks: [...chosen.stacks.keys()] });
  const ended = new AbortController();
  const tell = (): void => onEvent({ type: "interrupted", running: [] });
  for (const signal of [interruptions.first, interruptions.second])
    signal.addEventListener("abort", tell, { signal: ended.signal });
  try {
    await inTurn(chosen, { direction: "upstream-first", concurrency }, (id) => planner.plan(id));
  } finally {
    ended.abort();
  }
  if (session.signal.aborted) throw new InterruptedError();
  return planner;
}
