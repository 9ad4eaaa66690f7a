/**
 * What a request, a visit and a job take. No vendor knows it and R21 does not say it: these are budgets, which a load test has
 * to confirm before launch. What costs more needs more of what it takes, and the model says of what.
 */
export const ASSUMED = {
  request: {
    /** Of a pod's CPU. Ten pods of half a core (R16, R17) at 80 % leave exactly this to each of 1,000 requests a second. */
    cpuMilliseconds: 4,
    /** As long as the slowest twentieth may take (R14). */
    seconds: 0.5,
    memoryMiB: 2,
    /** For which it keeps a connection to the database. */
    transactionMilliseconds: 50,
    databaseCpuMilliseconds: 2,
    /** Reads that miss the database's memory, and writes with their log. */
    storageOperations: 3,
    cacheCommands: 5,
    cacheKiBPerCommand: 4,
    /** Units of the table, as if DAX were empty or gone. */
    tableReads: 8,
    tableWrites: 2,
    /** Out of the VPC, through NAT, each on a connection of its own. */
    callsOutside: 1,
    outsideKiB: 20,
    jobs: 0.001,
  },
  /** Of a connection through NAT, until its port is free again. */
  outsideConnectionSeconds: 10,
  visit: {
    /** Styles, scripts and pictures of the first page; browsers keep them afterwards. */
    files: 40,
    fileKiB: 50,
  },
  /** A session outlives its visit: so many are kept for each user who is there. */
  sessionsPerUser: 10,
  sessionKiB: 8,
  /** Of answers and rows that the cache holds for each user who is there. */
  cachedKiBPerUser: 512,
  pod: { idleMemoryMiB: 200, cacheConnections: 10 },
  worker: { secondsPerJob: 5, databaseConnections: 2, cacheConnections: 2 },
} as const;

/** Part of a resource that may be in use before R14's alerts call somebody. */
export const COMFORTABLE = { cpu: 0.8, memory: 0.85 } as const;
