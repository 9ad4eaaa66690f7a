import type { StackStatus } from "../planning/stack-plan";
import type { JsonObject } from "../planning/json";
import type { Plan } from "./plan";

/** One stack, as it came in. */
export interface PlanInput {
  /** Stack id; of other people's plans the folder or file. */
  readonly stack: string;
  /** Path, or `-` for standard input. */
  readonly source: string;
  readonly status: StackStatus;
  /** Why there is no plan; empty otherwise. */
  readonly reason: string;
  /** With status `planned` only. */
  readonly plan?: Plan;
  /** Terraform's JSON configuration of a stack that need not be planned to know that nothing changes in it. */
  readonly written?: JsonObject;
  /** Of Terraform Cloud's redacted form: values are missing on purpose. */
  readonly redacted: boolean;
}

/** All that one review is about. */
export interface ReviewInput {
  readonly kind: "offline" | "online" | "emulated" | "against" | "unknown";
  readonly commit: string | null;
  /** Whether more than that commit was planned. @default false */
  readonly uncommitted?: boolean;
  readonly against: string | null;
  readonly plans: readonly PlanInput[];
  /** What such plans cannot say, in words of our own. */
  readonly limits?: readonly string[];
}
