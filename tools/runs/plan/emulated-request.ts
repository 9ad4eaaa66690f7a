import { emulateStack } from "../../emulation/emulate";
import type { SynthesizedStack } from "../../planning/synthesis";
import type { StateHead } from "../aws/state-store";
import type { PlanRequest } from "./plan-workspace";
import type { Read } from "./reads";
import type { States } from "./states";

/** Whether a stack's state has an output; undefined: there is no state. */
export type HasOutput = (stack: string, output: string) => boolean | undefined;

/** Answers for the states that a stack reads. */
export async function outputsOf(states: States, reads: ReadonlyMap<string, Read>): Promise<HasOutput> {
  const producers = new Set([...reads.values()].flatMap(({ producer }) => producer ?? []));
  const heads = new Map<string, StateHead | undefined>();
  for (const producer of producers) heads.set(producer, await states.of(producer));
  return (stack, output) => heads.get(stack)?.outputs.includes(output);
}

/** How a stack is planned against an emulator, or why it cannot be. */
export function emulatedRequest(
  stack: SynthesizedStack,
  reads: ReadonlyMap<string, Read>,
  hasOutput: HasOutput,
): Pick<PlanRequest, "parts" | "targets"> | { readonly reason: string } {
  const producers = new Map([...reads].map(([name, { producer }]) => [name, producer]));
  const emulated = emulateStack(stack, producers, (id, output) => hasOutput(id, output) === true);
  if ("reason" in emulated) return emulated;
  return { parts: { override: emulated.override }, targets: emulated.targets };
}
