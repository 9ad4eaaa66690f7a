/** When AWS may touch what runs, in UTC. */
export interface MaintenanceWindows {
  /** `ddd:hh:mm-ddd:hh:mm`, of databases, caches and accelerators. */
  readonly weekly: string;
  /** `hh:mm-hh:mm`, when automated backups and snapshots are taken: never inside `weekly`. */
  readonly backup: string;
}

/**
 * Sunday 02:00-04:00 UTC is the owner's window. The regions take an hour of it each, so that no update hits both at once;
 * an hour is the shortest that ElastiCache accepts. The copies come first: a newer minor version of PostgreSQL reads what an
 * older one wrote, while the reverse is not promised.
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/maintenance-window.html
 * https://www.postgresql.org/docs/17/warm-standby.html#STANDBY-PLANNING
 */
export const MAINTENANCE = {
  home: { weekly: "sun:03:00-sun:04:00", backup: "04:30-05:30" },
  other: { weekly: "sun:02:00-sun:03:00", backup: "05:30-06:30" },
} as const satisfies Record<string, MaintenanceWindows>;
