import { Command } from "commander";
import { existsSync, readFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { StackPlan } from "../planning/stack-plan";
import { planOffline } from "../planning/planner";
import { publish } from "../planning/publish";
import { summarise, type Summary } from "../planning/summary";
import { addCommonOptions, type CommonOptions, positiveInteger } from "../options";
import { interruption } from "../interruption";
import { headCommit } from "./commit";
import { Progress } from "./progress";
import { previewReview, reports } from "./report";
import { selectStacks } from "./selection";
import { parseStackId } from "../stack-name";
import { describeResult } from "./terminal";

const VERSION_FILE = ".terraform-version";
const EXIT_ERROR = 1;

interface PreviewOptions extends CommonOptions {
  readonly concurrency: number;
  readonly plansDir: string;
}

/** `mindscape preview`: plans stacks offline and writes what they would create. */
export function previewCommand(): Command {
  const command = new Command("preview")
    .description("plan stacks offline, with the real providers and without an AWS account")
    .option(
      "--concurrency <n>",
      "stacks planned at the same time (about 500 MB each)",
      positiveInteger,
      defaultConcurrency(),
    )
    .option("--plans-dir <dir>", "where plans and reports go", ".plans");
  return addCommonOptions(command).action(async (options: PreviewOptions) => {
    process.exitCode = await preview(options);
  });
}

async function preview(options: PreviewOptions): Promise<number> {
  const { plansDir, json, strict } = options;
  const wanted = { environments: options.env, stacks: options.stack };
  let environments: readonly string[] = [];
  let summaries: readonly Summary[] = [];
  const progress = new Progress(process.stderr, process.env);
  const { plans } = await planOffline({
    synthDirectory: options.synthDir,
    plansDirectory: plansDir,
    stacks: (ids) => {
      const selection = selectStacks(ids, wanted);
      environments = selection.environments;
      return selection.stacks;
    },
    concurrency: options.concurrency,
    signal: interruption(),
    onEvent: progress.onEvent,
    onPlanned: async (result) => {
      const commit = await headCommit(process.cwd());
      const publishOne = (environment: string): Summary =>
        publishEnvironment(options, { environment, commit, plans: ofEnvironment(environment, result.plans) });
      summaries = environments.map(publishOne);
    },
    ...expectedVersion(),
  }).finally(() => progress.end());

  if (json) process.stdout.write(`${JSON.stringify(summaries, null, 2)}\n`);
  else for (const environment of environments) show(environment, ofEnvironment(environment, plans), plansDir);
  return exitCode(plans, strict);
}

function ofEnvironment(environment: string, plans: readonly StackPlan[]): StackPlan[] {
  return plans.filter(({ id }) => parseStackId(id).environment === environment);
}

function show(environment: string, plans: readonly StackPlan[], plansDir: string): void {
  const folder = path.join(plansDir, environment);
  process.stdout.write(`${describeResult({ environment, plans, folder }, colourful())}\n`);
}

interface Planned {
  readonly environment: string;
  readonly commit: string | null;
  readonly plans: readonly StackPlan[];
}

function publishEnvironment(
  { plansDir, synthDir }: PreviewOptions,
  { environment, commit, plans }: Planned,
): Summary {
  const summary = summarise(environment, commit, plans);
  publish(plansDir, environment, plans, {
    "summary.json": `${JSON.stringify(summary, null, 2)}\n`,
    ...reports(previewReview(commit, plans, synthDir)),
  });
  return summary;
}

function exitCode(plans: readonly StackPlan[], strict: boolean): number {
  const bad = plans.filter(
    ({ status }) => status === "failed" || status === "waiting" || (strict && status !== "planned"),
  );
  return bad.length > 0 ? EXIT_ERROR : 0;
}

function expectedVersion(): { terraformVersion?: string } {
  return existsSync(VERSION_FILE) ? { terraformVersion: readFileSync(VERSION_FILE, "utf8").trim() } : {};
}

function colourful(): boolean {
  const { NO_COLOR, CI } = process.env;
  // Undefined without a terminal, which picocolors would take for "decide yourself".
  return Boolean(process.stdout.isTTY) && !NO_COLOR && !CI;
}

function defaultConcurrency(): number {
  return Math.max(1, os.availableParallelism());
}
