import { existsSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { makeDirectory } from "./directories";

const CACHE = join(__dirname, "../.cache");

/**
 * The folder `.cache/<name>`, filled by `fill` at its first use and kept for the next run. It is all there or not at all, also
 * when several processes begin at once. Throws `missing` with what went wrong.
 */
export function installed(name: string, missing: string, fill: (folder: string) => void): string {
  const folder = join(CACHE, name);
  if (existsSync(folder)) return folder;
  const unfinished = `${folder}.${process.pid}`;
  try {
    makeDirectory(dirname(folder));
    makeDirectory(unfinished);
    fill(unfinished);
    if (!existsSync(folder)) renameSync(unfinished, folder);
  } catch (error) {
    const { stderr, message } = error as { stderr?: Buffer; message?: string };
    if (!existsSync(folder))
      throw new Error(`${missing}: ${stderr?.toString().trim() || (message ?? String(error))}`);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
  return folder;
}
