import type { Counts } from "./plan-document";
import type { StackPlan, StackStatus } from "./stack-plan";

export const SUMMARY_FORMAT_VERSION = "1.0";

/** `summary.json`; its JSON schema is `summary.schema.json` beside this file. */
export interface Summary {
  readonly formatVersion: typeof SUMMARY_FORMAT_VERSION;
  readonly kind: "offline";
  readonly environment: string;
  /** Commit of the checkout, or null outside of one. */
  readonly commit: string | null;
  /** Type of the backend that the stacks are configured with; `mixed` if they differ, `none` without stacks. */
  readonly backend: string;
  readonly stacks: readonly StackSummary[];
}

export interface StackSummary {
  readonly id: string;
  readonly status: StackStatus;
  readonly reason: string | null;
  readonly counts: Counts | null;
  readonly seconds: number;
  /** SHA-256 of the plan without its time. */
  readonly digest: string | null;
}

/** What `summary.json` says of one environment's plans. */
export function summarise(environment: string, commit: string | null, plans: readonly StackPlan[]): Summary {
  const backends = [...new Set(plans.map(({ backend }) => backend))];
  return {
    formatVersion: SUMMARY_FORMAT_VERSION,
    kind: "offline",
    environment,
    commit,
    backend: backends.length > 1 ? "mixed" : (backends[0] ?? "none"),
    stacks: plans.map(({ id, status, reason, counts = null, seconds, digest = null }) => ({
      id,
      status,
      reason: reason || null,
      counts,
      seconds,
      digest,
    })),
  };
}
