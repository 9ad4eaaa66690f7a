import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Emulator, MOCK_KEYS } from "../../../tools/emulation/server";
import type { Summary } from "../../../tools/planning/summary";
import { synthesis, temporaryFolder } from "../../support/synthesis";

const ROOT = join(__dirname, "../../..");

export interface Said {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** `mindscape` as a person runs it, on the project's own stacks, in an emulated account that is empty at first. */
export class CommandLine {
  readonly plans = temporaryFolder();

  private constructor(
    private readonly environment: string,
    readonly emulator: Emulator,
  ) {}

  static async open(environment: string, account: string): Promise<CommandLine> {
    return new CommandLine(environment, await Emulator.start(account));
  }

  async close(): Promise<void> {
    await this.emulator.stop();
  }

  /** Runs a verb to its end. */
  async run(verb: string, ...args: string[]): Promise<Said> {
    const common = ["--env", this.environment, "--emulated", "--plans-dir", this.plans];
    const folder = ["--synth-dir", synthesis().outdir];
    const program = ["--import", "tsx", "tools/cli.ts", verb, ...common, ...folder, ...args];
    const child = spawn(process.execPath, program, {
      cwd: ROOT,
      env: { ...process.env, ...MOCK_KEYS, AWS_ENDPOINT_URL: this.emulator.endpoint },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const said = { stdout: "", stderr: "" };
    child.stdout.on("data", (chunk: Buffer) => (said.stdout += chunk.toString("utf8")));
    child.stderr.on("data", (chunk: Buffer) => (said.stderr += chunk.toString("utf8")));
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", resolve);
    });
    return { code, ...said };
  }

  /** What the last `plan` or `destroy` saved. */
  get summary(): Summary {
    return JSON.parse(readFileSync(join(this.plans, this.environment, "summary.json"), "utf8")) as Summary;
  }

  get reviewed(): string[] {
    return ["--reviewed", this.summary.run?.digest ?? ""];
  }
}

/**
 * Takes the stacks from an empty account to where nothing is left to do, round after round; what waited has to be planned again.
 * Returns the ids that each round applied.
 */
export async function deployInRounds(
  line: CommandLine,
  choice: readonly string[],
  most: number,
): Promise<string[][]> {
  const rounds: string[][] = [];
  for (;;) {
    const planned = await line.run("plan", ...choice);
    if (planned.code === 0) return rounds;
    if (planned.code !== 2 || rounds.length === most)
      throw new Error(
        `round ${rounds.length + 1}: plan ended with ${planned.code}: ${planned.stderr}${planned.stdout}`,
      );
    const { stacks } = line.summary;
    rounds.push(stacks.filter(({ counts }) => counts !== null && counts.add > 0).map(({ id }) => id));
    const waiting = stacks.some(({ status }) => status === "waiting");
    const applied = await line.run("apply", ...choice, ...line.reviewed, "--parallelism", "30");
    if (applied.code !== (waiting ? 2 : 0))
      throw new Error(
        `round ${rounds.length}: apply ended with ${applied.code}: ${applied.stderr}${applied.stdout}`,
      );
  }
}
