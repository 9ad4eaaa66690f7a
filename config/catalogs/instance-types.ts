/** What validation must know of an EC2 instance type. */
export interface InstanceType {
  readonly vCpus: number;
  readonly memoryMiB: number;
  readonly architecture: Architecture;
  /** Network interfaces, and IPv4 addresses on each: every address but the first of an interface may be a /28 prefix. */
  readonly interfaces: number;
  readonly addressesPerInterface: number;
}

export const ARCHITECTURES = ["x86_64", "arm64"] as const;
export type Architecture = (typeof ARCHITECTURES)[number];

const x86 = (vCpus: number, memoryGiB: number, interfaces: number, addresses: number): InstanceType => ({
  vCpus,
  memoryMiB: memoryGiB * 1024,
  architecture: "x86_64",
  interfaces,
  addressesPerInterface: addresses,
});
const arm = (...numbers: Parameters<typeof x86>): InstanceType => ({
  ...x86(...numbers),
  architecture: "arm64",
});

/**
 * Instance types that a node group may name: vCPUs, GiB, interfaces, addresses an interface.
 * https://docs.aws.amazon.com/ec2/latest/instancetypes/gp.html
 */
export const INSTANCE_TYPES: Readonly<Record<string, InstanceType>> = {
  "t3.micro": x86(2, 1, 2, 2),
  "t3.small": x86(2, 2, 3, 4),
  "t3.medium": x86(2, 4, 3, 6),
  "t3.large": x86(2, 8, 3, 12),
  "t3.xlarge": x86(4, 16, 4, 15),
  "t3a.small": x86(2, 2, 2, 4),
  "t3a.medium": x86(2, 4, 3, 6),
  "t3a.large": x86(2, 8, 3, 12),
  "t4g.small": arm(2, 2, 3, 4),
  "t4g.medium": arm(2, 4, 3, 6),
  "t4g.large": arm(2, 8, 3, 12),
  "m5.large": x86(2, 8, 3, 10),
  "m5a.large": x86(2, 8, 3, 10),
  "m6i.large": x86(2, 8, 3, 10),
  "m6a.large": x86(2, 8, 3, 10),
  "m7i.large": x86(2, 8, 3, 10),
  "m6g.large": arm(2, 8, 3, 10),
  "m7g.large": arm(2, 8, 3, 10),
  "m6i.xlarge": x86(4, 16, 4, 15),
  "m7g.xlarge": arm(4, 16, 4, 15),
};
