import { Command } from "commander";
import { InterruptedError, PlanningError } from "../../planning/errors";
import { addCommonOptions, type CommonOptions } from "../../options";
import { addRunOptions, expectedTerraform, kindOf, type RunOptions } from "../core/options";
import { listenToInterruptions, type Interruptions } from "../core/signals";
import { INTERRUPTED_PLAN } from "../progress/interruptions";
import { Progress } from "../progress/progress";
import { describePlanRun } from "./describe";
import { EXIT, exitCodeOf } from "./exit-code";
import { planRun, type PlanRunResult } from "./plan-run";

const DEFAULT_WIDTH = 120;

interface PlanOptions extends CommonOptions, RunOptions {
  readonly imports?: string;
}

/** `mindscape plan`: plans stacks on their real states, and saves the plans for `apply`. */
export function planCommand(): Command {
  const command = new Command("plan").description(
    "plan stacks on their real states, review and save the plans",
  );
  return addRunOptions(addCommonOptions(command))
    .option("--imports <dir>", "import blocks that mindscape orphans wrote: <stack>.tf.json")
    .action(async (options: PlanOptions) => {
      process.exitCode = await run(options);
    });
}

async function run(options: PlanOptions): Promise<number> {
  if (options.env.length === 0)
    throw new PlanningError(["--env is missing; name the environment whose account is planned"]);
  const interruptions = listenToInterruptions();
  try {
    const result = await planned(options, interruptions);
    show(result, options);
    return exitCodeOf(result.review, options.strict);
  } catch (error) {
    if (!(error instanceof InterruptedError)) throw error;
    process.stderr.write("interrupted: nothing was written\n");
    return interruptions.exitCode() ?? EXIT.error;
  } finally {
    interruptions.end();
  }
}

function planned(options: PlanOptions, interruptions: Interruptions): Promise<PlanRunResult> {
  const progress = new Progress(process.stderr, process.env, {
    doing: "planning",
    interruptions: INTERRUPTED_PLAN,
  });
  return planRun({
    kind: kindOf(options),
    synthDirectory: options.synthDir,
    plansDirectory: options.plansDir,
    wanted: { environments: options.env, stacks: options.stack },
    concurrency: options.concurrency,
    interruptions,
    onEvent: progress.onEvent,
    ...(options.imports !== undefined && { importsDirectory: options.imports }),
    ...expectedTerraform(),
  }).finally(() => progress.end());
}

function show(result: PlanRunResult, options: PlanOptions): void {
  if (options.json) {
    process.stdout.write(`${JSON.stringify(result.summary, null, 2)}\n`);
    return;
  }
  const { plansDir: plansDirectory } = options;
  const terminal = {
    colour: Boolean(process.stdout.isTTY) && !process.env["NO_COLOR"],
    width: process.stdout.columns ?? DEFAULT_WIDTH,
  };
  process.stdout.write(describePlanRun(result, { options: askedAlike(options), plansDirectory }, terminal));
}

/** The options that the next command has to repeat. */
function askedAlike({ emulated, stack, plansDir, synthDir }: PlanOptions): string {
  return [
    ...(emulated ? [" --emulated"] : []),
    ...stack.map((glob) => ` --stack '${glob}'`),
    ...(plansDir === ".plans" ? [] : [` --plans-dir '${plansDir}'`]),
    ...(synthDir === "cdktf.out" ? [] : [` --synth-dir '${synthDir}'`]),
  ].join("");
}
