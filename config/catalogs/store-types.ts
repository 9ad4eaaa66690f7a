/** What validation and parameter groups must know of a database class. */
export interface DatabaseClass {
  readonly vCpus: number;
  readonly memoryGiB: number;
  /** Without CPU credits: all of them, or the baseline of a burstable class. */
  readonly sustainedVcpus: number;
}

const burstable = (vCpus: number, memoryGiB: number, sustainedVcpus: number): DatabaseClass => ({
  vCpus,
  memoryGiB,
  sustainedVcpus,
});
const steady = (vCpus: number, memoryGiB: number): DatabaseClass => burstable(vCpus, memoryGiB, vCpus);

/**
 * vCPUs, GiB, and for burstable classes what they sustain of the vCPUs.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.Summary.html
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/burstable-credits-baseline-concepts.html#baseline_performance
 */
export const DATABASE_CLASSES: Readonly<Record<string, DatabaseClass>> = {
  "db.t4g.medium": burstable(2, 4, 0.4),
  "db.t4g.large": burstable(2, 8, 0.6),
  "db.m6g.large": steady(2, 8),
  "db.m7g.large": steady(2, 8),
  "db.m6g.xlarge": steady(4, 16),
  "db.m7g.xlarge": steady(4, 16),
  "db.m7g.2xlarge": steady(8, 32),
  "db.r7g.large": steady(2, 16),
  "db.r7g.xlarge": steady(4, 32),
};

/** GiB for data; https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheNodes.SupportedTypes.html */
export const CACHE_NODE_TYPES: Readonly<Record<string, { readonly memoryGiB: number }>> = {
  "cache.t4g.micro": { memoryGiB: 0.5 },
  "cache.t4g.small": { memoryGiB: 1.37 },
  "cache.t4g.medium": { memoryGiB: 3.09 },
  "cache.m6g.large": { memoryGiB: 6.38 },
  "cache.m7g.large": { memoryGiB: 6.38 },
  "cache.m7g.xlarge": { memoryGiB: 12.93 },
  "cache.r6g.large": { memoryGiB: 13.07 },
  "cache.r7g.large": { memoryGiB: 13.07 },
  "cache.r7g.xlarge": { memoryGiB: 26.32 },
};

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DAX.sizing-guide.html */
export const DAX_NODE_TYPES: Readonly<Record<string, { readonly memoryGiB: number }>> = {
  "dax.t3.small": { memoryGiB: 2 },
  "dax.t3.medium": { memoryGiB: 4 },
  "dax.r5.large": { memoryGiB: 16 },
};
