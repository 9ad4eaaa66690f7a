import { synthesis, temporaryFolder } from "../support/synthesis";
import { type Deployed, Deployment } from "./support/deployment";
import { Emulator } from "./support/emulator";
import { type Exchange, Recorder } from "./support/recorder";

const ACCOUNT = "333333333333";
/** In the order in which they are applied. */
const STACKS = [
  "production-global-access",
  "production-us-west-2-base",
  "production-us-west-2-network",
  "production-us-west-2-data",
  "production-us-west-2-cluster",
] as const;

const synthesized = synthesis();
const deployed = new Map<string, Deployed>();
let exchanges: readonly Exchange[] = [];

beforeAll(async () => {
  const emulator = await Emulator.start(ACCOUNT);
  const recorder = await Recorder.start(emulator.endpoint);
  const deployment = new Deployment(synthesized.outdir, temporaryFolder(), recorder.endpoint);
  try {
    for (const id of STACKS) deployed.set(id, await deployment.deploy(id));
    exchanges = recorder.exchanges;
  } finally {
    await deployment.stop();
    recorder.stop();
    emulator.stop();
  }
}, 900_000);

test.each(STACKS)("%s: a second plan has nothing to do but what the emulator forgot", (id) => {
  expect(deployed.get(id)?.secondPlan).toEqual([]);
});

test("PRINT", () => {
  for (const id of STACKS) {
    const counts: Record<string, number> = {};
    for (const address of deployed.get(id)?.leftOut ?? [])
      counts[address.split(".")[0]!] = (counts[address.split(".")[0]!] ?? 0) + 1;
    process.stderr.write(`LEFT ${id} ${deployed.get(id)?.applied.length} ${JSON.stringify(counts)}\n`);
  }
});

test("what holds data is among what was applied", () => {
  const applied = (id: (typeof STACKS)[number]): string => (deployed.get(id)?.applied ?? []).join("\n");
  expect(applied("production-us-west-2-data")).toMatch(/^aws_db_instance\.database_instance_/m);
  expect(applied("production-us-west-2-data")).toMatch(/^aws_dynamodb_table\./m);
  expect(applied("production-us-west-2-data")).toMatch(/^aws_efs_file_system\./m);
  expect(applied("production-us-west-2-cluster")).toMatch(/^aws_eks_cluster\./m);
});

describe("the master password", () => {
  const passwords = (): string[] =>
    exchanges
      .filter(({ target }) => target === "secretsmanager.GetRandomPassword")
      .map(({ answer }) => (JSON.parse(answer) as { RandomPassword: string }).RandomPassword);

  test("was made and given to the database", () => {
    const creation = exchanges.find(({ request }) => request.includes("Action=CreateDBInstance&"));
    const given = new URLSearchParams(creation?.request.split("\n")[1]).get("MasterUserPassword");
    expect(given).toHaveLength(64);
    expect(passwords()).toContain(given);
  });

  test("is in no JSON, plan or state of any stack", () => {
    const written = STACKS.flatMap((id) => [synthesized.text(id), ...(deployed.get(id)?.written ?? [])]);
    expect(written).toHaveLength(STACKS.length * 4);
    expect(passwords().length).toBeGreaterThan(0);
    for (const password of passwords()) {
      expect(written.filter((text) => text.includes(password))).toEqual([]);
    }
  });
});
