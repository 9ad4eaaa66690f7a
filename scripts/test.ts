/** Everything that CI checks, cheapest first. The last line is `N passed, N failed`; the exit code is 1 if one failed. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

interface Tally {
  readonly passed: number;
  readonly failed: number;
}

/** Each counts as one test. */
const CHECKS: readonly (readonly [name: string, command: string, ...args: string[]])[] = [
  ["format", "npx", "prettier", "--check", "--log-level", "warn", "."],
  ["lint", "npx", "eslint", ".", "--max-warnings", "0"],
  ["types", "npx", "tsc", "--noEmit"],
  ["synthesis", "npm", "run", "-s", "synth"],
  ["docs/policies.md is fresh", "node", "--import", "tsx", "scripts/policies-doc.ts", "--check"],
  ["docs/capacity.md is fresh", "node", "--import", "tsx", "scripts/capacity-doc.ts", "--check"],
  ["docs/architecture is fresh", "npm", "run", "-s", "mindscape", "--", "graph", "--check"],
];

function check([name, command, ...args]: (typeof CHECKS)[number]): Tally {
  const started = Date.now();
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: "utf8", maxBuffer: 2 ** 28 });
  const passed = status === 0;
  console.log(`${passed ? "PASS" : "FAIL"} ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
  if (!passed) console.log(`${stdout}${stderr}`.trimEnd());
  return passed ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

// Far above what the tests need: a run that hangs must end, and say so.
const JEST_MILLISECONDS = 23 * 60_000;

/** Runs jest with its output shown; a suite that could not start, or a run that does not end, counts as one failure. */
function jest(): Tally {
  const folder = mkdtempSync(join(tmpdir(), "mindscape-jest-"));
  const results = join(folder, "results.json");
  try {
    const { signal } = spawnSync(
      process.execPath,
      ["node_modules/jest/bin/jest.js", "--json", "--outputFile", results],
      {
        stdio: ["ignore", "ignore", "inherit"],
        timeout: JEST_MILLISECONDS,
        killSignal: "SIGKILL",
      },
    );
    const hung = signal === null ? 0 : 1;
    if (hung > 0) console.log(`FAIL jest did not end within ${JEST_MILLISECONDS / 60_000} minutes`);
    const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } = JSON.parse(
      readFileSync(results, "utf8"),
    ) as Record<"numPassedTests" | "numFailedTests" | "numRuntimeErrorTestSuites", number>;
    return { passed: numPassedTests, failed: numFailedTests + numRuntimeErrorTestSuites + hung };
  } catch (error) {
    console.log(`FAIL jest left no results: ${String(error)}`);
    return { passed: 0, failed: 1 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const tallies = [...CHECKS.map(check), jest()];
const passed = tallies.reduce((sum, tally) => sum + tally.passed, 0);
const failed = tallies.reduce((sum, tally) => sum + tally.failed, 0);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
