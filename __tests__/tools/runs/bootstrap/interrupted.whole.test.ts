import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Emulator } from "../../../../tools/emulation/server";
import { STEPS } from "../../../../tools/runs/bootstrap/steps";
import { isAlive } from "../../fixtures/command-line";
import { removeFolders } from "../../fixtures/synthesis";
import type { Told } from "./support/child";
import * as trial from "./support/trial";

let emulator: Emulator;
// One for all, so that the provider is prepared once.
const where = trial.place();
beforeAll(async () => {
  emulator = await Emulator.start(trial.ACCOUNT);
});
afterEach(() => emulator.reset());
afterAll(async () => {
  await emulator.stop();
  removeFolders();
});

/** Runs a bootstrap that ends in the middle; the exit code, or the signal that ended it. */
async function stopped(where: trial.Place, stop: Told["stop"]): Promise<number | string | null> {
  const told: Told = { ...where, stop };
  const script = path.join(__dirname, "support/child.ts");
  const args = ["--import", require.resolve("tsx"), script, JSON.stringify(told)];
  const child = spawn(process.execPath, args, {
    env: trial.emulatedEnvironment(emulator.endpoint),
    stdio: ["ignore", "ignore", "inherit"],
  });
  return new Promise((resolve) => {
    child.once("exit", (code, signal) => resolve(signal ?? code));
  });
}

/** Everything that a bootstrap promises once it has come to its end, however often it was begun. */
async function expectConverged(where: trial.Place): Promise<void> {
  const { endpoint } = emulator;
  const { states } = await trial.run(endpoint, where);
  expect(states).toMatchObject([{ reason: "", changes: [] }]);
  expect(states[0]?.status).toMatch(/^(created|up-to-date)$/);
  expect(await trial.objects(endpoint)).toEqual([trial.KEY]);
  expect(await trial.versions(endpoint)).toBe(1);
  expect(await trial.keys(endpoint)).toBe(1);
  expect(existsSync(path.join(where.plansDirectory, ".bootstrap"))).toBe(false);
}

describe("a bootstrap that ends in the middle goes on with the next run", () => {
  test.each(STEPS)("killed after it has %s", async (step) => {
    expect(await stopped(where, { step, signal: "SIGKILL" })).toBe("SIGKILL");
    await expectConverged(where);
  });

  test.each([
    ["SIGINT", "planned", 130],
    ["SIGTERM", "locked", 143],
  ] as const)("asked by %s after it has %s", async (signal, step, code) => {
    expect(await stopped(where, { step, signal })).toBe(code);
    // A lock that nobody would release is left by a kill only.
    expect(await trial.objects(emulator.endpoint)).not.toContain(`${trial.KEY}.tflock`);
    await expectConverged(where);
  });

  test("killed while Terraform works, which ends its work alone", async () => {
    expect(await stopped(where, { making: "aws_kms_key", signal: "SIGKILL" })).toBe("SIGKILL");
    await terraformIn(where);
    await expectConverged(where);
  });

  test("asked to stop while Terraform works, which is let to end", async () => {
    expect(await stopped(where, { making: "aws_kms_key", signal: "SIGINT" })).toBe(130);
    const state = JSON.parse(readFileSync(trial.localFile(where), "utf8")) as { resources: unknown[] };
    expect(state.resources).toHaveLength(4);
    expect(statSync(trial.localFile(where)).mode & 0o777).toBe(0o600);
    expect(statSync(path.dirname(trial.localFile(where))).mode & 0o777).toBe(0o700);
    await expectConverged(where);
  });

  test("what was half made is kept, although nothing may replace it", async () => {
    await stopped(where, { step: "applied", signal: "SIGKILL" });
    const file = trial.localFile(where);
    const state = JSON.parse(readFileSync(file, "utf8")) as {
      serial: number;
      resources: { instances: { status?: string }[] }[];
    };
    for (const { instances } of state.resources)
      for (const instance of instances) instance.status = "tainted";
    writeFileSync(file, JSON.stringify({ ...state, serial: state.serial + 1 }));
    await expectConverged(where);
  });
});

/** Waits for the Terraform that a killed run has left. */
async function terraformIn({ plansDirectory }: trial.Place): Promise<void> {
  const mark = path.join(plansDirectory, ".work/runs", trial.STACK, ".running");
  if (!existsSync(mark)) throw new Error(`no Terraform was left: ${readdirSync(path.dirname(mark)).join()}`);
  const pid = Number(readFileSync(mark, "utf8"));
  while (isAlive(pid)) await sleep(100);
}
