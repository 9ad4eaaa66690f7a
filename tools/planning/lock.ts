import { readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { makeDirectory } from "../directories";
import { PlanningError, codeOf } from "./errors";

/**
 * Makes `directory` this process's own until the returned function is called.
 * Throws a PlanningError when the folder cannot be written, or another living process has it; a dead one's lock is
 * taken over.
 */
export function lockDirectory(directory: string): () => void {
  // The dot keeps it apart from the stacks' own work folders.
  const file = path.join(directory, ".lock");
  try {
    makeDirectory(directory);
    claim(file);
  } catch (error) {
    if (error instanceof PlanningError) throw error;
    throw new PlanningError([
      `${directory} cannot be written (${codeOf(error) ?? String(error)}); make it writable or choose another folder with --plans-dir`,
    ]);
  }
  return () => rmSync(file, { force: true });
}

function claim(file: string): void {
  try {
    writeFileSync(file, String(process.pid), { flag: "wx" });
  } catch (error) {
    if (codeOf(error) !== "EEXIST") throw error;
    const owner = Number(readFileSync(file, "utf8"));
    if (isAlive(owner)) {
      throw new PlanningError([
        `another run (process ${owner}) is at work in ${path.dirname(file)}; wait for it, choose another folder with --plans-dir, or remove ${file} if that process is something else`,
      ]);
    }
    rmSync(file, { force: true });
    writeFileSync(file, String(process.pid), { flag: "wx" });
    // Whoever took it over at the same moment may have removed ours.
    if (readFileSync(file, "utf8") !== String(process.pid)) claim(file);
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === "EPERM";
  }
}
