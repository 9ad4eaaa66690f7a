import { byCodePoint } from "./groups";
import type { PlanInput } from "./input";
import { type References, resourceOf } from "./references";

/** Which stacks read which outputs of others, as their configurations say. */
export class Consumers {
  /** By producer, then output. */
  private readonly readers = new Map<string, Map<string, Set<string>>>();

  constructor(plans: readonly PlanInput[], references: ReadonlyMap<string, References>) {
    const ids = plans.map(({ stack }) => stack).sort((a, b) => b.length - a.length || byCodePoint(a, b));
    for (const { stack } of plans) {
      const of = references.get(stack);
      if (of !== undefined) this.read(stack, of, ids);
    }
  }

  /** Stacks that read an output; sorted. */
  of(producer: string, output: string): string[] {
    return [...(this.readers.get(producer)?.get(output) ?? [])].sort(byCodePoint);
  }

  private read(
    stack: string,
    { ofResource, ofOutput, remoteStates }: References,
    ids: readonly string[],
  ): void {
    const producers = new Map<string, string>();
    for (const [address, configured] of remoteStates) {
      const producer = producerOf(address, configured, ids);
      if (producer !== undefined && producer !== stack) producers.set(address, producer);
    }
    if (producers.size === 0) return;
    for (const references of [...ofResource.values(), ...ofOutput.values()]) {
      for (const reference of references) {
        const producer = producers.get(resourceOf(reference));
        const [, output] = /\.outputs\.([\w-]+)/.exec(reference) ?? [];
        if (producer !== undefined && output !== undefined) this.add(producer, output, stack);
      }
    }
  }

  private add(producer: string, output: string, reader: string): void {
    const outputs = this.readers.get(producer) ?? new Map<string, Set<string>>();
    this.readers.set(producer, outputs);
    outputs.set(output, (outputs.get(output) ?? new Set()).add(reader));
  }
}

/** CDKTF names the data source after the stack; otherwise the state's key, path or workspace does. */
function producerOf(address: string, configured: string, ids: readonly string[]): string | undefined {
  const [, named] = /\.cross-stack-reference-input-(.+)$/.exec(address) ?? [];
  if (named !== undefined && ids.includes(named)) return named;
  return ids.find((id) => configured.includes(id));
}
