import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { median, report, secondsOf } from "./measure";

const RUNS = 3;

/** All environments: our command against `cdktf synth` with the app command of CDKTF's own TypeScript template. */
export function synthesis(): void {
  const folder = mkdtempSync(join(tmpdir(), "mindscape-bench-"));
  const output = join(folder, "cdktf.out");
  try {
    const ours = median(RUNS, () =>
      secondsOf(process.execPath, ["--import", "tsx", "main.ts"], { env: { CDKTF_OUTDIR: output } }),
    );
    const theirs = median(RUNS, () =>
      secondsOf("npx", ["cdktf", "synth", "--app", "npx ts-node main.ts", "--output", output]),
    );
    report("synthesis of all environments", [
      `npm run synth              ${ours.toFixed(2)} s`,
      `cdktf synth with ts-node   ${theirs.toFixed(2)} s`,
      `ratio                      ${(theirs / ours).toFixed(1)}x faster (aim: 3x)`,
    ]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
