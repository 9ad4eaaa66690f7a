import { Emulator } from "../../tools/emulation/server";
import { synthesis, temporaryFolder } from "../support/synthesis";
import { type Deployed, Deployment } from "./support/deployment";
import { type Exchange, FaultProxy } from "./support/fault-proxy";
import { countByType, LEFT_OUT } from "./support/left-out";

const ACCOUNT = "333333333333";
// Alone it takes a third of that; beside other tests the processors are theirs too.
const MINUTES = 10;
/** What the others stand on, and the database; all of production is in whole/production.test.ts. */
const STACKS = [
  "production-global-access",
  "production-us-west-2-base",
  "production-us-west-2-network",
  "production-us-west-2-data",
] as const;

const synthesized = synthesis();
let deployed: ReadonlyMap<string, Deployed> = new Map();
let exchanges: readonly Exchange[] = [];

beforeAll(async () => {
  const emulator = await Emulator.start(ACCOUNT);
  const proxy = await FaultProxy.start(emulator.endpoint);
  const deployment = new Deployment(synthesized.outdir, temporaryFolder(), proxy.endpoint);
  try {
    deployed = await deployment.deployAll(STACKS);
    exchanges = proxy.exchanges;
  } finally {
    await deployment.stop();
    await proxy.stop();
    await emulator.stop();
  }
}, MINUTES * 60_000);

test.each(STACKS)("%s: a second plan is empty", (id) => {
  expect(deployed.get(id)?.secondPlan).toEqual([]);
});

test.each(STACKS)("%s: everything is applied that the emulator can make", (id) => {
  const { applied = [], leftOut = [] } = deployed.get(id) ?? {};
  expect(countByType(leftOut)).toEqual(LEFT_OUT[id]);
  const written = Object.values(synthesized.json(id).resource).flatMap((named) => Object.keys(named));
  expect(applied.length + leftOut.length).toBe(written.length);
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
