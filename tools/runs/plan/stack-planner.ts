import { InterruptedError, PlanningError } from "../../planning/errors";
import { ProviderUnavailableError } from "../../planning/providers/installation";
import type { StackPlan } from "../../planning/stack-plan";
import type { SavedPlan } from "../../planning/summary";
import type { SynthesizedStack } from "../../planning/synthesis";
import type { Chosen } from "../core/chosen";
import type { Session } from "../core/session";
import { TerraformFailedError } from "../core/workspace";
import { emulatedRequest, outputsOf } from "./emulated-request";
import { hindranceOf, type Earlier, type Hindrance } from "./hindrance";
import type { Imports } from "./imports";
import { planWorkspace, type PlannedStack } from "./plan-workspace";
import { readsOf } from "./reads";
import type { PlanProviders } from "./shared-providers";
import { States } from "./states";

export interface StackPlannerOptions {
  readonly chosen: Chosen;
  /** Stacks whose cluster cannot be reached, with the reason. */
  readonly unreachable: ReadonlyMap<string, string>;
  readonly imports: Imports;
  readonly providers: PlanProviders;
  /** Everything that the states know is to go: no stack then waits for another's outputs, for they all still are. */
  readonly destroy?: boolean;
}

const NO_OUTPUTS: ReadonlySet<string> = new Set();

/** Plans stacks one by one, each after those that come first, and knows what became of each. */
export class StackPlanner {
  private readonly plans = new Map<string, StackPlan>();
  private readonly earlier = new Map<string, Earlier>();
  private readonly states: States;
  /** Of each plan that can be applied. */
  readonly saved = new Map<string, SavedPlan>();

  constructor(
    private readonly session: Session,
    private readonly options: StackPlannerOptions,
  ) {
    this.states = new States(session.access, options.chosen.all);
  }

  /** In the manifest's order. */
  get results(): StackPlan[] {
    return [...this.options.chosen.stacks.keys()].flatMap((id) => this.plans.get(id) ?? []);
  }

  /** Rejects with InterruptedError; anything else that goes wrong is the stack's result. */
  async plan(id: string): Promise<void> {
    const stack = this.options.chosen.stacks.get(id);
    if (stack === undefined) return;
    const { signal, onEvent } = this.session;
    if (signal.aborted) throw new InterruptedError();
    onEvent({ type: "started", stack: id, command: "plan" });
    const started = performance.now();
    const outcome = await this.outcome(stack);
    const { status, reason, counts } = outcome;
    const seconds = Math.round(performance.now() - started) / 1000;
    this.plans.set(id, { id, backend: stack.configuration.backend.type, seconds, ...outcome });
    onEvent({ type: "finished", stack: id, status, reason, ...(counts && { counts }) });
  }

  private async outcome(stack: SynthesizedStack): Promise<Omit<StackPlan, "id" | "seconds" | "backend">> {
    try {
      const planned = await this.tryPlan(stack);
      if ("reason" in planned) {
        this.earlier.set(stack.id, { status: planned.status, changedOutputs: NO_OUTPUTS });
        return planned;
      }
      const { changedOutputs, saved, ...plan } = planned;
      this.earlier.set(stack.id, { status: "planned", changedOutputs });
      this.saved.set(stack.id, saved);
      return { status: "planned", reason: "", ...plan };
    } catch (error) {
      if (this.session.signal.aborted) throw new InterruptedError();
      const failure = failureOf(error);
      this.earlier.set(stack.id, { status: failure.status, changedOutputs: NO_OUTPUTS });
      return failure;
    }
  }

  private async tryPlan(stack: SynthesizedStack): Promise<PlannedStack | Hindrance> {
    const { chosen, unreachable, imports, providers, destroy = false } = this.options;
    const { id } = stack;
    const reads = readsOf(stack, chosen.all);
    const hasOutput = await outputsOf(this.states, reads);
    const unreached = unreachable.get(id);
    const hindrance =
      hindranceOf({
        reads: [...reads.values()],
        upstream: destroy ? new Map() : this.upstreamOf(id),
        hasOutput,
        kind: this.session.kind,
      }) ?? (unreached === undefined ? undefined : ({ status: "not-planned", reason: unreached } as const));
    if (hindrance !== undefined) return hindrance;
    const imported = imports.get(id);
    const files = imported === undefined ? {} : { "imports.tf.json": imported };
    const request = this.session.kind === "online" ? {} : emulatedRequest(stack, reads, hasOutput);
    if ("reason" in request) return { status: "not-planned", reason: request.reason };
    const state = await this.states.of(id);
    return planWorkspace(this.session, stack, {
      ...request,
      parts: { ...request.parts, files },
      state,
      providers,
      destroy,
    });
  }

  private upstreamOf(id: string): Map<string, Earlier> {
    const upstream = this.options.chosen.upstream.get(id) ?? [];
    return new Map(
      upstream.flatMap((other) => {
        const earlier = this.earlier.get(other);
        return earlier === undefined ? [] : [[other, earlier] as const];
      }),
    );
  }
}

function failureOf(error: unknown): Hindrance {
  if (error instanceof ProviderUnavailableError) return { status: "not-planned", reason: error.message };
  if (error instanceof TerraformFailedError || error instanceof PlanningError)
    return { status: "failed", reason: error.message };
  throw error;
}
