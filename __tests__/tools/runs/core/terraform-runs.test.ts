import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { InterruptedError, PlanningError } from "../../../../tools/planning/errors";
import { refuseRunning, TerraformRuns, type Ended } from "../../../../tools/runs/core/terraform-runs";
import { removeFolders, temporaryFolder } from "../../fixtures/synthesis";
import {
  APPLY,
  ENVIRONMENT,
  isLocked,
  resourcesIn,
  slowStack,
  stubbornTerraform,
  until,
} from "./support/slow-stack";

const ROOT = path.resolve(__dirname, "../../../..");
afterAll(removeFolders);

interface Started {
  readonly folder: string;
  readonly stack: ReturnType<typeof slowStack>;
  readonly runs: TerraformRuns;
  readonly ended: Promise<Ended>;
}

async function start({ changes }: { changes: boolean }): Promise<Started> {
  const folder = temporaryFolder();
  const stack = slowStack(folder);
  const runs = new TerraformRuns(ENVIRONMENT);
  const ended = runs.run({ folder, args: APPLY, log: path.join(folder, "logs/apply.jsonl"), changes });
  await until(stack.started);
  return { folder, stack, runs, ended };
}

test("the first request lets an apply finish, and starts nothing new", async () => {
  const { folder, stack, runs, ended } = await start({ changes: true });
  runs.stop();
  stack.proceed();
  expect((await ended).code).toBe(0);
  expect(resourcesIn(folder)).toEqual({ slow: "complete", after: "complete" });
  const again = runs.run({ folder, args: APPLY, log: path.join(folder, "logs/again.jsonl"), changes: true });
  await expect(again).rejects.toThrow(InterruptedError);
  expect(existsSync(path.join(folder, "logs/again.jsonl"))).toBe(false);
});

test("the second asks it to stop: what is made is saved, the lock released, nothing more begun", async () => {
  const { folder, runs, ended } = await start({ changes: true });
  runs.hurry();
  expect((await ended).code).toBe(1);
  expect(resourcesIn(folder)).toEqual({ slow: "tainted" });
  expect(isLocked(folder)).toBe(false);
});

test("it is asked once, however often, and leads a group of its own that a terminal's Ctrl-C does not reach", async () => {
  const folder = temporaryFolder();
  const { env, has, proceed, lines } = stubbornTerraform(folder);
  const runs = new TerraformRuns(env);
  const ended = runs.run({ folder, args: [], log: path.join(folder, "log"), changes: true });
  await until(() => has("started"));
  runs.stop();
  runs.hurry();
  await until(() => has("signals"));
  runs.hurry();
  runs.stop();
  proceed();
  expect((await ended).code).toBe(0);
  expect(lines("signals")).toEqual(["INT"]);
  const [pid, group] = lines("started");
  expect(group?.trim()).toBe(pid);
});

test("what changes nothing is asked at the first", async () => {
  const { runs, ended } = await start({ changes: false });
  runs.stop();
  runs.hurry();
  expect((await ended).code).toBe(1);
});

test("lines are handed on as they come, all of them, and are in a log that only its owner reads", async () => {
  const folder = temporaryFolder();
  const stack = slowStack(folder);
  stack.proceed();
  const lines: string[] = [];
  const log = path.join(folder, "logs/apply.jsonl");
  const runs = new TerraformRuns(ENVIRONMENT);
  const onLine = (line: string): void => void lines.push(line);
  const { output } = await runs.run({ folder, args: APPLY, log, changes: true, onLine });
  expect(lines.join("\n")).toBe(output.trimEnd());
  expect(readFileSync(log, "utf8")).toBe(output);
  expect(output).toContain("Apply complete!");
});

test("Terraform outlives a parent that is killed, finishes, and its folder is refused until then", async () => {
  const folder = temporaryFolder();
  const stack = slowStack(folder);
  const parent = spawn(process.execPath, ["--import", "tsx", "--eval", parentOf(folder)], {
    cwd: ROOT,
    env: ENVIRONMENT,
    stdio: "ignore",
  });
  const gone = once(parent, "exit");
  await until(stack.started);
  parent.kill("SIGKILL");
  await gone;
  expect(() => refuseRunning(folder)).toThrow(/of an earlier run is still at work in .* never kill it/);
  stack.proceed();
  await until(() => !isRefused(folder));
  expect(resourcesIn(folder)).toEqual({ slow: "complete", after: "complete" });
  expect(isLocked(folder)).toBe(false);
});

test("a mark of a process that is gone refuses nothing", () => {
  const folder = temporaryFolder();
  writeFileSync(path.join(folder, ".running"), "999999999");
  expect(() => refuseRunning(folder)).not.toThrow();
});

function parentOf(folder: string): string {
  const run = JSON.stringify({ folder, args: APPLY, log: path.join(folder, "apply.jsonl"), changes: true });
  const file = JSON.stringify(path.join(ROOT, "tools/runs/core/terraform-runs.ts"));
  return `const { TerraformRuns } = require(${file}); void new TerraformRuns(process.env).run(${run});`;
}

function isRefused(folder: string): boolean {
  try {
    refuseRunning(folder);
    return false;
  } catch (error) {
    return error instanceof PlanningError;
  }
}
