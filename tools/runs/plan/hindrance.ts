import type { StackStatus } from "../../planning/stack-plan";
import type { HasOutput } from "./emulated-request";
import type { Read } from "./reads";

/** What became of a stack that comes first. */
export interface Earlier {
  readonly status: StackStatus;
  /** Names of the outputs that its plan changes. */
  readonly changedOutputs: ReadonlySet<string>;
}

/** Why a stack is not planned. */
export interface Hindrance {
  readonly status: Exclude<StackStatus, "planned">;
  readonly reason: string;
}

export interface Surroundings {
  /** What the stack reads of other stacks. */
  readonly reads: readonly Read[];
  /** The chosen stacks that come first. */
  readonly upstream: ReadonlyMap<string, Earlier>;
  readonly hasOutput: HasOutput;
  /** Against an emulator what it cannot make is left out of a stack, and no reason not to plan the rest. */
  readonly kind: "online" | "emulated";
}

/** Why a stack cannot be planned now, judged by those that come first; undefined if it can. */
export function hindranceOf(surroundings: Surroundings): Hindrance | undefined {
  return (
    stuckUpstream(surroundings) ??
    surroundings.reads
      .map((read) => hindranceOfRead(read, surroundings))
      .find((hindrance) => hindrance !== undefined)
  );
}

function stuckUpstream({ upstream }: Surroundings): Hindrance | undefined {
  for (const [id, { status }] of upstream) {
    if (status === "failed") return { status: "waiting", reason: `waits for ${id}, which failed` };
    if (status === "waiting")
      return { status: "waiting", reason: `waits for ${id}, which is itself waiting` };
  }
  return undefined;
}

function hindranceOfRead(
  { producer, outputs }: Read,
  { upstream, hasOutput, kind }: Surroundings,
): Hindrance | undefined {
  if (producer === undefined) return undefined;
  const chosen = upstream.get(producer);
  const changed = outputs.filter((output) => chosen?.changedOutputs.has(output));
  if (changed.length > 0) {
    const told = `${changed.length === 1 ? "an output" : `${changed.length} outputs`} that it reads`;
    const reason = `waits for ${producer}, whose plan changes ${told}: apply that one first, then plan this one`;
    return { status: "waiting", reason };
  }
  if (kind === "emulated") return undefined;
  if (chosen?.status === "not-planned")
    return { status: "not-planned", reason: `it reads outputs of ${producer}, which is not planned` };
  if (chosen !== undefined) return undefined;
  const missing = outputs.find((output) => hasOutput(producer, output) !== true);
  if (missing === undefined) return undefined;
  const lacking = hasOutput(producer, missing) === undefined ? "has no state" : `has no output ${missing}`;
  const reason = `it reads outputs of ${producer}, which ${lacking}; plan and apply that one first (--stack ${producer})`;
  return { status: "failed", reason };
}
