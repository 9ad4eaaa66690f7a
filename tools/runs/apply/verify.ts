import path from "node:path";
import { existsSync } from "node:fs";
import { PlanningError } from "../../planning/errors";
import { digestPlan } from "../../planning/plan-document";
import { PLAN_FILE } from "../../planning/plan-stack";
import type { SynthesizedStack } from "../../planning/synthesis";
import { emulateStack } from "../../emulation/emulate";
import { readState, stateAddressOf } from "../aws/state-store";
import type { Session } from "../core/session";
import { sha256, Workspace, type WorkspaceParts } from "../core/workspace";
import type { SavedStack } from "./saved-plans";

/** A plan of which everything was compared with what was reviewed. */
export interface VerifiedPlan {
  readonly workspace: Workspace;
  /** Terraform has something to do, if only to the outputs. */
  readonly changes: boolean;
}

/** One stack, what was said of its plan, and where that plan is. */
export interface PlanToVerify {
  readonly stack: SynthesizedStack;
  readonly saved: SavedStack;
  /** Holds `<stack>/plan.bin`. */
  readonly folder: string;
}

/**
 * Lays a stack out with its saved plan. Rejects with a PlanningError unless configuration, providers, state, the plan's file and what
 * Terraform itself reads in it are those that were planned.
 */
export async function verifyPlan(
  session: Session,
  { stack, saved, folder }: PlanToVerify,
): Promise<VerifiedPlan> {
  const { id } = stack;
  const plan = saved.plan;
  if (plan === undefined) throw new PlanningError([`${id}: there is no plan of it`]);
  const file = path.join(folder, id, PLAN_FILE);
  if (!existsSync(file)) throw new PlanningError([`${id}: ${file} is missing; fetch it, or plan again`]);
  const workspace = await Workspace.open(session, stack, partsOf(session, stack));
  // From here on only the copy counts.
  workspace.adopt(file);
  refuse(
    sha256(path.join(workspace.folder, PLAN_FILE)) === plan.file,
    `${id}: ${file} was altered since it was planned; plan again`,
  );
  const { configuration, assets } = workspace.hashes;
  const synthesize = "run npm run synth on that commit, or plan again";
  refuse(
    configuration === plan.configuration,
    `${id}: its cdk.tf.json is not the one that was planned; ${synthesize}`,
  );
  refuse(assets === plan.assets, `${id}: its assets are not those that were planned; ${synthesize}`);
  await workspace.init();
  refuse(
    workspace.hashes.lockFile === plan.lockFile,
    `${id}: its providers are not those of the plan; use the same mirror or registry, or plan again`,
  );
  await refuseMovedState(session, stack, plan.state);
  const document = await workspace.show();
  refuse(
    digestPlan(document) === saved.digest,
    `${id}: what Terraform reads in ${file} is not what was reviewed; plan again`,
  );
  return { workspace, changes: document["applyable"] !== false };
}

/** Rejects with a PlanningError if the state is no longer the one that was planned on. */
export async function refuseMovedState(
  { access }: Session,
  { id, configuration }: SynthesizedStack,
  planned: { readonly lineage: string; readonly serial: number } | null,
): Promise<void> {
  const now = await readState(access, stateAddressOf(configuration));
  if (now === undefined) {
    refuse(
      planned === null,
      `${id}: it had a state when it was planned, and has none now; find out why before you plan again`,
    );
    return;
  }
  refuse(
    planned !== null,
    `${id}: it had no state when it was planned, and has one now (serial ${now.serial}); plan again`,
  );
  refuse(
    now.lineage === planned?.lineage,
    `${id}: its state is another one than the one that was planned on (lineage ${now.lineage}, was ${planned?.lineage ?? ""}); find out why`,
  );
  refuse(
    now.serial === planned?.serial,
    `${id}: its state moved on since it was planned (serial ${now.serial}, was ${planned?.serial ?? ""}); plan again`,
  );
}

function refuse(holds: boolean, problem: string): void {
  if (!holds) throw new PlanningError([problem]);
}

/** What an emulated run needs beside the copy; a saved plan has its targets in it. */
function partsOf({ kind }: Session, stack: SynthesizedStack): WorkspaceParts {
  if (kind === "online") return {};
  const emulated = emulateStack(stack, new Map(), () => true);
  return "override" in emulated ? { override: emulated.override } : {};
}
