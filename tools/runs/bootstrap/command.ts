import { Command } from "commander";
import { addCommonOptions, type CommonOptions } from "../../options";
import { InterruptedError, PlanningError } from "../../planning/errors";
import { headCommit } from "../../preview/commit";
import { ALL_ENVIRONMENTS } from "../../stack-name";
import type { RunEvent } from "../core/events";
import { expectedTerraform, kindOf } from "../core/options";
import { type Interruptions, listenToInterruptions } from "../core/signals";
import { bootstrap, type Bootstrapped } from "./bootstrap";
import type { Outcome, Planned } from "./bootstrap-stack";
import { confirm } from "./confirm";
import { describeDeployment } from "./describe-deployment";
import { reviewPlan } from "./review-plan";
import type { StepEvent } from "./steps";

const EXIT = { done: 0, error: 1, left: 2 } as const;
const COLUMNS = 120;

interface BootstrapOptions extends CommonOptions {
  readonly emulated: boolean;
  readonly yes: boolean;
  readonly plansDir: string;
  readonly imports?: string;
}

/** `mindscape bootstrap`: takes an empty account to remote state, and says what comes next. */
export function bootstrapCommand(): Command {
  const command = new Command("bootstrap")
    .description("make what holds the states of an environment, in each region, and say what comes next")
    .option("--emulated", "against the emulator on this machine that AWS_ENDPOINT_URL names", false)
    .option("--yes", "apply without asking; the plan is shown all the same", false)
    .option("--imports <dir>", "import blocks of mindscape orphans, for what exists and no state knows")
    .option(
      "--plans-dir <dir>",
      "where plans and logs are, and the state while there is no bucket",
      ".plans",
    );
  return addCommonOptions(command).action(async (options: BootstrapOptions) => {
    process.exitCode = await run(options);
  });
}

async function run(options: BootstrapOptions): Promise<number> {
  const environment = oneOf(options.env);
  const interruptions = listenToInterruptions();
  try {
    const commit = await headCommit(process.cwd());
    const result = await bootstrap({
      kind: kindOf(options),
      plansDirectory: options.plansDir,
      synthDirectory: options.synthDir,
      environmentName: environment,
      stacks: options.stack,
      ...(options.imports !== undefined && { imports: options.imports }),
      interruptions,
      onEvent,
      onStep,
      approve: (planned) => approve(planned, options, { commit, interruptions }),
      ...expectedTerraform(),
    });
    show(result, options);
    return exitCode(result);
  } catch (error) {
    if (!(error instanceof InterruptedError)) throw error;
    say("interrupted: run the same command again, and it goes on from here");
    return interruptions.exitCode() ?? EXIT.error;
  } finally {
    interruptions.end();
  }
}

function oneOf(environments: readonly string[]): string {
  const [environment, second] = environments;
  if (environment === undefined || second !== undefined || environment === ALL_ENVIRONMENTS) {
    throw new PlanningError([
      `--env ${environments.join(", ") || "is missing"}: bootstrap works in one account; name one environment`,
    ]);
  }
  return environment;
}

interface Asked {
  readonly commit: string | null;
  readonly interruptions: Interruptions;
}

async function approve(
  planned: Planned,
  options: BootstrapOptions,
  { commit, interruptions }: Asked,
): Promise<boolean> {
  const { stderr, stdin } = process;
  const shown = { kind: kindOf(options), synthDirectory: options.synthDir, commit };
  const colour = stderr.isTTY && !process.env["NO_COLOR"] && !process.env["CI"];
  stderr.write(reviewPlan(planned, shown, { colour: Boolean(colour), width: stderr.columns ?? COLUMNS }));
  if (options.yes) return true;
  if (!stdin.isTTY || !stderr.isTTY) {
    say(
      `${planned.stack.id}: nothing was changed: there is nobody to ask; look at the plan above, then add --yes`,
    );
    return false;
  }
  const question = `Apply this to ${planned.stack.id}? Only "yes" does it: `;
  return confirm(question, { input: stdin, output: stderr, signal: interruptions.first });
}

function show(result: Bootstrapped, { json, emulated }: BootstrapOptions): void {
  for (const { status, reason } of result.states) {
    if (status === "failed") for (const line of reason.split("\n")) say(`error: ${line}`);
  }
  if (json) {
    process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
    return;
  }
  const lines = result.states.map((state) => describe(result.environment, state));
  const next =
    result.next === undefined ? [] : ["", ...describeDeployment(result.environment, result.next, emulated)];
  process.stdout.write(`${[...lines, ...next].join("\n")}\n`);
}

function describe(environment: string, { id, status, region, bucket, changes }: Outcome): string {
  const place = `s3://${bucket} (${region})`;
  switch (status) {
    case "created":
      return `${id}  created, in ${place}`;
    case "up-to-date":
      return `${id}  up to date, in ${place}`;
    case "differs":
      return `${id}  its state is in ${place}, and differs: ${changes.join(", ")}; mindscape plan --env ${environment} --stack ${id} shows it, and apply changes it`;
    case "declined":
      return `${id}  not made: ${changes.length} changes were not approved`;
    case "failed":
      return `${id}  failed; run the same command again once that is mended, and it goes on from there`;
  }
}

function exitCode({ states }: Bootstrapped): number {
  const has = (...wanted: Outcome["status"][]): boolean =>
    states.some(({ status }) => wanted.includes(status));
  if (has("failed")) return EXIT.error;
  return has("differs", "declined") ? EXIT.left : EXIT.done;
}

function onStep({ stack, step }: StepEvent): void {
  say(`${stack}  ${step}`);
}

function onEvent(event: RunEvent): void {
  if (event.type === "installing") say(`preparing provider ${event.provider} ${event.constraint}`);
  if (event.type === "message" && event.message.type === "apply_complete")
    say(`${event.stack}  ${event.message["@message"]}`);
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
