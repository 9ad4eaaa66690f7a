import { cpSync, existsSync, rmSync } from "node:fs";
import path from "node:path";
import { exitCodeOf } from "../../../../tools/runs/apply/report";
import { FaultProxy } from "../../../emulated/support/fault-proxy";
import { mindscape, startMindscape, until } from "../../fixtures/command-line";
import { removeFolders } from "../../fixtures/synthesis";
import { BASE, DATA, NETWORK, OTHER, output, readsBase, small } from "./support/stacks";
import { changes, statuses, Trial } from "./support/trial";

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

test("what comes after a failed stack is not touched, the others are applied", async () => {
  const base = small(BASE, { command: `test -e ${trial.file("ok")}` });
  await trial.begin([base, small(NETWORK, { dependencies: [BASE] }), small(OTHER)]);
  await trial.plan();
  const { code, stdout } = await mindscape(trial.folder, trial.applyCommand(), trial.environment);
  expect(code).toBe(1);
  expect(stdout).toMatch(
    /^waiting trial-us-west-2-network: comes after trial-us-west-2-base, which failed\nfailed trial-us-west-2-base: local-exec provisioner error/,
  );
  expect(stdout).toMatch(
    /1 of 3 stacks are applied\nnext: read the log, mend what failed, then mindscape plan/,
  );
  expect(await trial.state(NETWORK)).toBeUndefined();
  trial.touch("ok");
  expect(changes(await trial.plan())).toEqual({ [BASE]: 3, [NETWORK]: 2, [OTHER]: 0 });
  expect(new Set(Object.values(statuses(await trial.apply())))).toEqual(new Set(["applied"]));
});

test("what waits for a plan that nobody has reviewed ends with 2", async () => {
  await trial.begin([small(BASE, { configuration: output("${terraform_data.first.id}") }), readsBase()]);
  await trial.plan();
  const outcomes = await trial.apply();
  expect(statuses(outcomes)).toEqual({ [BASE]: "applied", [DATA]: "waiting" });
  expect(outcomes.get(DATA)?.reason).toMatch(/^waits for trial-us-west-2-base, whose plan changes/);
  expect(exitCodeOf(outcomes, true)).toBe(2);
  expect(await trial.state(DATA)).toBeUndefined();
});

test("nothing more is begun once what is applied cannot be written down", async () => {
  const record = trial.file(".plans/trial/apply.json");
  const base = small(BASE, { command: `rm ${record} && mkdir ${record}` });
  await trial.begin([base, small(NETWORK, { dependencies: [BASE] })]);
  await trial.plan();
  const outcomes = await trial.apply();
  expect(statuses(outcomes)).toEqual({ [BASE]: "applied", [NETWORK]: "pending" });
  expect(outcomes.get(NETWORK)?.reason).toMatch(/apply\.json, .* cannot be written \(EISDIR\)/);
});

test("a stack is not applied before one that was planned before it", async () => {
  await trial.begin([small(BASE), small(NETWORK, { dependencies: [BASE] })]);
  await trial.plan();
  const wanted = (id: string) => ({ wanted: { environments: ["trial"], stacks: [id] } });
  await expect(trial.apply(wanted(NETWORK))).rejects.toThrow(/the plan of trial-us-west-2-base comes first/);
  expect(statuses(await trial.apply(wanted(BASE)))).toEqual({ [BASE]: "applied" });
  expect(statuses(await trial.apply(wanted(NETWORK)))).toEqual({ [NETWORK]: "applied" });
});

/** A command that waits for the file `proceed-<name>`. */
function slow(name: string): string {
  return `touch ${trial.file(`started-${name}`)}; while [ ! -e ${trial.file(`proceed-${name}`)} ]; do sleep 0.1; done`;
}

describe("of two applies in two folders", () => {
  const other = (): string => trial.file("other-plans");
  const begin = async (name: string): Promise<void> => {
    await trial.begin([small(BASE, { command: slow(name) })]);
    await trial.plan();
    rmSync(other(), { recursive: true, force: true });
    cpSync(trial.results, path.join(other(), "trial"), { recursive: true });
  };
  const lockReleasedIn = (folder: string): RegExp =>
    new RegExp(
      String.raw`base is locked by \S+ since \S+ \(.*\), for apply with Terraform 1\.11\.4; wait .*terraform -chdir=${folder}/trial-us-west-2-base force-unlock [0-9a-f-]{36}`,
    );

  test("the second one is refused while the first works", async () => {
    await begin("first");
    const first = startMindscape(trial.folder, trial.applyCommand(), trial.environment);
    await until(first, () => existsSync(trial.file("started-first")));
    await expect(trial.apply({ plansDirectory: other() })).rejects.toThrow(
      // Its own folder knows nothing of the state yet.
      lockReleasedIn("cdktf.out/stacks"),
    );
    trial.touch("proceed-first");
    expect((await first.finished).code).toBe(0);
  });

  test("the slower one fails if both begin at once, and has changed nothing", async () => {
    await begin("faster");
    const held = proxy.inject({ method: "PUT", path: /\.tflock/, fault: { kind: "hold" } });
    const environment = { ...trial.environment, AWS_ENDPOINT_URL: proxy.endpoint };
    const slower = trial.apply({ plansDirectory: other(), environment });
    await held.hit;
    const faster = startMindscape(trial.folder, trial.applyCommand(), trial.environment);
    await until(faster, () => existsSync(trial.file("started-faster")));
    held.release();
    const outcome = (await slower).get(BASE);
    expect(outcome?.status).toBe("failed");
    expect(outcome?.reason).toMatch(lockReleasedIn(String.raw`\S+other-plans/\.work/runs`));
    trial.touch("proceed-faster");
    expect((await faster.finished).code).toBe(0);
    expect(changes(await trial.plan())).toEqual({ [BASE]: 0 });
  });
});
