import type { Counts } from "./plan-document";

export type StackStatus = "planned" | "not-planned" | "waiting" | "failed";

/** What became of one stack. */
export interface StackPlan {
  readonly id: string;
  readonly status: StackStatus;
  /** Why the stack is not planned; empty when it is. */
  readonly reason: string;
  /** Undefined unless the stack is planned. */
  readonly counts?: Counts;
  /** Equal for equal plans, whenever and wherever they were made. */
  readonly digest?: string;
  /** Wall time from the start of the stack's work. */
  readonly seconds: number;
  /** Type of the backend that the stack itself is configured with. */
  readonly backend: string;
  /** Work folder with `plan.bin` and `plan.json`, if the stack is planned. */
  readonly folder?: string;
}
