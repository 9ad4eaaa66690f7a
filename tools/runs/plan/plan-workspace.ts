import path from "node:path";
import { countChanges, digestPlan, type Counts, type PlanDocument } from "../../planning/plan-document";
import { PLAN_FILE } from "../../planning/plan-stack";
import type { SavedPlan, StateVersion } from "../../planning/summary";
import type { SynthesizedStack } from "../../planning/synthesis";
import type { StateHead } from "../aws/state-store";
import type { Session } from "../core/session";
import { sha256, Workspace, type PlanArguments, type WorkspaceParts } from "../core/workspace";
import type { PlanProviders } from "./shared-providers";

export interface PlanRequest extends Omit<PlanArguments, "environment"> {
  readonly parts?: WorkspaceParts;
  /** Running ones, if Terraform is not to start its own. */
  readonly providers?: PlanProviders;
  /** The state as it was before. */
  readonly state: StateHead | undefined;
}

/** A plan that can be applied, still in its work folder. */
export interface PlannedStack {
  readonly folder: string;
  readonly counts: Counts;
  readonly digest: string;
  readonly saved: SavedPlan;
  /** Names of the outputs that it changes. */
  readonly changedOutputs: ReadonlySet<string>;
}

/**
 * Plans one stack on its real state. Rejects with TerraformFailedError, ProviderUnavailableError, PlanningError for what an
 * earlier run left in the folder, or InterruptedError.
 */
export async function planWorkspace(
  session: Session,
  stack: SynthesizedStack,
  { parts, state, providers, ...args }: PlanRequest,
): Promise<PlannedStack> {
  const workspace = await Workspace.open(session, stack, parts);
  await workspace.init();
  const run = (environment: NodeJS.ProcessEnv): Promise<PlanDocument> =>
    workspace.plan({ ...args, environment });
  const plan = await (providers?.use(stack, state?.types ?? [], run) ?? run({}));
  const file = sha256(path.join(workspace.folder, PLAN_FILE));
  return {
    folder: workspace.folder,
    counts: countChanges(plan),
    digest: digestPlan(plan),
    saved: { file, ...workspace.hashes, state: versionOf(state) },
    changedOutputs: changedOutputsIn(plan),
  };
}

function versionOf(state: StateHead | undefined): StateVersion | null {
  return state === undefined ? null : { lineage: state.lineage, serial: state.serial };
}

/** All but those that stay as they are. */
function changedOutputsIn({ output_changes: changes = {} }: PlanDocument): Set<string> {
  const changed = Object.entries(changes).filter(
    ([, { actions }]) => !(actions ?? []).every((action) => action === "no-op"),
  );
  return new Set(changed.map(([name]) => name));
}
