/** What validation and parameter groups must know of a database class. */
export interface DatabaseClass {
  readonly vCpus: number;
  readonly memoryGiB: number;
}

/** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.Summary.html */
export const DATABASE_CLASSES: Readonly<Record<string, DatabaseClass>> = {
  "db.t4g.medium": { vCpus: 2, memoryGiB: 4 },
  "db.t4g.large": { vCpus: 2, memoryGiB: 8 },
  "db.m6g.large": { vCpus: 2, memoryGiB: 8 },
  "db.m7g.large": { vCpus: 2, memoryGiB: 8 },
  "db.m6g.xlarge": { vCpus: 4, memoryGiB: 16 },
  "db.m7g.xlarge": { vCpus: 4, memoryGiB: 16 },
  "db.m7g.2xlarge": { vCpus: 8, memoryGiB: 32 },
  "db.r7g.large": { vCpus: 2, memoryGiB: 16 },
  "db.r7g.xlarge": { vCpus: 4, memoryGiB: 32 },
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
