import { FORGETS } from "../../../tools/emulation/gaps";
import { Emulator } from "../../../tools/emulation/server";
import { synthesis, temporaryFolder } from "../../support/synthesis";
import { type Deployed, Deployment } from "../support/deployment";
import { type Exchange, FaultProxy } from "../support/fault-proxy";
import { countByType, LEFT_OUT } from "../support/left-out";

const ACCOUNT = "333333333333";
const MINUTES = 40;
const synthesized = synthesis();
/** All of production but what Helm installs, and but the buckets of the states, which are made beforehand. */
const STACKS = synthesized.stacks.filter((id) => /^production-(?!.*-(platform|service|state)$)/.test(id));

/** The provider would replace these, which `prevent_destroy` refuses to plan. */
const UNPLANNABLE = ["aws_eks_cluster"];

let forgotten: ReadonlySet<string> = new Set();
let deployed: ReadonlyMap<string, Deployed> = new Map();
let exchanges: readonly Exchange[] = [];

beforeAll(async () => {
  const emulator = await Emulator.start(ACCOUNT);
  const proxy = await FaultProxy.start(emulator.endpoint);
  const deployment = new Deployment(synthesized.outdir, temporaryFolder(), proxy.endpoint);
  try {
    deployed = await deployment.deployAll(STACKS);
    exchanges = proxy.exchanges;
    forgotten = await deployment.forgotten(UNPLANNABLE);
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

const listed = Object.entries(FORGETS).flatMap(([type, names]) => names.map((name) => [type, name] as const));
test.each(listed.filter(([type]) => !UNPLANNABLE.includes(type)))(
  "%s: %s is still forgotten",
  (type, name) => {
    expect(forgotten).toContain(`${type} ${name}`);
  },
);

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
