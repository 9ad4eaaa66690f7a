import type { StackPlan } from "./stack-plan";
import { PGraph, PGraphError } from "p-graph";
import { InterruptedError } from "./errors";
import { refuseCycles, withPrerequisites } from "./order";
import { NotPlannedError, PlanFailedError, planStack, type PlannedStack } from "./plan-stack";
import { ProviderUnavailableError } from "./providers/installation";
import { withRuntime, type Runtime, type RuntimeOptions } from "./runtime";
import { readManifest, readStacks, type SynthesizedStack } from "./synthesis";

export interface PlanningOptions extends RuntimeOptions {
  /** Folder that CDKTF synthesized into. It is only read. */
  readonly synthDirectory: string;
  /** Stacks to plan, or a choice among all ids; what they depend on is planned as well. */
  readonly stacks: readonly string[] | ((ids: readonly string[]) => readonly string[]);
  /** Stacks that are planned at the same time; each takes one processor and about 500 MB. */
  readonly concurrency: number;
  /** Takes what it needs from the work folders, which are locked until it is done. */
  readonly onPlanned?: (result: PlanningResult) => Promise<void> | void;
}

export interface PlanningResult {
  /** In the manifest's order. */
  readonly plans: readonly StackPlan[];
  readonly seconds: number;
  /** Highest resident memory of all children together, in bytes; 0 where the system does not tell. */
  readonly peakBytes: number;
}

/**
 * Plans synthesized stacks without an account: upstream stacks first, each in a folder of its own, with the real
 * providers. A stack that fails does not stop those that do not depend on it.
 *
 * Rejects with PlanningError (a folder, a file, a cycle, Terraform itself) or InterruptedError.
 */
export async function planOffline(options: PlanningOptions): Promise<PlanningResult> {
  const started = performance.now();
  return withRuntime(
    options,
    () => readNeeded(options),
    async (runtime, stacks) => {
      runtime.memory.start();
      runtime.onEvent({ type: "scheduled", stacks: [...stacks.keys()] });
      const plans = await planAll(runtime, stacks, options);
      const result = { plans, seconds: secondsSince(started), peakBytes: runtime.memory.peakBytes };
      await options.onPlanned?.(result);
      return result;
    },
  );
}

export interface PlanAllOptions {
  readonly concurrency: number;
  readonly signal?: AbortSignal;
  /** @default planStack */
  readonly plan?: (stack: SynthesizedStack) => Promise<PlannedStack>;
}

/** Plans stacks in dependency order; what became of each, in their order. */
export async function planAll(
  runtime: Runtime,
  stacks: ReadonlyMap<string, SynthesizedStack>,
  { concurrency, signal, plan = (stack) => planStack(runtime, stack, stacks) }: PlanAllOptions,
): Promise<StackPlan[]> {
  const run = new Run(runtime, stacks, plan, signal);
  await inOrder(stacks, concurrency, (id) => run.plan(id));
  return [...stacks.keys()].flatMap((id) => run.plans.get(id) ?? []);
}

/** The wanted stacks and everything upstream of them. */
export function readNeeded({ synthDirectory, stacks }: PlanningOptions): Map<string, SynthesizedStack> {
  const manifest = readManifest(synthDirectory);
  const wanted = typeof stacks === "function" ? stacks([...manifest.keys()]) : stacks;
  refuseCycles(manifest);
  const needed = withPrerequisites(manifest, wanted);
  return readStacks(needed.flatMap((id) => manifest.get(id) ?? []));
}

/** Runs `task` for each stack after those it depends on, the longest chain first. */
export async function inOrder(
  stacks: ReadonlyMap<string, SynthesizedStack>,
  concurrency: number,
  task: (id: string) => Promise<void>,
): Promise<void> {
  if (stacks.size === 0) return;
  const nodes = [...stacks.keys()].map((id) => [id, { run: () => task(id), priority: 1 }] as const);
  const edges = [...stacks.values()].flatMap(({ id, dependencies }) =>
    dependencies.map((dependency): [string, string] => [dependency, id]),
  );
  try {
    await new PGraph(new Map(nodes), edges).run({ concurrency });
  } catch (error) {
    throw error instanceof PGraphError ? error.taskErrors[0] : error;
  }
}

/** The state of one run: what has become of each stack so far. */
class Run {
  readonly plans = new Map<string, StackPlan>();

  constructor(
    private readonly runtime: Runtime,
    private readonly stacks: ReadonlyMap<string, SynthesizedStack>,
    private readonly planOne: (stack: SynthesizedStack) => Promise<PlannedStack>,
    private readonly signal: AbortSignal | undefined,
  ) {}

  async plan(id: string): Promise<void> {
    const stack = this.stacks.get(id);
    if (stack === undefined) return;
    if (this.signal?.aborted) throw new InterruptedError();
    this.runtime.onEvent({ type: "started", stack: id });
    const started = performance.now();
    const outcome = await this.outcome(stack);
    const backend = stack.configuration.backend.type;
    const plan: StackPlan = { id, backend, seconds: secondsSince(started), ...outcome };
    this.plans.set(id, plan);
    this.runtime.onEvent({ type: "finished", plan });
  }

  private async outcome(stack: SynthesizedStack): Promise<Omit<StackPlan, "id" | "seconds" | "backend">> {
    const stuck = stack.dependencies.map((id) => this.plans.get(id)).find((plan) => plan && isStuck(plan));
    if (stuck) {
      const why = stuck.status === "failed" ? "failed" : `is itself ${stuck.status}`;
      return { status: "waiting", reason: `waits for ${stuck.id}, which ${why}` };
    }
    try {
      return { status: "planned", reason: "", ...(await this.planOne(stack)) };
    } catch (error) {
      if (this.signal?.aborted) throw new InterruptedError();
      if (error instanceof NotPlannedError || error instanceof ProviderUnavailableError) {
        return { status: "not-planned", reason: error.message };
      }
      if (error instanceof PlanFailedError) return { status: "failed", reason: error.message };
      throw error;
    }
  }
}

function isStuck({ status }: StackPlan): boolean {
  return status === "failed" || status === "waiting";
}

function secondsSince(started: number): number {
  return Math.round(performance.now() - started) / 1000;
}
