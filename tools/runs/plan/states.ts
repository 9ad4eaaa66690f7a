import type { SynthesizedStack } from "../../planning/synthesis";
import type { AwsAccess } from "../aws/access";
import { readState, stateAddressOf, type StateHead } from "../aws/state-store";

/** The states of a run's stacks as they were when they were first asked for. */
export class States {
  private readonly known = new Map<string, Promise<StateHead | undefined>>();

  constructor(
    private readonly access: AwsAccess,
    private readonly all: ReadonlyMap<string, SynthesizedStack>,
  ) {}

  /** Undefined if the stack has none. Rejects as `readState` does. */
  of(id: string): Promise<StateHead | undefined> {
    const known = this.known.get(id) ?? this.read(id);
    this.known.set(id, known);
    return known;
  }

  private async read(id: string): Promise<StateHead | undefined> {
    const stack = this.all.get(id);
    return stack === undefined ? undefined : readState(this.access, stateAddressOf(stack.configuration));
  }
}
