import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { programOf, type Task } from "../../../modules/maintenance/tasks";
import { emulatorPython } from "../../../tools/emulation/server";
import { temporaryFolder } from "../../support/synthesis";

const PYTHON = emulatorPython();
const SHIM = join(__dirname, "aws.py");

/** Answers of one call, in their order: for all resources, or by a name in the request. */
export type Answers = Readonly<
  Record<string, readonly object[] | Readonly<Record<string, readonly object[]>>>
>;

export interface Run {
  readonly code: number | null;
  readonly output: string;
  readonly calls: readonly (readonly [operation: string, request: Record<string, unknown>])[];
  /** What was published, by subject and message. */
  readonly report: { readonly Subject: string; readonly Message: string } | undefined;
  requests(operation: string): Record<string, unknown>[];
}

/** Runs a task's real program with an AWS that answers as prepared, or from `ENDPOINT`. */
export function run(
  task: Task,
  answers: Answers,
  environment: Record<string, string> = {},
  programs: Record<string, string> = {},
): Run {
  const folder = temporaryFolder();
  const bin = join(folder, "bin");
  mkdirSync(bin);
  const stubs = { aws: `exec ${PYTHON} -I ${SHIM} "$@"`, ...programs };
  for (const [name, body] of Object.entries(stubs)) {
    writeFileSync(join(bin, name), `#!/bin/bash\n${body}\n`);
    chmodSync(join(bin, name), 0o755);
  }
  const calls = join(folder, "calls");
  writeFileSync(join(folder, "answers.json"), JSON.stringify(answers));
  const { status, stdout, stderr } = spawnSync(PYTHON, ["-"], {
    encoding: "utf8",
    input: programOf(task),
    env: {
      PATH: `${bin}:/usr/bin:/bin`,
      CALLS: calls,
      ANSWERS: join(folder, "answers.json"),
      FOLDER: folder,
      ACCOUNT_ID: "333333333333",
      AWS_REGION: "us-west-2",
      MINUTES: "1",
      PAUSE_SECONDS: "0.1",
      PLACE: "here",
      TOPIC_ARN: "arn:aws:sns:us-west-2:333333333333:mindscape-production-ticket",
      FREEZES: "[]",
      ...environment,
    },
  });
  const made = existsSync(calls)
    ? readFileSync(calls, "utf8")
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line) as [string, Record<string, unknown>, object])
    : [];
  if (made.length > 0) {
    const model = spawnSync(PYTHON, [join(__dirname, "model.py")], {
      encoding: "utf8",
      env: { CALLS: calls },
    });
    expect(model.stdout + model.stderr).toBe("");
  }
  const requests = (operation: string) =>
    made.filter(([name]) => name === operation).map(([, given]) => given);
  return {
    code: status,
    output: stdout + stderr,
    calls: made.map(([name, request]) => [name, request] as const),
    report: requests("sns publish")[0] as Run["report"],
    requests,
  };
}
