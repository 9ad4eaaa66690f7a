/**
 * Ratios, measured in one run on this machine: seconds alone say nothing about another one.
 *
 *   npm run bench               everything
 *   npm run bench -- synthesis  one of: synthesis, growth, preview, review, runs
 */
import { growth } from "./bench/growth";
import { preview } from "./bench/preview";
import { benchReview as review } from "./bench/review";
import { runs } from "./bench/runs";
import { synthesis } from "./bench/synthesis";

const BENCHMARKS = { synthesis, growth, preview, review, runs };

async function main(chosen: readonly string[]): Promise<void> {
  for (const [name, run] of Object.entries(BENCHMARKS)) {
    if (chosen.length === 0 || chosen.includes(name)) await run();
  }
}

const chosen = process.argv.slice(2);
const unknown = chosen.filter((name) => !(name in BENCHMARKS));
if (unknown.length > 0) {
  console.error(`unknown benchmark ${unknown.join(", ")}; allowed are ${Object.keys(BENCHMARKS).join(", ")}`);
  process.exitCode = 1;
} else {
  void main(chosen);
}
