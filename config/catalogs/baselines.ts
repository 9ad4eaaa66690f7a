/** What a machine may do for as long as it likes; above it lives on credits. */
export interface Baseline {
  readonly networkGbps: number;
  /** Of all its volumes together. */
  readonly diskIops: number;
}

const baseline = (networkGbps: number, diskIops: number): Baseline => ({ networkGbps, diskIops });

/**
 * By EC2 type; databases and caches have the same behind `db.` and `cache.`.
 * https://docs.aws.amazon.com/ec2/latest/instancetypes/gp.html#gp_network
 * https://docs.aws.amazon.com/ec2/latest/instancetypes/gp.html#gp_storage-ebs
 * https://docs.aws.amazon.com/ec2/latest/instancetypes/mo.html
 */
export const BASELINES: Readonly<Record<string, Baseline>> = {
  "t3.micro": baseline(0.064, 500),
  "t3.small": baseline(0.128, 1000),
  "t3.medium": baseline(0.256, 2000),
  "t3.large": baseline(0.512, 4000),
  "t3.xlarge": baseline(1.024, 4000),
  "t3a.small": baseline(0.128, 1000),
  "t3a.medium": baseline(0.256, 2000),
  "t3a.large": baseline(0.512, 4000),
  "t4g.micro": baseline(0.064, 500),
  "t4g.small": baseline(0.128, 1000),
  "t4g.medium": baseline(0.256, 2000),
  "t4g.large": baseline(0.512, 4000),
  "m5.large": baseline(0.75, 3600),
  "m5a.large": baseline(0.75, 3600),
  "m6i.large": baseline(0.781, 3600),
  "m6a.large": baseline(0.781, 3600),
  "m7i.large": baseline(0.781, 3600),
  "m6g.large": baseline(0.75, 3600),
  "m7g.large": baseline(0.937, 3600),
  "m6i.xlarge": baseline(1.562, 6000),
  "m6g.xlarge": baseline(1.25, 6000),
  "m7g.xlarge": baseline(1.876, 6000),
  "m7g.2xlarge": baseline(3.75, 12_000),
  "r6g.large": baseline(0.75, 3600),
  "r7g.large": baseline(0.937, 3600),
  "r7g.xlarge": baseline(1.876, 6000),
};

/** gp3 without more being paid for. https://docs.aws.amazon.com/ebs/latest/userguide/general-purpose.html#gp3-ebs-volume-type */
export const VOLUME_IOPS = 3000;
// From this size on RDS stripes PostgreSQL's gp3 over four volumes.
// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html#gp3-storage
const STRIPED_FROM_GIB = 400;

/** The least of some machines' baselines. @throws Error for a type that is not listed */
export function leastBaseline(types: readonly string[]): Baseline {
  const all = types.map((type) => {
    const known = BASELINES[type.replace(/^(db|cache)\./, "")];
    if (known === undefined) throw new Error(`${type} is not in config/catalogs/baselines.ts`);
    return known;
  });
  return {
    networkGbps: Math.min(...all.map(({ networkGbps }) => networkGbps)),
    diskIops: Math.min(...all.map(({ diskIops }) => diskIops)),
  };
}

/** What a database's storage and its machine both allow. */
export function databaseIops(instanceClass: string, storageGiB: number): number {
  const storage = storageGiB >= STRIPED_FROM_GIB ? 4 * VOLUME_IOPS : VOLUME_IOPS;
  return Math.min(storage, leastBaseline([instanceClass]).diskIops);
}
