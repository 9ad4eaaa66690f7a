import { applyDestroy, type Destroyed } from "../../../../tools/runs/destroy/apply-destroy";
import { leftIn } from "../../../../tools/runs/destroy/left";
import { planDestroy, type PlannedDestruction } from "../../../../tools/runs/destroy/plan-destroy";
import { PlanningError } from "../../../../tools/planning/errors";
import { FaultProxy } from "../../../emulated/support/fault-proxy";
import { ec2At } from "./support/ec2";
import { removeFolders, type FixtureStack } from "../../fixtures/synthesis";
import { Trial } from "../apply/support/trial";
import { BASE, base, NETWORK, network } from "../orphans/support/stacks";

const STATE = "trial-us-west-2-state";
let trial: Trial;

beforeAll(async () => {
  trial = await Trial.start();
});
afterAll(async () => {
  await trial.stop();
  removeFolders();
});

function planned(...stacks: string[]): Promise<PlannedDestruction> {
  return planDestroy(trial.common(stacks));
}

function destroyed(stacks: readonly string[] = [], reviewed = trial.digest): Promise<Destroyed> {
  const told: string[] = [];
  return applyDestroy({
    ...trial.common(stacks),
    ...{ reviewed, maxAgeHours: 24, parallelism: 10, tell: (line) => void told.push(line) },
  });
}

async function made(...stacks: FixtureStack[]): Promise<void> {
  await trial.begin(stacks);
  for (const { id } of stacks) {
    await trial.plan([id]);
    await trial.apply({ wanted: { environments: ["trial"], stacks: [id] } });
  }
}

/** As small as the layer that holds the states may be. */
const state: FixtureStack = {
  id: STATE,
  configuration: {
    ...network.configuration,
    output: undefined,
    resource: { aws_sns_topic: { states: { name: "trial-states" } } },
  },
};

test("all goes, the last first, and nothing is left but what lingers", async () => {
  await made(state, network, base);
  const { result, notes, refused } = await planned();
  expect(refused).toEqual([]);
  expect(result.summary.run).toMatchObject({ command: "destroy", blocked: false });
  expect(result.summary.stacks.map(({ id, status }) => [id, status])).toEqual([
    [NETWORK, "planned"],
    [BASE, "planned"],
  ]);
  expect(notes).toEqual([expect.stringMatching(`^${STATE} is left: it holds the states`)]);

  await expect(destroyed([], "0".repeat(16))).rejects.toThrow(/not those that were reviewed/);
  await expect(trial.apply()).rejects.toThrow(/those of destroy/);

  const { outcomes, left } = await destroyed();
  expect([...outcomes.values()].map(({ status }) => status)).toEqual(["applied", "applied"]);
  const [network_, base_] = [outcomes.get(NETWORK), outcomes.get(BASE)];
  expect(Date.parse(base_?.endedAt ?? "")).toBeLessThanOrEqual(Date.parse(network_?.startedAt ?? ""));
  expect(left).toBeDefined();
  const { behind, lingering } = leftIn(left!);
  expect(behind).toEqual([]);
  // Keys go when their waiting period is over.
  expect(lingering.filter((line) => line.includes(":key/"))).toHaveLength(2);
  await expect(planned()).rejects.toThrow(/none of the chosen stacks of trial has anything/);
});

test("what others stand on stays until they go too, and what somebody else made is named", async () => {
  await made(network, base);
  await expect(planned(NETWORK)).rejects.toThrow(`${NETWORK} cannot go: ${BASE} stand on it`);
  await planned(BASE);
  const Tags = Object.entries({ Project: "trial", Environment: "trial", Layer: "base" }).map(
    ([Key, Value]) => ({
      Key,
      Value,
    }),
  );
  const { VolumeId } = await ec2At(trial.endpoint).createVolume({
    AvailabilityZone: "us-west-2a",
    Size: 1,
    TagSpecifications: [{ ResourceType: "volume", Tags }],
  });
  const { left } = await destroyed([BASE]);
  expect(leftIn(left!).behind).toEqual([expect.stringContaining(`volume/${VolumeId}`)]);
});

test("where nobody can look for what is left, what has gone is told all the same", async () => {
  await made(network);
  await planned();
  const proxy = await FaultProxy.start(trial.endpoint);
  try {
    trial.endpoint = proxy.endpoint;
    const searches = proxy.inject({ action: "GetResources", fault: { kind: "answer", status: 500 } });
    const { outcomes, left, stopped } = await destroyed();
    expect(searches.hits).toBeGreaterThan(0);
    expect(outcomes.get(NETWORK)?.status).toBe("applied");
    expect(left).toBeUndefined();
    expect(stopped).toBeInstanceOf(PlanningError);
  } finally {
    await proxy.stop();
  }
});
