/** What happens to a run that changes something when it is interrupted once, and twice. */
export const INTERRUPTED_CHANGE = [
  "interrupted: finishing {stacks}, starting nothing new; interrupt again to hurry",
  "hurrying: Terraform was asked to stop; it ends what it is doing, saves the states and releases the locks; wait for it",
] as const;

/** As above, for a run that only looks. */
export const INTERRUPTED_PLAN = [
  "interrupted: Terraform was asked to stop in {stacks}; nothing is changed and nothing will be written",
  "still waiting for Terraform to stop",
] as const;
