import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { chooseStacks, type Chosen } from "../../tools/runs/core/chosen";
import { inTurn, wavesOf } from "../../tools/runs/core/schedule";
import { emulatedPlans } from "./emulated-plans";
import { report } from "./measure";

const SIZES = [50, 200, 800] as const;
const CONCURRENCY = 4;
const MEGABYTE = 1e6;

/** The runs' own time for many stacks, and `mindscape plan` of emulated production against Terraform alone. */
export async function runs(): Promise<void> {
  const rows: string[] = [];
  for (const size of SIZES) rows.push(await ordered(size));
  report("generated stacks: chosen, ordered, each started in its turn", rows);
  await emulatedPlans();
}

async function ordered(size: number): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), "mindscape-bench-"));
  try {
    writeStacks(folder, size);
    const started = performance.now();
    const chosen = chooseStacks(folder, { environments: ["generated"], stacks: [] });
    const waves = wavesOf(chosen, "upstream-first").length;
    const { most, megabytes } = await runAll(chosen);
    const milliseconds = performance.now() - started;
    const perStack = (milliseconds / size).toFixed(2);
    return `${String(size).padStart(3)} stacks in ${waves} waves  ${milliseconds.toFixed(0)} ms (${perStack} ms a stack), ${most} at once, ${megabytes.toFixed(1)} MB more at the end of the schedule`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function runAll(chosen: Chosen): Promise<{ most: number; megabytes: number }> {
  let running = 0;
  let most = 0;
  const before = process.memoryUsage().heapUsed;
  await inTurn(chosen, { direction: "upstream-first", concurrency: CONCURRENCY }, async () => {
    most = Math.max(most, ++running);
    await new Promise(setImmediate);
    running--;
  });
  return { most, megabytes: Math.max(0, process.memoryUsage().heapUsed - before) / MEGABYTE };
}

/** Environments are alike: twenty stacks, each of which depends on a few of those before it. */
function writeStacks(folder: string, size: number): void {
  const layers = 20;
  const idOf = (index: number): string => `generated-us-west-2-layer${index}`;
  const stacks: Record<string, unknown> = {};
  for (let index = 0; index < size; index++) {
    const id = idOf(index);
    const file = `stacks/${id}/cdk.tf.json`;
    const before = [1, 2, 5].map((distance) => index - distance);
    const dependencies = before
      .filter((other) => index % layers > 0 && other >= index - (index % layers))
      .map(idOf);
    mkdirSync(path.join(folder, "stacks", id), { recursive: true });
    writeFileSync(
      path.join(folder, file),
      JSON.stringify({ terraform: { backend: { s3: { bucket: "b", key: id, region: "us-west-2" } } } }),
    );
    stacks[id] = { synthesizedStackPath: file, dependencies };
  }
  writeFileSync(path.join(folder, "manifest.json"), JSON.stringify({ stacks }));
}
