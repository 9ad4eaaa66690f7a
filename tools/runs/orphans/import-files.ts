import { rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { makeDirectory } from "../../directories";
import type { StackOrphans } from "./stack-orphans";

/**
 * Writes import blocks for `mindscape plan --imports`: `<stack>.tf.json` for each stack that has some; what an earlier search left
 * for the other stacks is taken away. Returns the stacks that have one.
 */
export function writeImports(directory: string, stacks: readonly StackOrphans[]): string[] {
  const written: string[] = [];
  for (const { stack, imports } of stacks) {
    const file = path.join(directory, `${stack}.tf.json`);
    rmSync(file, { force: true });
    if (imports.length === 0) continue;
    makeDirectory(directory);
    writeFileSync(file, `${JSON.stringify({ import: imports }, null, 2)}\n`);
    written.push(stack);
  }
  return written;
}
