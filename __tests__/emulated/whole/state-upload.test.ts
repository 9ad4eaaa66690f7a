import { execFile } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { messageOf } from "../../../tools/planning/errors";
import { reachOf } from "../../../tools/runs/core/kind";
import { BASE, small } from "../../tools/runs/apply/support/stacks";
import { changes, Trial } from "../../tools/runs/apply/support/trial";
import { removeFolders } from "../../tools/fixtures/synthesis";
import { FaultProxy } from "../support/fault-proxy";

// Terraform tries each upload for some 20 seconds.
let trial: Trial;
let proxy: FaultProxy;
beforeAll(async () => {
  trial = await Trial.start();
  proxy = await FaultProxy.start(trial.endpoint);
});
afterEach(() => proxy.heal());
afterAll(async () => {
  await proxy.stop();
  await trial.stop();
  removeFolders();
});

test("a state that could not be uploaded is kept until somebody pushes it", async () => {
  await trial.begin([small(BASE)]);
  await trial.plan();
  trial.endpoint = proxy.endpoint;
  proxy.inject({ method: "PUT", path: /base(\?|$)/, fault: { kind: "answer", status: 500 } });
  const outcome = (await trial.apply()).get(BASE);
  const folder = trial.file(".plans/.work/runs", BASE);
  expect(outcome?.status).toBe("failed");
  expect(outcome?.reason).toMatch(
    /errored\.tfstate, which alone knows what was made.*docs\/runbooks\/state-upload\.md/,
  );
  expect(await trial.state(BASE)).toBeUndefined();
  proxy.heal();
  await expect(trial.plan()).rejects.toThrow(
    /errored\.tfstate is a state .* \(docs\/runbooks\/state-upload\.md\)/,
  );
  await expect(trial.apply()).rejects.toThrow(/errored\.tfstate is a state/);
  await terraform("state", "push", "errored.tfstate");
  rmSync(path.join(folder, "errored.tfstate"));
  expect(changes(await trial.plan())).toEqual({ [BASE]: 0 });
});

test("where the network goes in the middle, state and lock are what the runbooks expect", async () => {
  await trial.begin([small(BASE, { command: slow("cut") })]);
  await trial.plan();
  trial.endpoint = proxy.endpoint;
  const applying = trial.apply();
  while (!existsSync(trial.file("started-cut"))) await sleep(50);
  await proxy.cutNetwork();
  trial.touch("proceed-cut");
  const outcome = (await applying).get(BASE);
  await proxy.restoreNetwork();
  expect(outcome).toMatchObject({ status: "failed", serial: null });
  expect(outcome?.reason).toMatch(/errored\.tfstate, which alone knows what was made/);
  expect(await trial.objects()).toEqual([`${BASE}.tflock`]);
  const told = await trial.apply().then(() => "", messageOf);
  expect(told).toMatch(/errored\.tfstate is a state that could not be uploaded/);
  expect(told).toMatch(/terraform -chdir=\S+\/\.work\/runs\/trial-us-west-2-base force-unlock/);
  const [, id = ""] = /force-unlock ([0-9a-f-]{36}) \(docs\/runbooks\/state-lock\.md\)/.exec(told) ?? [];
  await terraform("force-unlock", "-force", id);
  await terraform("state", "push", "errored.tfstate");
  rmSync(path.join(trial.file(".plans/.work/runs", BASE), "errored.tfstate"));
  expect(changes(await trial.plan())).toEqual({ [BASE]: 0 });
});

/** As the runbooks say, in the work folder of base. */
async function terraform(...args: string[]): Promise<void> {
  const env = reachOf("emulated", trial.environment).environment;
  await promisify(execFile)("terraform", args, { cwd: trial.file(".plans/.work/runs", BASE), env });
}

/** A command that waits for the file `proceed-<name>`. */
function slow(name: string): string {
  return `touch ${trial.file(`started-${name}`)}; while [ ! -e ${trial.file(`proceed-${name}`)} ]; do sleep 0.1; done`;
}
