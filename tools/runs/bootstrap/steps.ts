/** What a bootstrap does for the state of one region, in this order; it may end after any of them, and the next run goes on. */
export const STEPS = [
  /** It is known what is there. */
  "looked",
  /** The plan is made, and nothing is changed. */
  "planned",
  /** Everything exists; only this machine knows. */
  "applied",
  /** The remote state is locked as Terraform locks it. */
  "locked",
  /** The remote state is there, and is the local one. */
  "uploaded",
  /** Nobody holds the lock any more. */
  "unlocked",
  /** A plan of the remote state has been made. */
  "compared",
  /** Nothing is left on this machine. */
  "cleaned",
] as const;
export type Step = (typeof STEPS)[number];

export interface StepEvent {
  readonly stack: string;
  readonly step: Step;
}

export type OnStep = (event: StepEvent) => void | Promise<void>;
