/** What became of a stack in a run that changes something. */
export type RunStatus =
  /** Everything that was planned is done. */
  | "applied"
  /** Terraform stopped with an error; what it had done by then is in the state. */
  | "failed"
  /** Asked to stop in the middle; what it had done by then is in the state. */
  | "interrupted"
  /** Not touched, because something it depends on is not there. */
  | "waiting"
  /** Not touched, because nothing was to be started any more. */
  | "pending"
  /** Not touched, because it could not be planned here. */
  | "not-planned";
