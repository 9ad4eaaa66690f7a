/**
 * Writes __tests__/tools/review/corpus/<name>.json: real plans, one for each behaviour that a review has to know, made by the
 * Terraform on PATH and the real AWS provider, without an account. Each folder of scripts/review-corpus/cases is one:
 *
 * - `before.tf`     what is there already; without it, nothing is
 * - `after.tf`      what is planned
 * - `elsewhere.tf`  to what others have changed it since; then the plan is made in an emulator, else without a refresh
 * - `case.json`     `known`: what AWS would have decided, by address and attribute; `deposed`: addresses of which an old object
 *                   is left; `tainted`: addresses; `arguments`: more arguments of `terraform plan`; `fails`: it exits with 1
 * - `part/`         a module; `upstream.tfstate.json`: another stack's state
 *
 * All again, or those that are named: node --import tsx scripts/review-corpus.ts [<name>...]
 */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { format, resolveConfig } from "prettier";
import { messageOf } from "../tools/planning/errors";
import { canonicalJson } from "../tools/planning/json";
import type { Plan } from "../tools/review/plan";
import { PlannedCase } from "./review-corpus/planned-case";
import { Terraform } from "./review-corpus/terraform";

const CASES = path.join(__dirname, "review-corpus/cases");
const CORPUS = path.join(__dirname, "../__tests__/tools/review/corpus");
const TIMESTAMP = "2026-01-01T00:00:00Z";

async function main(names: readonly string[]): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), "mindscape-corpus-"));
  try {
    const terraform = new Terraform(folder);
    const schemas = terraform.schemas();
    for (const name of names.length > 0 ? names : readdirSync(CASES).sort()) {
      try {
        await write(name, await new PlannedCase(terraform, path.join(CASES, name)).plan(schemas));
        process.stdout.write(`${name}\n`);
      } catch (error) {
        process.exitCode = 1;
        process.stderr.write(`${messageOf(error)}\n`);
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function write(name: string, plan: Plan): Promise<void> {
  const file = path.join(CORPUS, `${name}.json`);
  const options = await resolveConfig(file);
  writeFileSync(file, await format(JSON.stringify(stable(plan)), { ...options, parser: "json" }));
}

/** Without what differs from run to run. */
function stable(plan: Plan): Plan {
  const relevant = (plan.relevant_attributes ?? []).map((one) => [canonicalJson(one), one] as const);
  relevant.sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    ...plan,
    ...("timestamp" in plan && { timestamp: TIMESTAMP }),
    ...(relevant.length > 0 && { relevant_attributes: relevant.map(([, one]) => one) }),
  };
}

void main(process.argv.slice(2));
