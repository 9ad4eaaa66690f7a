import { spawn, type ChildProcess } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { InterruptedError } from "./errors";

const GRACE_MILLISECONDS = 5_000;
const POLL_MILLISECONDS = 5;

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
  private readonly commands = new Set<ChildProcess>();
  private readonly services = new Set<ChildProcess>();
  private stopping: Promise<void> | undefined;
  private readonly onExit = (): void => {
    signalAll(this.commands, "SIGKILL");
    signalAll(this.services, "SIGKILL");
  };

  constructor() {
    process.on("exit", this.onExit);
  }

  /** Starts a process that serves commands until it is stopped. Throws InterruptedError after `stop`. */
  startService(command: string, args: readonly string[], options: ProcessOptions): ChildProcess {
    return this.start(this.services, command, args, options);
  }

  /** Runs a command to its end. Rejects if it cannot be started, or with InterruptedError if `stop` ended it. */
  async run(command: string, args: readonly string[], options: ProcessOptions): Promise<Completed> {
    const child = this.start(this.commands, command, args, options);
    const output: Buffer[] = [];
    const errors: Buffer[] = [];
    child.stdout?.on("data", (chunk: Buffer) => output.push(chunk));
    child.stderr?.on("data", (chunk: Buffer) => errors.push(chunk));
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", resolve);
    });
    if (this.stopping) throw new InterruptedError();
    return { code, stdout: Buffer.concat(output), stderr: Buffer.concat(errors).toString("utf8") };
  }

  get pids(): number[] {
    return [...this.commands, ...this.services].flatMap(({ pid }) => pid ?? []);
  }

  /**
   * Asks commands to end, waits for a few seconds, then kills what is left: services last, because commands need them
   * to end in good order. Nothing starts afterwards.
   */
  stop(): Promise<void> {
    this.stopping ??= this.stopAll();
    return this.stopping;
  }

  private async stopAll(): Promise<void> {
    signalAll(this.commands, "SIGINT");
    const deadline = Date.now() + GRACE_MILLISECONDS;
    while (this.commands.size > 0 && Date.now() < deadline) await sleep(POLL_MILLISECONDS);
    this.onExit();
    while (this.pids.length > 0) await sleep(POLL_MILLISECONDS);
    process.off("exit", this.onExit);
  }

  private start(
    kind: Set<ChildProcess>,
    command: string,
    args: readonly string[],
    options: ProcessOptions,
  ): ChildProcess {
    if (this.stopping) throw new InterruptedError();
    const child = spawn(command, args, { ...options, detached: true, stdio: ["ignore", "pipe", "pipe"] });
    kind.add(child);
    const forget = (): boolean => kind.delete(child);
    child.once("exit", forget);
    child.once("error", forget);
    return child;
  }
}

/** Sends a signal to whole process groups. */
function signalAll(children: Iterable<ChildProcess>, signal: NodeJS.Signals): void {
  for (const { pid } of children) {
    try {
      if (pid !== undefined) process.kill(-pid, signal);
    } catch {
      // It ended in the meantime.
    }
  }
}
