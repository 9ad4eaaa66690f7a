import { spawn, type ChildProcess } from "node:child_process";
import { closeSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { codeOf, InterruptedError, PlanningError } from "../../planning/errors";
import { makeDirectory } from "../../directories";
import { follow } from "./follow";

const RUNNING_FILE = ".running";

export interface Ended {
  readonly code: number | null;
  /** Everything that Terraform wrote: with `-json` a message a line. */
  readonly output: string;
  /** It was asked to stop before its end. */
  readonly asked: boolean;
}

export interface LongRun {
  readonly folder: string;
  readonly args: readonly string[];
  /** Where Terraform writes; replaced at the start. */
  readonly log: string;
  /** It changes something: only the second request to stop reaches it. */
  readonly changes: boolean;
  /** Added to the usual environment. */
  readonly environment?: NodeJS.ProcessEnv;
  /** Each line as it comes. */
  readonly onLine?: (line: string) => void;
}

/**
 * Terraform as one must run it when it changes something: never killed, asked to stop at most once, in a group of its own
 * that a terminal's Ctrl-C does not reach, and writing into a file, which outlives us as it does.
 */
export class TerraformRuns {
  private readonly running = new Map<ChildProcess, { readonly changes: boolean; asked: boolean }>();
  private stopped = false;

  constructor(private readonly environment: NodeJS.ProcessEnv) {}

  /** Runs to the end, whatever that is. Rejects with InterruptedError if nothing may start any more. */
  async run({ folder, args, log, changes, environment, onLine }: LongRun): Promise<Ended> {
    if (this.stopped) throw new InterruptedError();
    refuseRunning(folder);
    makeDirectory(path.dirname(log));
    // Messages name resources, and a failed call may quote what was sent.
    const file = openSync(log, "w", 0o600);
    const child = spawn("terraform", args, {
      cwd: folder,
      env: { ...this.environment, ...environment },
      detached: true,
      stdio: ["ignore", file, file],
    });
    closeSync(file);
    const unfollow = onLine === undefined ? (): void => undefined : follow(log, onLine);
    const run = { changes, asked: false };
    this.running.set(child, run);
    const mark = path.join(folder, RUNNING_FILE);
    try {
      const code = await new Promise<number | null>((resolve, reject) => {
        child.once("error", reject);
        child.once("exit", resolve);
        if (child.pid !== undefined) writeFileSync(mark, String(child.pid));
      });
      return { code, output: readFileSync(log, "utf8"), asked: run.asked };
    } finally {
      rmSync(mark, { force: true });
      this.running.delete(child);
      unfollow();
    }
  }

  /** Nothing starts any more; what changes nothing is asked to stop. */
  stop(): void {
    this.stopped = true;
    this.ask((changes) => !changes);
  }

  /** Asks everything to stop: Terraform ends what it is doing, saves the state, releases the lock. */
  hurry(): void {
    this.stopped = true;
    this.ask(() => true);
  }

  private ask(whether: (changes: boolean) => boolean): void {
    for (const [child, run] of this.running) {
      // A second signal would make Terraform leave without saving.
      if (run.asked || !whether(run.changes)) continue;
      run.asked = true;
      child.kill("SIGINT");
    }
  }
}

/** Throws a PlanningError if a Terraform that an earlier run left behind still works in `folder`. */
export function refuseRunning(folder: string): void {
  const mark = path.join(folder, RUNNING_FILE);
  let pid: number;
  try {
    pid = Number(readFileSync(mark, "utf8"));
  } catch {
    return;
  }
  if (!isAlive(pid)) return;
  throw new PlanningError([
    `terraform (process ${pid}) of an earlier run is still at work in ${folder}; wait for it to end, never kill it; remove ${mark} if that process is something else`,
  ]);
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
