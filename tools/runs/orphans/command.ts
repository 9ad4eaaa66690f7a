import { Command } from "commander";
import path from "node:path";
import { addCommonOptions, type CommonOptions } from "../../options";
import { InterruptedError, PlanningError } from "../../planning/errors";
import { addRunOptions, expectedTerraform, kindOf, type RunOptions } from "../core/options";
import { listenToInterruptions } from "../core/signals";
import { INTERRUPTED_PLAN } from "../progress/interruptions";
import { Progress } from "../progress/progress";
import { describeOrphans } from "./describe";
import { findOrphans, type Orphans } from "./find-orphans";
import { writeImports } from "./import-files";

const EXIT = { none: 0, error: 1, found: 2 } as const;

interface OrphansOptions extends CommonOptions, RunOptions {
  readonly out?: string;
}

/** `mindscape orphans`: finds by tags what no state knows, and writes the import blocks. Changes nothing. */
export function orphansCommand(): Command {
  const command = new Command("orphans").description(
    "find what no state knows, and write import blocks for it",
  );
  return addRunOptions(addCommonOptions(command))
    .option(
      "--out <dir>",
      "where import blocks go, <stack>.tf.json (default: imports/<environment> in the plans' folder)",
    )
    .action(async (options: OrphansOptions) => {
      process.exitCode = await run(options);
    });
}

async function run(options: OrphansOptions): Promise<number> {
  if (options.env.length === 0)
    throw new PlanningError(["--env is missing; name the environment whose account is searched"]);
  const interruptions = listenToInterruptions();
  const doing = { doing: "looking", interruptions: INTERRUPTED_PLAN };
  const progress = new Progress(process.stderr, process.env, doing);
  try {
    const orphans = await findOrphans({
      kind: kindOf(options),
      synthDirectory: options.synthDir,
      plansDirectory: options.plansDir,
      wanted: { environments: options.env, stacks: options.stack },
      concurrency: options.concurrency,
      interruptions,
      onEvent: progress.onEvent,
      ...expectedTerraform(),
    }).finally(() => progress.end());
    return show(orphans, options);
  } catch (error) {
    if (!(error instanceof InterruptedError)) throw error;
    process.stderr.write("interrupted: nothing was written\n");
    return interruptions.exitCode() ?? EXIT.error;
  } finally {
    interruptions.end();
  }
}

function show(orphans: Orphans, { out, plansDir, emulated, json }: OrphansOptions): number {
  const { environment, stacks, strangers } = orphans;
  const asked = `${emulated ? " --emulated" : ""}${plansDir === ".plans" ? "" : ` --plans-dir ${plansDir}`}`;
  const directory = out ?? path.join(plansDir, "imports", environment);
  const written = writeImports(directory, stacks);
  process.stdout.write(
    json
      ? `${JSON.stringify(documentOf(orphans), null, 2)}\n`
      : describeOrphans(orphans, { directory, written, options: asked }),
  );
  const found =
    strangers.size + stacks.reduce((sum, one) => sum + one.imports.length + one.unmatched.size, 0);
  return found > 0 ? EXIT.found : EXIT.none;
}

function documentOf({ environment, stacks, strangers, notes }: Orphans): unknown {
  return {
    environment,
    stacks: stacks.map(({ unmatched, unasked, madeAgain, ...rest }) => ({
      ...rest,
      unmatched: Object.fromEntries(unmatched),
      unasked: Object.fromEntries(unasked),
      madeAgain: Object.fromEntries(madeAgain),
    })),
    strangers: Object.fromEntries(strangers),
    notes,
  };
}
