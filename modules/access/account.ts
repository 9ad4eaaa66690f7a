/** An environment's account, and by which names its resources are known. */
export interface Account {
  readonly accountId: string;
  /** Where the environment runs. */
  readonly regions: readonly string[];
  /** What the names of its roles, policies, buckets and most other resources begin with, without the dash. */
  readonly prefix: string;
  /** Buckets that hold Terraform's state, one a region. */
  readonly stateBuckets: readonly string[];
  /** Begins with `alias/`; of the key that encrypts the state, the same in every region. */
  readonly stateKeyAlias: string;
  /** ARNs of the objects that Terraform writes into a bucket; they are public. */
  readonly pages: readonly string[];
}

export function roleArn({ accountId }: Account, name: string): string {
  return `arn:aws:iam::${accountId}:role/${name}`;
}

/** Requests that come through `service` in one of the environment's regions. */
export function via({ regions }: Account, ...services: readonly string[]): string[] {
  return services.flatMap((service) => regions.map((region) => `${service}.${region}.amazonaws.com`));
}
