import { INSTANCE_TYPES, type InstanceType } from "../../config/catalogs/instance-types";
import { configuration } from "../../config/environments";
import { allocatableOn, expectedPods, leftForPods, reservedFor } from "../../config/node-capacity";

// The API's limits (R16), and its most replicas (R17). Blue-green runs two sets of them for a while.
const POD = { cpuMillicores: 500, memoryMiB: 512 };
const MOST_REPLICAS = 10;

function machine(type: string): InstanceType {
  const found = INSTANCE_TYPES[type];
  if (found === undefined) throw new Error(`no ${type}`);
  return found;
}

function apiPodsOn(type: string, insights = true): number {
  const left = leftForPods(machine(type), insights);
  return Math.floor(Math.min(left.cpuMillicores / POD.cpuMillicores, left.memoryMiB / POD.memoryMiB));
}

test.each([
  ["t3.small", 11, 376],
  ["t3.medium", 17, 442],
  ["t3.large", 35, 640],
  ["m7g.large", 29, 574],
])("%s expects %i pods, so %i MiB are kept", (type, pods, memoryMiB) => {
  expect(expectedPods(machine(type))).toBe(pods);
  expect(reservedFor(machine(type))).toEqual({ cpuMillicores: 70, memoryMiB });
});

test("more cores keep less of each", () => {
  expect(reservedFor(machine("m7g.xlarge")).cpuMillicores).toBe(80);
  expect(reservedFor({ ...machine("m7g.xlarge"), vCpus: 16 }).cpuMillicores).toBe(110);
});

test("the scheduler gives away what the hypervisor, the kubelet and the eviction threshold leave", () => {
  expect(allocatableOn(machine("t3.large"))).toEqual({ cpuMillicores: 1930, memoryMiB: 6837 });
  expect(allocatableOn(machine("t3.small"))).toEqual({ cpuMillicores: 1930, memoryMiB: 1418 });
});

test("a reserve for 110 pods would leave a t3.small less than its daemons and one pod", () => {
  const reserved = 255 + 11 * 110;
  const left = leftForPods(machine("t3.small"), true).memoryMiB + reservedFor(machine("t3.small")).memoryMiB;
  expect(left - reserved).toBeLessThan(POD.memoryMiB);
});

test("two pods at their limits fit each of the owner's machines; a t3.micro has room for none", () => {
  expect(apiPodsOn("t3.large")).toBe(2);
  expect(apiPodsOn("t3.small")).toBe(2);
  expect(apiPodsOn("t3.micro")).toBeLessThan(1);
});

test.each(
  configuration.environments.filter(({ scaling }) => scaling === "automatic").map((one) => [one.name, one]),
)(
  "%s holds both sets of a blue-green release at their limits, and one set without a zone",
  (_, { nodes }) => {
    const perNode = apiPodsOn(nodes.api.instanceType);
    const burst =
      nodes.burst === "none"
        ? 0
        : nodes.burst.max * Math.min(...nodes.burst.instanceTypes.map((type) => apiPodsOn(type)));
    expect(3 * nodes.api.perZone.max * perNode + burst).toBeGreaterThanOrEqual(2 * MOST_REPLICAS);
    expect(2 * nodes.api.perZone.max * perNode).toBeGreaterThanOrEqual(MOST_REPLICAS);
  },
);
