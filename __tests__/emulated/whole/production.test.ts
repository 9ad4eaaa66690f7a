import { FORGETS } from "../../../tools/emulation/gaps";
import { Emulator } from "../../../tools/emulation/server";
import { synthesis, temporaryFolder } from "../../support/synthesis";
import { type Deployed, Deployment } from "../support/deployment";
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

beforeAll(async () => {
  const emulator = await Emulator.start(ACCOUNT);
  const deployment = new Deployment(synthesized.outdir, temporaryFolder(), emulator.endpoint);
  try {
    deployed = await deployment.deployAll(STACKS);
    forgotten = await deployment.forgotten(UNPLANNABLE);
  } finally {
    await deployment.stop();
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
