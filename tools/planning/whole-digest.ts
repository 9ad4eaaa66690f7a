import { createHash } from "node:crypto";
import type { StackStatus } from "./stack-plan";

/** One stack in a digest over many: its id, what became of it, and the digest of its plan. */
export type DigestedStack = readonly [id: string, status: StackStatus, digest: string | null];

/** SHA-256 over what is to be applied, in whatever order the stacks come. */
export function wholeDigest(stacks: readonly DigestedStack[]): string {
  const lines = stacks.map((stack) => JSON.stringify(stack));
  return createHash("sha256").update(lines.sort().join("\n")).digest("hex");
}
