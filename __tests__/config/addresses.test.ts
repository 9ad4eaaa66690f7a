import { Address4 } from "ip-address";
import { overlap, privateAddressesNeeded, usableAddresses, zoneAddresses } from "../../config/addresses";
import { configuration } from "../../config/environments";

const REGIONS = configuration.environments.flatMap((environment) =>
  environment.regions.map((region) => ({ id: `${environment.name} ${region.name}`, environment, region })),
);

test("production's home is exactly 10.0.0.0/16", () => {
  const production = configuration.environments.find(({ name }) => name === "production");
  expect(production?.regions[0].cidr).toBe("10.0.0.0/16");
});

test("no two VPCs share an address", () => {
  const ranges = REGIONS.map(({ region }) => region.cidr);
  const shared = ranges.flatMap((left, i) => ranges.slice(i + 1).filter((right) => overlap(left, right)));
  expect(ranges).toHaveLength(5);
  expect(shared).toEqual([]);
});

test.each(REGIONS)("$id: nine disjoint subnets inside the VPC, three zones, /28 or larger", ({ region }) => {
  const zones = zoneAddresses(region);
  const subnets = zones.flatMap((zone) => [zone.public, zone.private, zone.isolated]);
  expect(zones.map(({ zoneId }) => zoneId)).toEqual(region.zoneIds);
  expect(subnets).toHaveLength(9);
  const vpc = new Address4(region.cidr);
  subnets.forEach((cidr, index) => {
    expect(new Address4(cidr).isInSubnet(vpc)).toBe(true);
    expect(new Address4(cidr).startAddress().address).toBe(cidr.split("/")[0]);
    expect(Number(cidr.split("/")[1])).toBeLessThanOrEqual(28);
    expect(subnets.slice(0, index).filter((other) => overlap(other, cidr))).toEqual([]);
  });
});

test.each(REGIONS)(
  "$id: two zones alone hold the nodes and pods of the largest scale",
  ({ environment, region }) => {
    const { system, api, burst } = environment.nodes;
    // While all groups are updated at once: two more in each group of one zone, six in the one over three.
    const zonal = 3 * (system.perZone.max + 2 + api.perZone.max + 2);
    const max = zonal + (burst === "none" ? 0 : burst.max + 6);
    for (const zone of zoneAddresses(region)) {
      // Counted afresh: each node has its interfaces, its pods' /28 prefixes and one warm prefix.
      const perNode = 4 + 16 * (Math.ceil(110 / 16) + 1);
      const batch = 2 * environment.batch.spot.max + environment.batch.worker.maxTasks;
      const demand = Math.ceil(max / 2) * perNode + 16 + environment.interfaceEndpoints.length + batch;
      expect(usableAddresses(zone.private)).toBeGreaterThanOrEqual(demand);
    }
  },
);

test("needs count prefixes, not pods", () => {
  const demand = { podsPerNode: 17, interfaceEndpoints: 0, batch: { machines: 0, tasks: 0 } };
  // Two nodes, one a zone: 2 prefixes for 17 pods, 1 warm, 4 interfaces; 16 for the control plane.
  expect(privateAddressesNeeded({ ...demand, maxNodes: 2 })).toBe(3 * 16 + 4 + 16);
  expect(privateAddressesNeeded({ ...demand, maxNodes: 3 })).toBe(2 * (3 * 16 + 4) + 16);
  // A batch machine has a trunk beside its own interface, and each task one on it.
  const batch = { machines: 3, tasks: 5 };
  expect(privateAddressesNeeded({ ...demand, batch, maxNodes: 2 })).toBe(3 * 16 + 4 + 16 + 11);
});
