import { mkdirSync, statSync } from "node:fs";
import path from "node:path";

/**
 * Creates `directory` and what is missing above it, one folder after another. Node's own recursive mode never returns in
 * a folder that exists and takes no children, such as /proc.
 * Throws the system's error of the first folder that cannot be made.
 */
export function makeDirectory(directory: string): void {
  const absolute = path.resolve(directory);
  if (isDirectory(absolute)) return;
  const parent = path.dirname(absolute);
  if (parent !== absolute) makeDirectory(parent);
  try {
    mkdirSync(absolute);
  } catch (error) {
    // Somebody else made it meanwhile.
    if (!isDirectory(absolute)) throw error;
  }
}

function isDirectory(candidate: string): boolean {
  return statSync(candidate, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
