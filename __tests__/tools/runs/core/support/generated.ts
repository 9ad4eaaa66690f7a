import { Configuration } from "../../../../../tools/planning/configuration";
import type { SynthesizedStack } from "../../../../../tools/planning/synthesis";
import type { Chosen } from "../../../../../tools/runs/core/chosen";

const DISTANCES = [1, 3, 10];
const SIDE_BY_SIDE = 10;

/** Many stacks, each of which depends on a few of those before it, ten side by side. */
export function generated(count: number): Chosen {
  const ids = Array.from({ length: count }, (_, index) => `generated-global-layer${index}`);
  const all = new Map<string, SynthesizedStack>();
  const upstream = new Map<string, string[]>();
  ids.forEach((id, index) => {
    const dependencies = DISTANCES.map((distance) => ids[index - distance * SIDE_BY_SIDE] ?? "").filter(
      Boolean,
    );
    const stack = { id, file: `/stacks/${id}/cdk.tf.json`, dependencies };
    all.set(id, { ...stack, source: Buffer.from("{}"), configuration: new Configuration({}) });
    upstream.set(id, [...new Set(dependencies.flatMap((other) => [other, ...(upstream.get(other) ?? [])]))]);
  });
  return { environment: "generated", stacks: all, all, upstream };
}

export function tick(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
