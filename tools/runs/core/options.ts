import type { Command } from "commander";
import { existsSync, readFileSync } from "node:fs";
import { positiveInteger } from "../../options";
import type { RunKind } from "./kind";

const VERSION_FILE = ".terraform-version";
// Terraform mostly waits for AWS; each stack takes about 500 MB.
const CONCURRENCY = 4;

/** Options of every verb that reaches AWS. */
export interface RunOptions {
  readonly emulated: boolean;
  readonly concurrency: number;
  readonly plansDir: string;
}

export function addRunOptions(command: Command): Command {
  return command
    .option("--emulated", "against the emulator on this machine that AWS_ENDPOINT_URL names", false)
    .option("--concurrency <n>", "stacks at the same time (about 500 MB each)", positiveInteger, CONCURRENCY)
    .option("--plans-dir <dir>", "where plans, reports and logs are", ".plans");
}

export function kindOf({ emulated }: Pick<RunOptions, "emulated">): RunKind {
  return emulated ? "emulated" : "online";
}

/** The version in `.terraform-version` of the current folder, if there is one. */
export function expectedTerraform(): { terraformVersion?: string } {
  return existsSync(VERSION_FILE) ? { terraformVersion: readFileSync(VERSION_FILE, "utf8").trim() } : {};
}
