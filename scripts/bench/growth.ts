import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import type { EnvironmentConfig } from "../../config/environment";
import { configuration } from "../../config/environments";
import { buildEnvironment } from "../../stacks/environment";
import { median, report } from "./measure";

const SIZES = [5, 10, 20, 40] as const;
const RUNS = 3;

/** Synthesis of ever more environments in one process: milliseconds a stack should stay the same. */
export function growth(): void {
  seconds(SIZES[0]); // Warm the compiler up.
  const perStack = SIZES.map((environments) => {
    const stacks = environments * 4;
    const each = (median(RUNS, () => seconds(environments)) / stacks) * 1000;
    return { stacks, each };
  });
  const first = perStack[0]?.each ?? NaN;
  const last = perStack.at(-1)?.each ?? NaN;
  report("growth of synthesis with the number of stacks", [
    ...perStack.map(
      ({ stacks, each }) => `${String(stacks).padStart(3)} stacks  ${each.toFixed(1)} ms a stack`,
    ),
    `ratio       ${(last / first).toFixed(2)} (1 is linear)`,
  ]);
}

function seconds(environments: number): number {
  const production = configuration.environments.find(({ name }) => name === "production");
  if (!production) throw new Error("config/environments has no production");
  const outdir = mkdtempSync(join(tmpdir(), "mindscape-bench-"));
  const started = performance.now();
  const app = new App({ outdir, stackTraces: false, context: { excludeStackIdFromLogicalIds: "true" } });
  const settings = { organization: configuration.organization, backend: "s3" as const, violations: [] };
  for (let index = 0; index < environments; index++) {
    buildEnvironment(app, { ...production, name: `e${index}` as EnvironmentConfig["name"] }, settings);
  }
  app.synth();
  rmSync(outdir, { recursive: true, force: true });
  return (performance.now() - started) / 1000;
}
