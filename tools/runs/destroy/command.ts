import { Command } from "commander";
import { addCommonOptions } from "../../options";
import { InterruptedError, PlanningError } from "../../planning/errors";
import { addApplyOptions, type ApplyOptions } from "../apply/command";
import { describeOutcomes, exitCodeOf, nextSteps, type Outcomes } from "../apply/report";
import { expectedTerraform, kindOf } from "../core/options";
import { listenToInterruptions, type Interruptions } from "../core/signals";
import { describePlanRun } from "../plan/describe";
import { INTERRUPTED_CHANGE, INTERRUPTED_PLAN } from "../progress/interruptions";
import { Progress } from "../progress/progress";
import { applyDestroy, type Destroyed } from "./apply-destroy";
import { leftIn, type Left } from "./left";
import { planDestroy, type PlannedDestruction } from "./plan-destroy";

const EXIT = { done: 0, error: 1, changes: 2, left: 2 } as const;
const DEFAULT_WIDTH = 120;

/** `mindscape destroy`: plans to destroy stacks; with `--reviewed` applies those plans, and looks for what is left. */
export function destroyCommand(): Command {
  const command = new Command("destroy").description(
    "plan to destroy stacks; with --reviewed carry those plans out and look for what is left",
  );
  return addApplyOptions(addCommonOptions(command)).action(async (options: ApplyOptions) => {
    process.exitCode = await run(options);
  });
}

async function run(options: ApplyOptions): Promise<number> {
  if (options.env.length === 0)
    throw new PlanningError(["--env is missing; name the environment of which something is destroyed"]);
  const interruptions = listenToInterruptions();
  try {
    return options.reviewed === undefined
      ? showPlanned(await planned(options, interruptions), options)
      : showDestroyed(await destroyed(options, interruptions), options, interruptions);
  } catch (error) {
    if (!(error instanceof InterruptedError)) throw error;
    process.stderr.write(
      "interrupted while comparing, or while looking for what is left; apply.json beside the plans says what is destroyed\n",
    );
    return interruptions.exitCode() ?? EXIT.error;
  } finally {
    interruptions.end();
  }
}

async function planned(options: ApplyOptions, interruptions: Interruptions): Promise<PlannedDestruction> {
  const doing = { doing: "planning to destroy", interruptions: INTERRUPTED_PLAN };
  const progress = new Progress(process.stderr, process.env, doing);
  return planDestroy({ ...common(options, interruptions), onEvent: progress.onEvent }).finally(() =>
    progress.end(),
  );
}

async function destroyed(options: ApplyOptions, interruptions: Interruptions): Promise<Destroyed> {
  const doing = { doing: "destroying", interruptions: INTERRUPTED_CHANGE };
  const progress = new Progress(process.stderr, process.env, doing);
  return applyDestroy({
    ...common(options, interruptions),
    onEvent: progress.onEvent,
    reviewed: options.reviewed,
    maxAgeHours: options.maxAge,
    parallelism: options.parallelism,
    tell: (line) => process.stderr.write(`${line}\n`),
  }).finally(() => progress.end());
}

function common(options: ApplyOptions, interruptions: Interruptions) {
  return {
    kind: kindOf(options),
    synthDirectory: options.synthDir,
    plansDirectory: options.plansDir,
    wanted: { environments: options.env, stacks: options.stack },
    concurrency: options.concurrency,
    interruptions,
    ...expectedTerraform(),
  };
}

/** Options that the next command has to be given too. */
function asked({ emulated, plansDir, synthDir, stack }: ApplyOptions): string {
  const stacks = stack.map((glob) => ` --stack '${glob}'`).join("");
  const synth = synthDir === "cdktf.out" ? "" : ` --synth-dir ${synthDir}`;
  return `${emulated ? " --emulated" : ""}${plansDir === ".plans" ? "" : ` --plans-dir ${plansDir}`}${synth}${stacks}`;
}

function showPlanned({ result, notes, refused }: PlannedDestruction, options: ApplyOptions): number {
  if (options.json) {
    process.stdout.write(`${JSON.stringify({ ...result.summary, notes, refused }, null, 2)}\n`);
  } else {
    const terminal = {
      colour: Boolean(process.stdout.isTTY) && !process.env["NO_COLOR"],
      width: process.stdout.columns ?? DEFAULT_WIDTH,
    };
    const shown = { ...result, notes: [...result.notes, ...notes] };
    const about = { options: asked(options), plansDirectory: options.plansDir };
    const text = describePlanRun(shown, about, terminal);
    process.stdout.write(refused.length === 0 ? text : text.replace(/^next: .*\n/m, ""));
  }
  for (const line of refused) process.stderr.write(`refused: ${line}\n`);
  const failed = result.summary.stacks.some(({ status }) => status === "failed");
  return failed || refused.length > 0 ? EXIT.error : EXIT.changes;
}

function showDestroyed(
  { outcomes, left, stopped }: Destroyed,
  options: ApplyOptions,
  interruptions: Interruptions,
): number {
  const found = left === undefined ? undefined : leftIn(left);
  const text = options.json
    ? `${JSON.stringify({ stacks: Object.fromEntries(outcomes), ...found }, null, 2)}\n`
    : describeDestroyed(outcomes, found, options);
  process.stdout.write(text);
  // The outcomes first: the command's end shows the error.
  if (stopped !== undefined) throw stopped;
  const code = interruptions.exitCode() ?? exitCodeOf(outcomes, options.strict);
  if (code !== EXIT.done) return code;
  return found?.behind.length === 0 ? EXIT.done : EXIT.left;
}

function describeDestroyed(outcomes: Outcomes, found: Left | undefined, options: ApplyOptions): string {
  const plan = `mindscape destroy --env ${options.env.join(",")}${asked(options)}`;
  const steps = nextSteps(outcomes, { plan, apply: `${plan} --reviewed ${options.reviewed ?? ""}` });
  return [describeOutcomes(outcomes, steps), ...(found === undefined ? [] : describeLeft(found))].join("");
}

function describeLeft({ behind, lingering }: Left): string[] {
  const nothing = behind.length === 0 ? ["nothing is left\n"] : [];
  return [
    ...lingering.map((line) => `lingers: ${line}\n`),
    ...behind.map((line) => `left: ${line}\n`),
    ...nothing,
  ];
}
