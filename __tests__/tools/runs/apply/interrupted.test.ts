import { existsSync, readdirSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import {
  type Running,
  startedBy,
  startMindscape,
  until,
  withoutCompiler,
  isAlive,
} from "../../fixtures/command-line";
import { type FixtureStack, removeFolders } from "../../fixtures/synthesis";
import { BASE, NETWORK, small } from "./support/stacks";
import { changes, statuses, Trial } from "./support/trial";

let trial: Trial;
beforeAll(async () => {
  trial = await Trial.start();
});
afterAll(async () => {
  await trial.stop();
  removeFolders();
});

/** The first stack waits in its middle for the file `proceed-<name>`. */
function slow(name: string): FixtureStack[] {
  const wait = `touch ${trial.file(`started-${name}`)}; while [ ! -e ${trial.file(`proceed-${name}`)} ]; do sleep 0.1; done`;
  return [small(BASE, { command: wait }), small(NETWORK, { dependencies: [BASE] })];
}

/** Starts an apply, and waits until the first stack is in its middle. */
async function inTheMiddle(name: string): Promise<Running & { readonly said: () => string }> {
  await trial.begin(slow(name));
  await trial.plan();
  const running = startMindscape(trial.folder, trial.applyCommand(), trial.environment);
  let said = "";
  running.child.stderr?.on("data", (chunk: Buffer) => (said += chunk.toString()));
  await until(running, () => existsSync(trial.file(`started-${name}`)));
  return { ...running, said: () => said };
}

async function interrupt(
  running: Running & { readonly said: () => string },
  signal: NodeJS.Signals,
  told: string,
): Promise<void> {
  running.child.kill(signal);
  await until(running, () => running.said().includes(told));
}

async function expectNothingLeft(): Promise<void> {
  expect((await trial.objects()).filter((key) => key.endsWith(".tflock"))).toEqual([]);
  expect(existsSync(trial.file(".plans/.work/.lock"))).toBe(false);
  expect(readdirSync(trial.file(".plans/.work/runs", BASE))).not.toContain(".running");
}

test.each([
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const)(
  "after one %s what runs is finished, and the next run goes on with the rest",
  async (signal, expected) => {
    const running = await inTheMiddle(signal);
    const terraform = withoutCompiler(startedBy(running));
    await interrupt(
      running,
      signal,
      "interrupted: finishing 1 stack, starting nothing new; interrupt again to hurry",
    );
    trial.touch(`proceed-${signal}`);
    const { code, stdout } = await running.finished;
    expect(code).toBe(expected);
    expect(stdout).toContain(
      `pending ${NETWORK}: the run was interrupted before it\n1 of 2 stacks are applied\n`,
    );
    expect(stdout).toContain(
      `next: mindscape ${trial.applyCommand().join(" ")} goes on with what was not started`,
    );
    expect(trial.record).toMatchObject({ [BASE]: { status: "applied" }, [NETWORK]: { status: "pending" } });
    expect(terraform.filter(isAlive)).toEqual([]);
    await expectNothingLeft();
    const { serial } = (await trial.state(BASE))!;
    expect(statuses(await trial.apply())).toEqual({ [BASE]: "applied", [NETWORK]: "applied" });
    expect((await trial.state(BASE))?.serial).toBe(serial);
  },
);

test("after two, Terraform stops early: it saves the state and releases the lock, and a new plan holds the rest", async () => {
  const running = await inTheMiddle("twice");
  await interrupt(running, "SIGINT", "interrupted: finishing");
  // Sooner it would be the first one's echo.
  await sleep(1_200);
  await interrupt(running, "SIGINT", "hurrying: Terraform was asked to stop");
  const { code, stdout } = await running.finished;
  expect(code).toBe(130);
  expect(stdout).toContain(`interrupted ${BASE}: `);
  expect(stdout).toContain("0 of 2 stacks are applied");
  expect(trial.record).toMatchObject({ [BASE]: { status: "interrupted" }, [NETWORK]: { status: "waiting" } });
  await expectNothingLeft();
  // What was half made is known.
  expect((await trial.state(BASE))?.resources).toHaveLength(1);
  await expect(trial.apply()).rejects.toThrow(/base: it had no state when it was planned, and has one now/);
  trial.touch("proceed-twice");
  expect(changes(await trial.plan())).toEqual({ [BASE]: 3, [NETWORK]: 2 });
  expect(statuses(await trial.apply())).toEqual({ [BASE]: "applied", [NETWORK]: "applied" });
  expect(changes(await trial.plan())).toEqual({ [BASE]: 0, [NETWORK]: 0 });
});
