import { findOrphans } from "../../../../tools/runs/orphans/find-orphans";
import { writeImports } from "../../../../tools/runs/orphans/import-files";
import { planRun } from "../../../../tools/runs/plan/plan-run";
import { FaultProxy, type Rule } from "../../../emulated/support/fault-proxy";
import { type Block, removeFolders } from "../../fixtures/synthesis";
import { BASE, NETWORK, real, small } from "./support/stacks";
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

const [PROVIDER = {}] = (real.configuration["provider"] as { aws: Block[] }).aws;
/** Tries each request twice: by default the provider would go on for half an hour. */
const impatient = {
  ...real,
  configuration: { ...real.configuration, provider: { aws: [{ ...PROVIDER, max_retries: 1 }] } },
};

/** Plans in peace, then applies while the account answers like that. */
async function applyDuring(...rules: Rule[]): Promise<Record<string, string>> {
  await trial.begin([impatient, small(NETWORK, { dependencies: [BASE] })]);
  await trial.plan();
  trial.endpoint = proxy.endpoint;
  const injected = rules.map((rule) => proxy.inject(rule));
  const outcomes = await trial.apply();
  for (const { hits } of injected) expect(hits).toBeGreaterThan(0);
  proxy.heal();
  return statuses(outcomes);
}

async function expectNothingToDo(): Promise<void> {
  expect(changes(await trial.plan())).toEqual({ [BASE]: 0, [NETWORK]: 0 });
  expect((await trial.objects()).sort()).toEqual([BASE, NETWORK].sort());
}

test("answers of 500 and 503 that pass are tried again, and nobody sees them", async () => {
  const injected = { CreateTopic: 500, CreateRole: 503 } as const;
  const rules = Object.entries(injected).map(([action, status]): Rule => ({
    action,
    times: 1,
    fault: { kind: "answer", status },
  }));
  expect(await applyDuring(...rules)).toEqual({ [BASE]: "applied", [NETWORK]: "applied" });
  await expectNothingToDo();
});

test("answers of 503 that last end the stack: what was made is known, and a new plan holds the rest", async () => {
  const statuses = await applyDuring({ action: "CreateTopic", fault: { kind: "answer", status: 503 } });
  expect(statuses).toEqual({ [BASE]: "failed", [NETWORK]: "waiting" });
  expect((await trial.state(BASE))?.resources).toHaveLength(2);
  expect(changes(await trial.plan())).toEqual({ [BASE]: 1, [NETWORK]: 2 });
  await trial.apply();
  await expectNothingToDo();
});

test("what was made though its answer was lost is found, and imported", async () => {
  const lost = await applyDuring({
    action: "CreateRole",
    times: 1,
    fault: { kind: "drop", when: "after" },
  });
  // The provider asks again, and hears that it is there.
  expect(lost).toEqual({ [BASE]: "failed", [NETWORK]: "waiting" });
  const { stacks } = await findOrphans(trial.common());
  expect(stacks.flatMap(({ imports }) => imports)).toEqual([{ to: "aws_iam_role.worker", id: "worker" }]);
  const importsDirectory = trial.file("imports");
  writeImports(importsDirectory, stacks);
  const planned = await planRun({ ...trial.common(), importsDirectory });
  expect(planned.summary.stacks[0]?.counts).toMatchObject({ import: 1, add: 0 });
  await trial.apply();
  await expectNothingToDo();
});
