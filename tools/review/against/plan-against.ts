import { existsSync, readFileSync, renameSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { makeDirectory } from "../../directories";
import { allOf } from "../../planning/errors";
import type { OnPlanningEvent } from "../../planning/events";
import { planAll } from "../../planning/planner";
import { PLAN_JSON_FILE } from "../../planning/plan-stack";
import { withRuntime, type Runtime, type RuntimeOptions } from "../../planning/runtime";
import type { StackPlan } from "../../planning/stack-plan";
import { readManifest, type SynthesizedStack } from "../../planning/synthesis";
import { selectStacks, type Wanted } from "../../preview/selection";
import type { PlanInput, ReviewInput } from "../input";
import type { Plan } from "../plan";
import { installPackages, synthesizeProject, withCheckout } from "./checkout";
import { withCommands, type Command } from "./commands";
import { findCommit, type Commit } from "./commit";
import { differenceOf, readSyntheses, type Difference, type Stacks } from "./difference";
import { NewPlans } from "./new-plans";
import { OldPlans } from "./old-plans";
import { Schedule } from "./schedule";
import { unchangedPlan } from "./unchanged";

const VERSION_FILE = ".terraform-version";

export interface AgainstOptions extends Partial<Omit<RuntimeOptions, "terraformVersion">> {
  /** Commit, branch or tag to compare with. */
  readonly against: string;
  /** Folder that CDKTF synthesized the new commit into. It is only read, unless `synthesize` is set. */
  readonly synthDirectory: string;
  /** Whether the checkout is synthesized into that folder first, at the same time as the other commit. @default false */
  readonly synthesize?: boolean;
  /** @default all stacks of production */
  readonly wanted?: Wanted;
  /** The project's folder in its checkout. @default the current folder */
  readonly directory?: string;
  readonly concurrency?: number;
  /** Whether stacks are planned that cannot have changed as well, to see that the provider agrees. @default false */
  readonly thorough?: boolean;
  /** Told what takes long. */
  readonly onStep?: (text: string) => void;
}

export interface AgainstResult extends ReviewInput {
  /** What such a comparison cannot see, for whoever reads the review. */
  readonly limits: readonly string[];
  readonly seconds: number;
}

/**
 * What the synthesized stacks change against a clean apply of another commit, decided by the real providers and without an
 * account. Rejects with PlanningError (the commit, its synthesis, a folder) or InterruptedError; leaves no worktree behind.
 */
export async function planAgainst(options: AgainstOptions): Promise<AgainstResult> {
  const started = performance.now();
  const directory = options.directory ?? process.cwd();
  const commit = await withCommands(options.signal, (run) => findCommit(run, directory, options.against));
  return withRuntime(
    { plansDirectory: ".plans", ...expectedVersion(directory), ...options },
    () => void (options.synthesize || readManifest(options.synthDirectory)),
    async (runtime) => {
      const work = path.join(runtime.workDirectory, ".against");
      rmSync(work, { recursive: true, force: true });
      const oldSynthesis = await synthesizeBoth(options, commit, directory, work);
      const syntheses = readSyntheses(oldSynthesis, options.synthDirectory);
      const ids = [...new Set([...syntheses.new.keys(), ...syntheses.old.keys()])];
      const { stacks } = selectStacks(ids, options.wanted ?? { environments: [], stacks: [] });
      const difference = differenceOf(syntheses, new Set(stacks), options.thorough);
      const plans = await planBoth(runtime, work, difference, options);
      return {
        kind: "against",
        commit: commit.head || null,
        uncommitted: commit.uncommitted,
        against: commit.hash,
        plans,
        limits: limitsOf(commit),
        seconds: Math.round(performance.now() - started) / 1000,
      };
    },
  );
}

function expectedVersion(directory: string): { terraformVersion?: string } {
  const file = path.join(directory, VERSION_FILE);
  return existsSync(file) ? { terraformVersion: readFileSync(file, "utf8").trim() } : {};
}

function limitsOf({ hash }: Commit): string[] {
  return [
    `compared with a clean apply of ${hash}, not with reality: drift, and what AWS chose itself, are not seen`,
  ];
}

/** Synthesizes the old commit with its own code, and the checkout if that is wanted; returns the old one's folder. */
function synthesizeBoth(
  options: AgainstOptions,
  commit: Commit,
  directory: string,
  work: string,
): Promise<string> {
  const { signal, synthesize = false, synthDirectory } = options;
  const outdir = path.resolve(synthDirectory);
  return withCommands(signal, async (run) => {
    const [old, fresh] = await Promise.allSettled([
      synthesizeOld(run, options, { commit, directory, work }),
      synthesize && synthesizeProject(run, directory, { name: "this checkout", outdir }),
    ]);
    const [kept] = await allOf<[string, unknown]>([() => resultOf(old), () => resultOf(fresh)]);
    return kept;
  });
}

function resultOf<T>(settled: PromiseSettledResult<T>): T {
  if (settled.status === "rejected") throw settled.reason;
  return settled.value;
}

interface Places {
  readonly commit: Commit;
  readonly directory: string;
  readonly work: string;
}

async function synthesizeOld(
  run: Command,
  { onStep = () => undefined }: AgainstOptions,
  { commit, directory, work }: Places,
): Promise<string> {
  const { hash, wanted } = commit;
  const kept = path.join(work, "cdktf.out");
  makeDirectory(work);
  await withCheckout(run, commit, path.join(work, "checkout"), async (project) => {
    await installPackages(run, project, directory, { wanted, onStep });
    onStep(`synthesizing ${hash.slice(0, 12)}`);
    const outdir = path.join(project, "cdktf.out");
    await synthesizeProject(run, project, { name: wanted, outdir });
    renameSync(outdir, kept);
  });
  return kept;
}

async function planBoth(
  runtime: Runtime,
  work: string,
  difference: Difference,
  { concurrency = Math.max(1, os.availableParallelism()), signal }: AgainstOptions,
): Promise<PlanInput[]> {
  const again = toPlan(difference);
  runtime.onEvent({ type: "scheduled", stacks: [...difference.needed.keys(), ...again.keys()] });
  const below = (name: string): Runtime => ({ ...runtime, workDirectory: path.join(work, name) });
  const schedule = new Schedule(difference.needed, again, { concurrency, ...(signal && { signal }) });
  const old = new OldPlans(below("old"), difference.needed);
  const fresh = new NewPlans(below("new"), difference, old, schedule);
  const originals = new Map([...difference.old, ...difference.new]);
  const onEvent: OnPlanningEvent = (event) => {
    runtime.onEvent(event);
    if (event.type !== "finished") return;
    fresh.note(event.plan);
    schedule.ended(event.plan.id);
  };
  const [, newPlans] = await Promise.all([
    planAll({ ...runtime, onEvent }, difference.needed, {
      concurrency: Infinity,
      ...(signal && { signal }),
      plan: (stack) => schedule.turn("old", stack.id, () => old.plan(stack)),
    }),
    planAll(runtime, again, {
      concurrency: Infinity,
      ...(signal && { signal }),
      plan: (stack) => fresh.plan(originals.get(stack.id) ?? stack),
    }),
  ]);

  const outcomes = new Map(newPlans.map((plan) => [plan.id, plan]));
  const ids = [...difference.new.keys(), ...difference.removed];
  return ids.map((id) => {
    const plan = fresh.plans.get(id) ?? unchangedPlan(old.stacks.get(id)?.plan);
    const written = fresh.plans.has(id) ? undefined : difference.new.get(id)?.configuration.root;
    const input = inputOf(id, outcomes.get(id), plan as Plan, path.join(work, "new", id, PLAN_JSON_FILE));
    return input.plan === undefined || written === undefined ? input : { ...input, written };
  });
}

/** Stacks to plan a second time; only on each other do they wait. */
function toPlan({ new: fresh, old, touched, removed }: Difference): Stacks {
  const again = new Map([...fresh].filter(([id]) => touched.has(id)));
  const within = (ids: readonly string[]): string[] => ids.filter((id) => again.has(id));
  const planned = new Map<string, SynthesizedStack>();
  for (const [id, stack] of again) planned.set(id, { ...stack, dependencies: within(stack.dependencies) });
  for (const id of removed) {
    const stack = old.get(id);
    if (stack) planned.set(id, { ...stack, dependencies: [] });
  }
  return planned;
}

function inputOf(stack: string, outcome: StackPlan | undefined, plan: Plan, source: string): PlanInput {
  const { status, reason } = outcome ?? { status: "planned", reason: "" };
  return { stack, source, status, reason, ...(status === "planned" && { plan }), redacted: false };
}
