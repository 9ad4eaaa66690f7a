import { privateAddressesNeeded, usableAddresses, zoneAddresses } from "../addresses";
import { maxNodes, PODS_PER_NODE, ZONES } from "../nodes";
import { ORIGIN } from "../origin";
import { ASSUMED } from "./assumptions";
import { megabits } from "./edge";
import type { Quantity, Serving } from "./quantity";

// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html
const TARGETS_PER_LOAD_BALANCER = 1000;
// The smallest subnet in which a load balancer may grow is a /27. Of it 8 addresses have to be free.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html#subnets-load-balancer
const LOAD_BALANCER_SUBNET = usableAddresses("0.0.0.0/27");
// To one destination from one address, and what a gateway has before it scales.
// https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html
const NAT = { connections: 55_000, mbps: 5000 } as const;

/** What lies between CloudFront, the pods and the world. Load balancers grow by themselves; what they grow into is here. */
export function networkQuantities(serving: Serving): Quantity[] {
  return [...loadBalancer(serving), ...nat(serving), privateAddresses(serving)];
}

function loadBalancer(serving: Serving): Quantity[] {
  const { nodes } = serving.environment;
  const ports = Object.keys(ORIGIN.nodePorts).length;
  return [
    {
      name: "loadBalancer.targets",
      unit: "targets",
      needed: maxNodes(nodes) * ports,
      available: TARGETS_PER_LOAD_BALANCER,
      path: "nodes",
      why: `${maxNodes(nodes)} nodes at most, with ${ports} ports each`,
      limit: "quota of a load balancer",
      remedy: "name fewer nodes, or have the quota raised",
    },
    {
      name: "loadBalancer.addresses",
      unit: "addresses a public subnet",
      needed: LOAD_BALANCER_SUBNET,
      available: smallestSubnet(serving, "public"),
      path: cidrPath(serving),
      why: "a /27, in which the load balancer can grow beside the NAT gateway",
      limit: "size of the subnet",
      remedy: "choose a larger range",
    },
  ];
}

/** With one gateway a zone, a lost zone's pods move to the others' gateways. */
function nat({ environment }: Serving): Quantity[] {
  const { load, nat: gateways, scaling } = environment;
  const { callsOutside, outsideKiB } = ASSUMED.request;
  const sharing = gateways === "single" ? 1 : ZONES - 1;
  const callsPerSecond = (load.requestsPerSecond * callsOutside) / sharing;
  const split = sharing === 1 ? "through the only gateway" : `by ${sharing} gateways, one zone being lost`;
  const shared = { path: "nat", remedy: 'say nat "per-zone", or keep calls inside the VPC' };
  const why = `${load.requestsPerSecond * callsOutside} calls a second to one destination, ${split}`;
  return [
    {
      ...shared,
      name: "nat.connections",
      unit: "connections to one destination",
      needed: Math.ceil(callsPerSecond * ASSUMED.outsideConnectionSeconds),
      available: NAT.connections,
      why: `${why}, each holding its port for ${ASSUMED.outsideConnectionSeconds} s`,
      limit: "of one gateway's address",
    },
    {
      ...shared,
      name: "nat.traffic",
      unit: "Mbit/s",
      needed: megabits(callsPerSecond * outsideKiB),
      available: NAT.mbps,
      why: `${why}, of ${outsideKiB} KiB${scaling === "manual" ? "" : ", images of new nodes aside"}`,
      limit: "of one gateway before it scales",
    },
  ];
}

function privateAddresses(serving: Serving): Quantity {
  const { nodes, interfaceEndpoints, batch } = serving.environment;
  const machines = batch.spot.max;
  const tasks = batch.worker.maxTasks;
  return {
    name: "network.privateAddresses",
    unit: "addresses a private subnet",
    needed: privateAddressesNeeded({
      maxNodes: maxNodes(nodes),
      podsPerNode: PODS_PER_NODE,
      interfaceEndpoints: interfaceEndpoints.length,
      batch: { machines, tasks },
    }),
    available: smallestSubnet(serving, "private"),
    path: cidrPath(serving),
    why: `${maxNodes(nodes)} nodes in two zones, ${machines} batch machines and ${tasks} tasks in one`,
    limit: "size of the subnet",
    remedy: "choose a larger range or fewer nodes",
  };
}

function smallestSubnet({ region }: Serving, tier: "public" | "private"): number {
  return Math.min(...zoneAddresses(region).map((zone) => usableAddresses(zone[tier])));
}

function cidrPath({ environment, region }: Serving): string {
  return `regions[${environment.regions.findIndex(({ name }) => name === region.name)}].cidr`;
}
