import { objectOf, type Json, type JsonObject } from "../../planning/json";
import type { PlanDocument } from "../../planning/plan-document";
import { planStack, type PlannedStack, type Prior, type ProviderSchemas } from "../../planning/plan-stack";
import type { Runtime } from "../../planning/runtime";
import type { SynthesizedStack } from "../../planning/synthesis";
import type { Stacks } from "./difference";
import { appliedState, type AppliedState } from "./state/applied-state";
import { scopeOf } from "./state/scope";

// Each pass takes what was guessed wrong one reference further.
const MOST_PASSES = 4;

/** What there would be of one stack after a clean apply of the old commit. */
export interface OldStack extends Prior {
  readonly plan: PlanDocument;
}

/** Plans stacks of the old commit and keeps the state that each would have. */
export class OldPlans {
  readonly stacks = new Map<string, OldStack>();

  constructor(
    private readonly runtime: Runtime,
    private readonly all: Stacks,
  ) {}

  async plan(stack: SynthesizedStack): Promise<PlannedStack> {
    const { id, configuration } = stack;
    const { applied, plan, planned } = await this.applied(stack);
    this.stacks.set(id, { state: applied.state, configuration, plan });
    if (applied.guessed.length > 0) await this.settle(id);
    return planned;
  }

  /** Has Terraform say what is wrong in a stack's state: nothing may change when the old commit is planned on it. */
  async settle(id: string): Promise<void> {
    for (let pass = 0; pass < MOST_PASSES; pass++) {
      const [stack, old] = [this.all.get(id), this.stacks.get(id)];
      if (stack === undefined || old === undefined) return;
      const { applied, plan } = await this.applied(stack, old);
      this.stacks.set(id, { ...old, state: applied.state });
      if (changesNothing(plan)) return;
    }
  }

  private async applied(stack: SynthesizedStack, prior?: Prior): Promise<Applied> {
    const { id, configuration } = stack;
    const made: Omit<Applied, "planned">[] = [];
    const stub = (plan: PlanDocument, schemas: ProviderSchemas): JsonObject => {
      const applied = appliedState({
        ...scopeOf(id, configuration, plan, schemas),
        settling: prior !== undefined,
      });
      made.push({ applied, plan });
      return outputsOf(applied.state);
    };
    const planned = await planStack(this.runtime, stack, this.all, { ...(prior && { prior }), stub });
    const [first] = made;
    if (first === undefined) throw new Error(`${id} was planned without a plan`);
    return { ...first, planned };
  }
}

interface Applied {
  readonly planned: PlannedStack;
  readonly plan: PlanDocument;
  readonly applied: AppliedState;
}

/** A state for consumers, which read nothing but its outputs. */
export function outputsOf(state: JsonObject): JsonObject {
  return { ...state, resources: [] };
}

function changesNothing(plan: PlanDocument): boolean {
  const { resource_changes: changes = [], output_changes: outputs = {} } = plan;
  const entries: readonly unknown[] = [...changes.map(({ change }) => change), ...Object.values(outputs)];
  return entries.every((entry) => {
    const { actions } = objectOf(entry);
    return (
      Array.isArray(actions) && (actions as Json[]).every((action) => action === "no-op" || action === "read")
    );
  });
}
