import { canonicalJson, objectOf, type JsonObject } from "../../planning/json";
import { countChanges, digestPlan, type PlanDocument } from "../../planning/plan-document";
import {
  NotPlannedError,
  planStack,
  writeStub,
  type PlannedStack,
  type ProviderSchemas,
} from "../../planning/plan-stack";
import { producers } from "../../planning/remote-states";
import type { Runtime } from "../../planning/runtime";
import type { StackPlan } from "../../planning/stack-plan";
import type { SynthesizedStack } from "../../planning/synthesis";
import type { Difference } from "./difference";
import { emptied } from "./emptied";
import { falseChanges } from "./false-changes";
import { outputsOf, type OldPlans, type OldStack } from "./old-plans";
import type { Schedule } from "./schedule";
import { appliedState } from "./state/applied-state";
import { scopeOf } from "./state/scope";
import { unchangedPlan } from "./unchanged";
import { withoutUnset } from "./unset";

/** Plans stacks of the new commit on what the old one would have left. */
export class NewPlans {
  readonly plans = new Map<string, PlanDocument>();
  private readonly outputs = new Map<string, JsonObject>();

  private readonly reasons = new Map<string, string>();

  constructor(
    private readonly runtime: Runtime,
    private readonly difference: Difference,
    private readonly old: OldPlans,
    private readonly schedule: Schedule,
  ) {}

  /** Takes note of what has become of a stack of the old commit. */
  note({ id, reason }: StackPlan): void {
    this.reasons.set(id, reason);
    const state = this.old.stacks.get(id)?.state;
    // Whoever reads from an untouched stack finds there what was there before.
    if (state && !this.difference.touched.has(id)) this.keepOutputs(id, state);
  }

  async plan(stack: SynthesizedStack): Promise<PlannedStack> {
    const { id } = stack;
    const { added, removed, changed, needed } = this.difference;
    const upstream = [...stack.dependencies, ...(needed.get(id)?.dependencies ?? [])];
    await this.schedule.afterOld([id, ...upstream]);
    const before = this.old.stacks.get(id);
    if (removed.has(id) && before) return this.planOn(before, emptied(stack));
    if (!added.has(id) && !changed.has(id) && upstream.every((name) => this.isStill(name)))
      return this.unchanged(id, before);
    if (added.has(id)) return this.planOn(undefined, stack);
    if (before === undefined)
      throw new NotPlannedError(
        `there is nothing to compare with, for the other commit's stack is not planned: ${this.reasons.get(id) ?? ""}`,
      );
    const planned = await this.planOn(before, stack);
    if (this.falseChanges(stack, before).length === 0) return planned;
    // Until then others of the old commit may read its outputs, and shall find what is always there.
    await this.schedule.afterOld();
    await this.schedule.turn("new", id, () => this.old.settle(id));
    return this.planOn(this.old.stacks.get(id), stack);
  }

  /** Whether a stack is planned and its outputs are what they were. */
  private isStill(id: string): boolean {
    if (!this.difference.touched.has(id)) return true;
    const outputs = this.outputs.get(id);
    return outputs !== undefined && canonicalJson(outputs) === canonicalJson(this.oldOutputs(id));
  }

  private oldOutputs(id: string): JsonObject {
    return objectOf(this.old.stacks.get(id)?.state["outputs"]);
  }

  private keepOutputs(id: string, state: JsonObject): void {
    this.outputs.set(id, objectOf(state["outputs"]));
    writeStub(this.runtime, id, outputsOf(state));
  }

  private planOn(prior: OldStack | undefined, stack: SynthesizedStack): Promise<PlannedStack> {
    const { id, configuration } = stack;
    const stub = (plan: PlanDocument, schemas: ProviderSchemas): JsonObject => {
      const { state } = appliedState(scopeOf(id, configuration, plan, schemas));
      this.plans.set(id, prior ? withoutUnset(plan, prior.configuration, configuration) : plan);
      this.outputs.set(id, objectOf(state["outputs"]));
      return outputsOf(state);
    };
    return this.schedule.turn("new", id, () =>
      planStack(this.runtime, stack, this.difference.new, { ...(prior && { prior }), stub }),
    );
  }

  private falseChanges({ id, configuration, dependencies }: SynthesizedStack, before: OldStack): string[] {
    const upstream = dependencies.flatMap((name) => this.difference.new.get(name) ?? []);
    const sources = producers(configuration, upstream);
    return falseChanges({
      old: before.configuration,
      fresh: configuration,
      plan: this.plans.get(id) ?? {},
      sameOutput: (remoteState, output) => {
        const producer = sources.get(remoteState) ?? "";
        const now = this.outputs.get(producer)?.[output];
        return now !== undefined && canonicalJson(now) === canonicalJson(this.oldOutputs(producer)[output]);
      },
    });
  }

  private unchanged(id: string, before: OldStack | undefined): PlannedStack {
    const plan = unchangedPlan(before?.plan);
    this.plans.set(id, plan);
    if (before) this.keepOutputs(id, before.state);
    return { counts: countChanges(plan), digest: digestPlan(plan), folder: this.runtime.workDirectory };
  }
}
