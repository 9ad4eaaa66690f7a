import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { planPlainly } from "../../tools/planning/plain";
import { planOffline } from "../../tools/planning/planner";
import { report, secondsOf } from "./measure";

const GIGABYTE = 1e9;

/**
 * All environments: the offline preview, first from nothing and then with its provider prepared, against `terraform init`,
 * `plan` and `show -json` in the same work folders one after another.
 */
export async function preview(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "mindscape-bench-"));
  const synthDirectory = join(folder, "cdktf.out");
  try {
    secondsOf(process.execPath, ["--import", "tsx", "main.ts"], { env: { CDKTF_OUTDIR: synthDirectory } });
    const stacks = readdirSync(join(synthDirectory, "stacks")).sort();
    const options = { synthDirectory, plansDirectory: join(folder, ".plans"), stacks, concurrency: 2 };
    const first = await planOffline(options);
    const again = await planOffline(options);
    const started = performance.now();
    const plain = await planPlainly(options);
    const sequential = (performance.now() - started) / 1000;
    const same = plain.plans.filter(({ id, digest }) =>
      again.plans.some((plan) => plan.id === id && plan.digest === digest),
    );
    const gigabytes = (bytes: number): string => `${(bytes / GIGABYTE).toFixed(1)} GB`;
    report(`offline preview of ${stacks.length} stacks`, [
      `init, plan, show one after another  ${sequential.toFixed(1)} s, at most ${gigabytes(plain.peakBytes)} of memory`,
      `preview, the first time             ${first.seconds.toFixed(1)} s, at most ${gigabytes(first.peakBytes)}`,
      `preview, prepared                   ${again.seconds.toFixed(1)} s, at most ${gigabytes(again.peakBytes)}`,
      `ratio                               ${(sequential / first.seconds).toFixed(1)}x and ${(sequential / again.seconds).toFixed(1)}x faster (aim: 3x)`,
      `equal plans                         ${same.length} of ${stacks.length}`,
    ]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
