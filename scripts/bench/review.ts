import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FORMATS } from "../../tools/review/render/render";
import { STACKS, writePlans } from "./review/plans";

const SIZES = [1250, 2500, 5000, 10_000] as const;
const RUNS = 3;
const PROGRAM = join(__dirname, "review", "run.ts");

/** What one process says of itself. */
export interface Run {
  /** Of `read`, `review`, and each format. */
  readonly milliseconds: Readonly<Record<string, number>>;
  /** Of each format. */
  readonly kibibytes: Readonly<Record<string, number>>;
  /** Milliseconds of all its threads, without reading. */
  readonly cpu: number;
  /** MiB, from its start to its end. */
  readonly peak: number;
}

interface Measured {
  readonly size: number;
  readonly review: number;
  readonly formats: number;
}

/**
 * How long a review of many changes and all its formats take, what a further change costs, and the memory of it all. Each run
 * is a process of its own, started as the command is: it pays for the compiler and for reading the plans. Reading is no part of
 * the total.
 */
export function benchReview(): void {
  console.log(
    `changes over ${STACKS} stacks, none like another (the quickest of ${RUNS} processes, most memory of all):`,
  );
  const all = SIZES.map((size) => measured(size, false));
  console.log("the same, of which environments and regions are alike:");
  measured(SIZES[SIZES.length - 1] ?? 0, true);
  console.log(`a further change: review ${slope(all, "review")} ms, formats ${slope(all, "formats")} ms`);
}

function measured(size: number, alike: boolean): Measured {
  const runs = runsOver(size, alike);
  const [best] = [...runs].sort((a, b) => totalOf(a) - totalOf(b));
  if (best === undefined) throw new Error("no run");
  const { milliseconds, kibibytes, cpu } = best;
  const [read = 0, review = 0] = [milliseconds["read"], milliseconds["review"]];
  const each = FORMATS.map(
    (format) => `${format} ${ms(milliseconds[format] ?? 0)} for ${Math.round(kibibytes[format] ?? 0)} KiB`,
  );
  console.log(
    `${String(size).padStart(6)}: total ${ms(totalOf(best))} (CPU ${ms(cpu)}), review ${ms(review)}, ` +
      `formats ${ms(totalOf(best) - review)}; peak ${Math.round(Math.max(...runs.map(({ peak }) => peak)))} MiB`,
  );
  console.log(`${" ".repeat(8)}${each.join(", ")}; before all that, read in ${ms(read)}`);
  return { size, review, formats: totalOf(best) - review };
}

function runsOver(size: number, alike: boolean): Run[] {
  const folder = mkdtempSync(join(tmpdir(), "mindscape-bench-"));
  try {
    writePlans(folder, size, alike);
    return Array.from({ length: RUNS }, () => runOver(folder));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function runOver(folder: string): Run {
  const { status, error, stdout, stderr } = spawnSync(
    process.execPath,
    // As the command runs.
    ["--min-semi-space-size=16", "--import", "tsx", PROGRAM, folder],
    { encoding: "utf8" },
  );
  if (error) throw error;
  if (status !== 0) throw new Error(`a review of ${folder} ended with ${status}: ${stderr}`);
  return JSON.parse(stdout) as Run;
}

/** Review and formats. */
function totalOf({ milliseconds }: Run): number {
  return ["review", ...FORMATS].reduce((sum, part) => sum + (milliseconds[part] ?? 0), 0);
}

/** By least squares. */
function slope(all: readonly Measured[], part: "review" | "formats"): string {
  const mean = (of: (one: Measured) => number): number =>
    all.reduce((sum, one) => sum + of(one), 0) / all.length;
  const [size, time] = [mean((one) => one.size), mean((one) => one[part])];
  const rise = mean((one) => (one.size - size) * (one[part] - time)) / mean((one) => (one.size - size) ** 2);
  return rise.toFixed(3);
}

function ms(milliseconds: number): string {
  return `${Math.round(milliseconds)} ms`;
}
