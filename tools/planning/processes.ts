import { spawn, type ChildProcess } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { InterruptedError } from "./errors";

const GRACE_MILLISECONDS = 5_000;

export interface Completed {
  readonly code: number | null;
  readonly stdout: Buffer;
  readonly stderr: string;
}

export interface ProcessOptions {
  readonly cwd?: string;
  readonly env: NodeJS.ProcessEnv;
}

/**
 * Every process that a run starts, so that none outlives it. Each leads a process group of its own: a terminal's
 * Ctrl-C reaches only us, and we decide how each one ends.
 */
export class Processes {
  private readonly live = new Set<ChildProcess>();
  private stopped = false;
  private readonly onExit = (): void => this.signalAll("SIGKILL");

  constructor() {
    process.on("exit", this.onExit);
  }

  /** Starts a process that runs until it is stopped. Throws InterruptedError after `stop`. */
  start(command: string, args: readonly string[], options: ProcessOptions): ChildProcess {
    if (this.stopped) throw new InterruptedError();
    const child = spawn(command, args, { ...options, detached: true, stdio: ["ignore", "pipe", "pipe"] });
    this.live.add(child);
    const forget = (): boolean => this.live.delete(child);
    child.once("exit", forget);
    child.once("error", forget);
    return child;
  }

  /** Runs a command to its end. Rejects if it cannot be started, or with InterruptedError if `stop` ended it. */
  async run(command: string, args: readonly string[], options: ProcessOptions): Promise<Completed> {
    const child = this.start(command, args, options);
    const output: Buffer[] = [];
    const errors: Buffer[] = [];
    child.stdout?.on("data", (chunk: Buffer) => output.push(chunk));
    child.stderr?.on("data", (chunk: Buffer) => errors.push(chunk));
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", resolve);
    });
    if (this.stopped) throw new InterruptedError();
    return { code, stdout: Buffer.concat(output), stderr: Buffer.concat(errors).toString("utf8") };
  }

  get pids(): number[] {
    return [...this.live].flatMap((child) => (child.pid === undefined ? [] : [child.pid]));
  }

  /** Asks every process to end, waits for a few seconds, and kills what is left. Nothing starts afterwards. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.signalAll("SIGINT");
    const deadline = Date.now() + GRACE_MILLISECONDS;
    while (this.live.size > 0 && Date.now() < deadline) await sleep(20);
    this.signalAll("SIGKILL");
    while (this.live.size > 0) await sleep(5);
    process.off("exit", this.onExit);
  }

  /** Ends everything at once, for an impatient second Ctrl-C. */
  kill(): void {
    this.stopped = true;
    this.signalAll("SIGKILL");
  }

  private signalAll(signal: NodeJS.Signals): void {
    for (const pid of this.pids) {
      try {
        process.kill(-pid, signal);
      } catch {
        // It ended in the meantime.
      }
    }
  }
}
