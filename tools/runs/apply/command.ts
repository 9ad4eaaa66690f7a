import { Command } from "commander";
import { addCommonOptions, positiveInteger, type CommonOptions } from "../../options";
import { addRunOptions, type RunOptions } from "../core/options";
import { applySaved } from "./apply-saved";

// A day: the reviewer slept over it, and AWS has hardly changed.
const MAX_AGE_HOURS = 24;
// Terraform's own.
const PARALLELISM = 10;

/** What `apply` and `destroy` need to apply saved plans. */
export interface ApplyOptions extends CommonOptions, RunOptions {
  readonly reviewed?: string;
  readonly maxAge: number;
  readonly parallelism: number;
}

/** `mindscape apply`: applies exactly the plans that were reviewed. */
export function applyCommand(): Command {
  const command = new Command("apply").description("apply exactly the saved plans that were reviewed");
  return addApplyOptions(addCommonOptions(command)).action(async (options: ApplyOptions) => {
    process.exitCode = await applySaved("plan", options);
  });
}

/** Adds what says which plans, how old and how many at a time. */
export function addApplyOptions(command: Command): Command {
  return addRunOptions(command)
    .option(
      "--reviewed <digest>",
      "digest of the plans that were reviewed, as their report says; 12 digits at least",
    )
    .option("--max-age <hours>", "oldest plans that may be applied", positiveInteger, MAX_AGE_HOURS)
    .option("--parallelism <n>", "resources of a stack at the same time", positiveInteger, PARALLELISM);
}
