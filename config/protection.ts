/** How hard an environment is to lose; one word sets all of it. */
export type ProtectionLevel = "disposable" | "standard" | "locked";

export interface Protection {
  /** Terraform refuses every plan that destroys or replaces a stateful resource. */
  readonly preventDestroy: boolean;
  /** The service itself refuses to delete a stateful resource. */
  readonly deletionProtection: boolean;
  /** A database leaves a snapshot behind. */
  readonly finalSnapshot: boolean;
  /** Destroy empties buckets and repositories first. */
  readonly forceDestroy: boolean;
  /** Automated backups of a database, days. RDS allows 0-35. */
  readonly backupRetentionDays: number;
  /** Waiting time before a deleted key is gone, days. KMS allows 7-30. */
  readonly keyDeletionWindowDays: number;
}

export const PROTECTION: Readonly<Record<ProtectionLevel, Protection>> = {
  disposable: {
    preventDestroy: false,
    deletionProtection: false,
    finalSnapshot: false,
    forceDestroy: true,
    backupRetentionDays: 1,
    keyDeletionWindowDays: 7,
  },
  standard: {
    preventDestroy: false,
    deletionProtection: true,
    finalSnapshot: true,
    forceDestroy: false,
    backupRetentionDays: 7,
    keyDeletionWindowDays: 14,
  },
  locked: {
    preventDestroy: true,
    deletionProtection: true,
    finalSnapshot: true,
    forceDestroy: false,
    backupRetentionDays: 35,
    keyDeletionWindowDays: 30,
  },
};
