import type { Configuration } from "../../planning/configuration";
import { producers } from "../../planning/remote-states";
import type { SynthesizedStack } from "../../planning/synthesis";

const READ = /data\.terraform_remote_state\.([\w-]+)\.outputs\.([\w-]+)/g;

/** What a stack reads of one other stack's state. */
export interface Read {
  /** Id of the stack that writes it; undefined: none of ours. */
  readonly producer: string | undefined;
  /** Names of outputs. */
  readonly outputs: readonly string[];
}

/** What a stack reads of other stacks' states, by the name of its `terraform_remote_state`. */
export function readsOf(
  { configuration, dependencies }: SynthesizedStack,
  all: ReadonlyMap<string, SynthesizedStack>,
): Map<string, Read> {
  const upstream = dependencies.flatMap((id) => all.get(id) ?? []);
  const outputs = outputsRead(configuration);
  const entries = [...producers(configuration, upstream)].map(
    ([name, producer]) => [name, { producer, outputs: [...(outputs.get(name) ?? [])] }] as const,
  );
  return new Map(entries);
}

function outputsRead({ root }: Configuration): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const [, name = "", output = ""] of JSON.stringify(root).matchAll(READ)) {
    const outputs = found.get(name) ?? new Set();
    found.set(name, outputs.add(output));
  }
  return found;
}
