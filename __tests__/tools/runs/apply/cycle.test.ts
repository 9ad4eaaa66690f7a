import { type Block, removeFolders } from "../../fixtures/synthesis";
import { BASE, DATA, NETWORK, output, readsBase, real, small } from "./support/stacks";
import { changes, statuses, Trial } from "./support/trial";

let trial: Trial;
beforeAll(async () => {
  trial = await Trial.start();
});
afterAll(async () => {
  await trial.stop();
  removeFolders();
});

test("what was planned is applied, then what waited for it, then nothing is left", async () => {
  await trial.begin([real, readsBase(), small(NETWORK, { dependencies: [BASE] })]);
  expect(changes(await trial.plan())).toEqual({
    [BASE]: 3,
    [DATA]: expect.stringMatching(/^waits for trial-us-west-2-base, whose plan changes/) as string,
    [NETWORK]: 2,
  });
  const first = await trial.apply();
  expect(statuses(first)).toEqual({ [BASE]: "applied", [DATA]: "waiting", [NETWORK]: "applied" });
  expect(first.get(DATA)?.reason).toMatch(BASE);
  expect(await trial.state(DATA)).toBeUndefined();
  expect(changes(await trial.plan())).toEqual({ [BASE]: 0, [DATA]: 1, [NETWORK]: 0 });
  expect(statuses(await trial.apply())).toEqual({
    [BASE]: "applied",
    [DATA]: "applied",
    [NETWORK]: "applied",
  });
  const last = await trial.plan();
  expect(changes(last)).toEqual({ [BASE]: 0, [DATA]: 0, [NETWORK]: 0 });
  expect(last.review.verdict.level).toBe("nothing");
  expect((await trial.objects()).sort()).toEqual([BASE, DATA, NETWORK].sort());
});

/** Of what the test before has applied. */
test("what a rule of the review denies is not applied", async () => {
  const rest = { ...(real.configuration["resource"] as Block) };
  delete rest["aws_s3_bucket"];
  trial.synthesize([{ ...real, configuration: { ...real.configuration, resource: rest } }]);
  const denied = await trial.plan();
  expect(denied.review.verdict.level).toBe("blocked");
  await expect(trial.apply()).rejects.toThrow(/^a rule of the review denies something in these plans/);
});

test("outputs alone are applied, too", async () => {
  await trial.begin([small(BASE)]);
  await trial.plan();
  await trial.apply();
  trial.synthesize([small(BASE, { configuration: output("new") })]);
  const { summary } = await trial.plan();
  expect(summary.stacks[0]?.counts).toMatchObject({ add: 0, change: 0, destroy: 0 });
  await trial.apply();
  expect(await trial.state(BASE)).toMatchObject({ outputs: { name: { value: "new" } } });
});

test("what is applied is not applied again", async () => {
  await trial.begin([small(BASE)]);
  await trial.plan();
  await trial.apply();
  const { serial } = (await trial.state(BASE))!;
  expect(trial.record).toMatchObject({ [BASE]: { status: "applied", serial } });
  expect(statuses(await trial.apply())).toEqual({ [BASE]: "applied" });
  expect((await trial.state(BASE))?.serial).toBe(serial);
});
