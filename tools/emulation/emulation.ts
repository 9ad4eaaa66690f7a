import { producers } from "../planning/remote-states";
import type { SynthesizedStack } from "../planning/synthesis";
import { type EmulatedStack, emulateStack, type NotEmulated } from "./emulate";
import { addressOf, emulatedOutputs } from "./selection";

/** What of several stacks the emulator can hold, where each reads what the emulator can hold of the others. */
export class Emulation {
  private readonly known = new Map<string, EmulatedStack | NotEmulated>();

  /** `stacks`: all of a synthesis, by id. */
  constructor(private readonly stacks: ReadonlyMap<string, SynthesizedStack>) {}

  /** Throws a PlanningError if the stack's state is not in S3. */
  of(id: string): EmulatedStack | NotEmulated {
    const known = this.known.get(id);
    if (known !== undefined) return known;
    const stack = this.stacks.get(id);
    if (stack === undefined) return { reason: `${id} is no stack` };
    const sources = producers(stack.configuration, this.stacks.values());
    const emulated = emulateStack(stack, sources, (other, output) => this.outputs(other).has(output));
    this.known.set(id, emulated);
    return emulated;
  }

  /** Addresses, without index, of what the emulator can hold of a stack. */
  addresses(id: string): readonly string[] {
    const emulated = this.of(id);
    if ("reason" in emulated) return [];
    const { resources = [] } = this.stacks.get(id)?.configuration ?? {};
    const all = resources.filter(({ mode }) => mode === "managed").map(addressOf);
    return emulated.targets.length > 0 ? emulated.targets : all;
  }

  /** Outputs that a stack has there once it is applied; nobody may wait for the others. */
  outputs(id: string): ReadonlySet<string> {
    const stack = this.stacks.get(id);
    if (stack === undefined || "reason" in this.of(id)) return new Set();
    return emulatedOutputs(stack.configuration, this.addresses(id));
  }
}
