import { emulateStack } from "../../emulation/emulate";
import { PlanningError } from "../../planning/errors";
import type { JsonObject } from "../../planning/json";
import type { SynthesizedStack } from "../../planning/synthesis";
import type { RunKind } from "../core/kind";
import type { PlanArguments, WorkspaceParts } from "../core/workspace";

const IMPORTS_FILE = "imports.tf.json";

/** What lies beside a copy of the stack while its state is local, and while it is remote. */
export interface BootstrapParts {
  readonly local: WorkspaceParts;
  readonly remote: WorkspaceParts;
  readonly plan: PlanArguments;
}

/** Throws a PlanningError for a stack that the emulator cannot hold. */
export function partsOf(
  kind: RunKind,
  stack: SynthesizedStack,
  stateFile: string,
  imports: JsonObject | undefined,
): BootstrapParts {
  const { override, targets } = kind === "emulated" ? emulated(stack) : { override: undefined, targets: [] };
  const local = { ...override, terraform: { backend: { local: { path: stateFile } } } };
  return {
    local: { override: local, ...(imports !== undefined && { files: { [IMPORTS_FILE]: imports } }) },
    remote: override === undefined ? {} : { override },
    plan: { targets },
  };
}

function emulated(stack: SynthesizedStack): {
  readonly override: JsonObject;
  readonly targets: readonly string[];
} {
  // It reads no other state.
  const found = emulateStack(stack, new Map(), () => false);
  if ("override" in found) return found;
  throw new PlanningError([`${stack.id}: ${found.reason}`]);
}
