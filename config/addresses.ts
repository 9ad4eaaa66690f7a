import { Address4 } from "ip-address";
import type { RegionConfig } from "./environment";

/** Ports that the stores listen on; nothing else crosses into the isolated tier. */
export const STORE_PORTS = { efs: 2049, postgresql: 5432, redis: 6379, dax: 9111 } as const;

// VPC: /16 to /28. https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html
// Below /22 the public and isolated subnets (6 bits longer) would be smaller than the /28 that AWS accepts.
export const VPC_PREFIX = { min: 16, max: 22 } as const;

/**
 * Private ranges that a VPC may lie in. 172.16.0.0/12 is left to what lives inside hosts and clusters: Docker's bridge
 * (172.17.0.0/16) and the services of EKS (172.20.0.0/16).
 */
export const VPC_RANGES = ["10.0.0.0/8", "192.168.0.0/16"] as const;

/** A private subnet's prefix is this much longer than the VPC's. */
export const PRIVATE_BITS = 2;
const OTHER_BITS = 6;

// First four and the last address of a subnet. https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html
const RESERVED_ADDRESSES = 5;
// EKS asks for 16 free addresses a subnet, for its own interfaces and for upgrades.
// https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html
const CONTROL_PLANE_ADDRESSES = 16;
// Pods get their addresses in /28 prefixes; one spare prefix is kept warm on each node.
// https://docs.aws.amazon.com/eks/latest/best-practices/prefix-mode-linux.html
const PREFIX_ADDRESSES = 16;
const WARM_PREFIXES = 1;
// Primary addresses of the interfaces that a large node may attach (t3.large: 3, m7g.xlarge: 4).
const INTERFACES_PER_NODE = 4;
// Its own and the trunk that its tasks' interfaces hang on.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/container-instance-eni.html
const INTERFACES_PER_BATCH_MACHINE = 2;

/** One zone's subnets. */
export interface ZoneAddresses {
  readonly zoneId: string;
  readonly public: string;
  readonly private: string;
  readonly isolated: string;
}

/**
 * Cuts a VPC's range into three zones by three tiers. Of a /16: private /18 from .0, public /22 from .192, isolated /22
 * from .208; the last eighth stays free. Private is large because every pod has an address there.
 */
export function zoneAddresses(region: Pick<RegionConfig, "cidr" | "zoneIds">): ZoneAddresses[] {
  const prefix = new Address4(region.cidr).subnetMask;
  const slice = (bits: number, index: number): string => subnet(region.cidr, prefix + bits, index);
  return region.zoneIds.map((zoneId, zone) => ({
    zoneId,
    private: slice(PRIVATE_BITS, zone),
    public: slice(OTHER_BITS, 48 + zone),
    isolated: slice(OTHER_BITS, 52 + zone),
  }));
}

/** The `index`-th range of `prefix` bits inside `cidr`. */
export function subnet(cidr: string, prefix: number, index: number): string {
  const start = new Address4(cidr).startAddress().bigInt();
  const size = 1n << BigInt(32 - prefix);
  return `${Address4.fromBigInt(start + size * BigInt(index)).address}/${prefix}`;
}

/** True if the two ranges share an address. */
export function overlap(left: string, right: string): boolean {
  const [a, b] = [new Address4(left), new Address4(right)];
  return a.isInSubnet(b) || b.isInSubnet(a);
}

/** True if all of `cidr` lies in one of `ranges`. */
export function liesIn(cidr: string, ranges: readonly string[]): boolean {
  return ranges.some((range) => new Address4(cidr).isInSubnet(new Address4(range)));
}

/** Addresses in a subnet that AWS leaves to its owner. */
export function usableAddresses(cidr: string): number {
  return 2 ** (32 - new Address4(cidr).subnetMask) - RESERVED_ADDRESSES;
}

/**
 * Addresses that one private subnet must hold at the largest scale. Two zones are counted to carry all nodes: a third
 * may be lost.
 */
export function privateAddressesNeeded(demand: {
  readonly maxNodes: number;
  readonly podsPerNode: number;
  readonly interfaceEndpoints: number;
  /** Machines and tasks of the batch cluster. */
  readonly batch: { readonly machines: number; readonly tasks: number };
}): number {
  const prefixes = Math.ceil(demand.podsPerNode / PREFIX_ADDRESSES) + WARM_PREFIXES;
  const perNode = prefixes * PREFIX_ADDRESSES + INTERFACES_PER_NODE;
  const batch = demand.batch.machines * INTERFACES_PER_BATCH_MACHINE + demand.batch.tasks;
  return (
    Math.ceil(demand.maxNodes / 2) * perNode + CONTROL_PLANE_ADDRESSES + demand.interfaceEndpoints + batch
  );
}
