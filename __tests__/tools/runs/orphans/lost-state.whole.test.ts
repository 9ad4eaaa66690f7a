import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { findOrphans, type Orphans } from "../../../../tools/runs/orphans/find-orphans";
import { writeImports } from "../../../../tools/runs/orphans/import-files";
import { planRun } from "../../../../tools/runs/plan/plan-run";
import { removeFolders } from "../../fixtures/synthesis";
import { Trial } from "../apply/support/trial";
import { BUCKET, s3At } from "../plan/support";
import { BASE, base, NETWORK, network } from "./support/stacks";

const POLL_MILLISECONDS = 20;
const ALMOST_ALL = 12;
let trial: Trial;

beforeAll(async () => {
  trial = await Trial.start();
});
afterAll(async () => {
  await trial.stop();
  removeFolders();
});

function orphans(stacks: readonly string[] = []): Promise<Orphans> {
  return findOrphans(trial.common(stacks));
}

async function remove(Key: string): Promise<void> {
  await s3At(trial.endpoint).deleteObject({ Bucket: BUCKET, Key });
}

/** Kills Terraform and its provider when it has made most of a stack. */
async function killInTheMiddle(stack: string): Promise<void> {
  const mark = path.join(trial.plans, ".work/runs", stack, ".running");
  const log = path.join(trial.plans, ".work/logs", stack, "apply.jsonl");
  const made = (): number =>
    existsSync(log) ? readFileSync(log, "utf8").split('"type":"apply_complete"').length - 1 : 0;
  while (made() < ALMOST_ALL) await sleep(POLL_MILLISECONDS);
  process.kill(-Number(readFileSync(mark, "utf8")), "SIGKILL");
}

test("what a killed apply made is found, imported, and then nothing is left to do", async () => {
  await trial.begin([network, base]);
  await trial.plan([NETWORK]);
  await trial.apply({ wanted: { environments: ["trial"], stacks: [NETWORK] } });
  expect((await orphans()).stacks.flatMap(({ imports }) => imports)).toEqual([]);

  await trial.plan([BASE]);
  const [outcomes] = await Promise.all([
    trial.apply({ wanted: { environments: ["trial"], stacks: [BASE] } }),
    killInTheMiddle(BASE),
  ]);
  expect(outcomes.get(BASE)?.status).toBe("failed");
  expect(await trial.state(BASE)).toBeUndefined();
  await remove(`${BASE}.tflock`);

  const found = await orphans();
  const [lost] = found.stacks.filter(({ stack }) => stack === BASE);
  const addresses = lost?.imports.map(({ to }) => to) ?? [];
  // Told apart by their descriptions, for their ids say nothing.
  expect(addresses).toEqual(expect.arrayContaining(["aws_kms_key.data", "aws_kms_key.logs"]));
  expect([...(lost?.unmatched ?? [])]).toEqual([]);
  expect([...found.strangers]).toEqual([]);
  const directory = trial.file("imports");
  expect(writeImports(directory, found.stacks)).toEqual([BASE]);

  const planned = await planRun({ ...trial.common([BASE]), importsDirectory: directory });
  expect(planned.summary.stacks[0]?.counts).toMatchObject({ import: addresses.length, destroy: 0 });
  const applied = await trial.apply({ wanted: { environments: ["trial"], stacks: [BASE] } });
  expect(applied.get(BASE)).toMatchObject({ status: "applied", reason: "" });
  const second = await trial.plan();
  expect(second.review.verdict.level).toBe("nothing");
  const after = await orphans();
  expect(after.stacks.flatMap(({ imports, unmatched }) => [...imports, ...unmatched])).toEqual([]);
  expect(writeImports(directory, after.stacks)).toEqual([]);
});

test("a state that is lost as a whole is found again by names, tags and what belongs together", async () => {
  await trial.begin([network, base]);
  await trial.plan([NETWORK]);
  await trial.apply({ wanted: { environments: ["trial"], stacks: [NETWORK] } });
  await remove(NETWORK);
  const { stacks } = await orphans([NETWORK]);
  expect(stacks[0]?.imports.map(({ to }) => to).sort()).toEqual([
    "aws_route_table.table",
    "aws_route_table_association.a",
    "aws_subnet.s0",
    "aws_subnet.s1",
    "aws_vpc.vpc",
  ]);
});
