import { readFileSync, readdirSync } from "node:fs";
import type { Processes } from "./processes";

const SAMPLE_MILLISECONDS = 200;
const KIBIBYTE = 1024;

/** Samples how much memory the children of a run hold together. Linux only: elsewhere it measures nothing. */
export class MemoryMeter {
  private peak = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly processes: Pick<Processes, "pids">) {}

  /** Starts sampling; without this a run is not measured. */
  start(): void {
    this.timer ??= setInterval(() => this.sample(), SAMPLE_MILLISECONDS).unref();
  }

  stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  /** Highest sum of the children's memory that was seen, in bytes. */
  get peakBytes(): number {
    return this.peak;
  }

  private sample(): void {
    const pids = this.processes.pids.flatMap((pid) => [pid, ...descendants(pid)]);
    const total = pids.reduce((sum, pid) => sum + memoryBytes(pid), 0);
    this.peak = Math.max(this.peak, total);
  }
}

/**
 * A process's share of memory in bytes: pages that several processes map, as those of a provider's executable, are
 * divided among them. 0 when the process is gone or the system does not say.
 */
export function memoryBytes(pid: number): number {
  try {
    const share = /^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"))?.[1];
    return Number(share ?? 0) * KIBIBYTE;
  } catch {
    return 0;
  }
}

/** Ids of all processes below `pid`. Linux only. */
export function descendants(pid: number): number[] {
  let tasks: string[];
  try {
    tasks = readdirSync(`/proc/${pid}/task`);
  } catch {
    return [];
  }
  const children = tasks.flatMap((task) => {
    try {
      return readFileSync(`/proc/${pid}/task/${task}/children`, "utf8")
        .split(" ")
        .filter(Boolean)
        .map(Number);
    } catch {
      return [];
    }
  });
  return children.flatMap((child) => [child, ...descendants(child)]);
}
