import { InterruptedError, PlanningError } from "../../planning/errors";
import { expectedTerraform, kindOf } from "../core/options";
import { listenToInterruptions, type Interruptions } from "../core/signals";
import { INTERRUPTED_CHANGE } from "../progress/interruptions";
import { Progress } from "../progress/progress";
import { applyPlans } from "./apply-plans";
import type { ApplyOptions } from "./command";
import type { SavedCommand } from "./refusals";
import { describeOutcomes, exitCodeOf, nextSteps, type NextCommands, type Outcomes } from "./report";

const INTERRUPTED_EXIT = 1;

/**
 * Applies the saved plans of `plan`, or those of `destroy`, and tells what became of them. Returns the exit code: 0 when all is
 * applied, 2 when what is left waits for plans that nobody has reviewed yet, 1 after an error, 128 and more after a signal.
 */
export async function applySaved(command: SavedCommand, options: ApplyOptions): Promise<number> {
  if (options.env.length === 0)
    throw new PlanningError(["--env is missing; name the environment whose plans are applied"]);
  const interruptions = listenToInterruptions();
  try {
    const outcomes = await applied(command, options, interruptions);
    show(command, outcomes, options);
    return interruptions.exitCode() ?? exitCodeOf(outcomes, options.strict);
  } catch (error) {
    if (!(error instanceof InterruptedError)) throw error;
    process.stderr.write("interrupted: nothing was applied\n");
    return interruptions.exitCode() ?? INTERRUPTED_EXIT;
  } finally {
    interruptions.end();
  }
}

async function applied(
  command: SavedCommand,
  options: ApplyOptions,
  interruptions: Interruptions,
): Promise<Outcomes> {
  const doing = command === "plan" ? "applying" : "destroying";
  const progress = new Progress(process.stderr, process.env, { doing, interruptions: INTERRUPTED_CHANGE });
  const { onEvent } = progress;
  const told = new AbortController();
  for (const signal of [interruptions.first, interruptions.second])
    signal.addEventListener("abort", () => onEvent({ type: "interrupted", running: [] }), {
      signal: told.signal,
    });
  try {
    return await applyPlans({
      command,
      kind: kindOf(options),
      synthDirectory: options.synthDir,
      plansDirectory: options.plansDir,
      wanted: { environments: options.env, stacks: options.stack },
      reviewed: options.reviewed,
      maxAgeHours: options.maxAge,
      concurrency: options.concurrency,
      parallelism: options.parallelism,
      interruptions,
      onEvent,
      ...expectedTerraform(),
    });
  } finally {
    told.abort();
    progress.end();
  }
}

function show(command: SavedCommand, outcomes: Outcomes, options: ApplyOptions): void {
  if (options.json) {
    process.stdout.write(`${JSON.stringify({ stacks: Object.fromEntries(outcomes) }, null, 2)}\n`);
    return;
  }
  process.stdout.write(describeOutcomes(outcomes, nextSteps(outcomes, nextCommands(command, options))));
}

/** As this run was asked for, as far as the next one has to be asked alike. */
function nextCommands(command: SavedCommand, options: ApplyOptions): NextCommands {
  const { env, emulated, plansDir, reviewed } = options;
  const where = `--env ${env.join(",")}${emulated ? " --emulated" : ""}${plansDir === ".plans" ? "" : ` --plans-dir ${plansDir}`}`;
  const apply = `mindscape ${command === "plan" ? "apply" : "destroy"} ${where} --reviewed ${reviewed ?? ""}`;
  return { apply, plan: `mindscape ${command} ${where}` };
}
