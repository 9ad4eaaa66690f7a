import { type Command, InvalidArgumentError } from "commander";

/** Options that every verb understands. */
export interface CommonOptions {
  readonly env: readonly string[];
  readonly stack: readonly string[];
  readonly json: boolean;
  readonly strict: boolean;
  readonly synthDir: string;
}

/** Adds the options that every verb understands. */
export function addCommonOptions(command: Command): Command {
  return command
    .option("--env <name>", "environment, or all; repeatable, or a list with commas", collect, [])
    .option("--stack <glob>", "stack id or glob of ids; repeatable, or a list with commas", collect, [])
    .option("--json", "print JSON, and nothing else, on standard output", false)
    .option("--strict", "fail where a stack cannot be planned here", false)
    .option("--synth-dir <dir>", "folder with the synthesized stacks", "cdktf.out");
}

function collect(value: string, previous: readonly string[]): string[] {
  // A comma inside braces belongs to a glob.
  const parts = value.split(/,(?![^{]*\})/).map((part) => part.trim());
  return [...previous, ...parts.filter((part) => part !== "")];
}

/** The value of an option that counts. @throws InvalidArgumentError */
export function positiveInteger(text: string): number {
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new InvalidArgumentError("it must be a whole number from 1");
}
