import type { Counts } from "./plan-document";
import type { StackPlan, StackStatus } from "./stack-plan";

export const SUMMARY_FORMAT_VERSION = "1.1";

/** `summary.json`; its JSON schema is `summary.schema.json` beside this file. */
export interface Summary {
  readonly formatVersion: typeof SUMMARY_FORMAT_VERSION;
  readonly kind: "offline" | "online" | "emulated";
  readonly environment: string;
  /** Commit of the checkout, or null outside of one. */
  readonly commit: string | null;
  /** Type of the backend that the stacks are configured with; `mixed` if they differ, `none` without stacks. */
  readonly backend: string;
  /** What only plans that can be applied have. */
  readonly run?: RunSummary;
  readonly stacks: readonly StackSummary[];
}

/** Under which circumstances plans were made; those of their application have to be the same. */
export interface RunSummary {
  readonly command: "plan" | "destroy";
  /** Of AWS. */
  readonly account: string;
  readonly terraformVersion: string;
  /** The checkout held changes that are in no commit. */
  readonly dirty: boolean;
  /** ISO 8601. */
  readonly createdAt: string;
  /** A rule of the review denies something in them, and nobody answers for it; never of a destruction, which is meant to lose things. */
  readonly blocked: boolean;
  /** SHA-256 over all plans: what a reviewer approves. */
  readonly digest: string;
  /** What a destruction removes besides the plans: it is in no state. */
  readonly alsoRemoved?: readonly string[];
}

export interface StackSummary {
  readonly id: string;
  readonly status: StackStatus;
  readonly reason: string | null;
  readonly counts: Counts | null;
  readonly seconds: number;
  /** SHA-256 of the plan without its time. */
  readonly digest: string | null;
  /** What the plan was made of, if it can be applied. */
  readonly plan?: SavedPlan;
}

/** Hashes are SHA-256, in hexadecimal. */
export interface SavedPlan {
  /** Of `plan.bin`. */
  readonly file: string;
  /** Of `cdk.tf.json`. */
  readonly configuration: string;
  /** Of the files that it reads, such as charts; null where there are none. */
  readonly assets: string | null;
  /** Of `.terraform.lock.hcl`: which providers. */
  readonly lockFile: string;
  /** Null where there was none yet. */
  readonly state: StateVersion | null;
}

export interface StateVersion {
  readonly lineage: string;
  readonly serial: number;
}

/** What `summary.json` says of one environment's plans. */
export function summarise(environment: string, commit: string | null, plans: readonly StackPlan[]): Summary {
  return { ...common(environment, commit, plans), kind: "offline" };
}

/** As above, for plans that can be applied; `saved` by stack. */
export function summariseRun(
  about: {
    readonly environment: string;
    readonly commit: string | null;
    readonly kind: "online" | "emulated";
  },
  run: RunSummary,
  plans: readonly StackPlan[],
  saved: ReadonlyMap<string, SavedPlan>,
): Summary {
  const { stacks, ...rest } = common(about.environment, about.commit, plans);
  const withPlans = stacks.map((stack) => {
    const plan = saved.get(stack.id);
    return plan === undefined ? stack : { ...stack, plan };
  });
  return { ...rest, kind: about.kind, run, stacks: withPlans };
}

function common(
  environment: string,
  commit: string | null,
  plans: readonly StackPlan[],
): Omit<Summary, "kind" | "run"> {
  const backends = [...new Set(plans.map(({ backend }) => backend))];
  return {
    formatVersion: SUMMARY_FORMAT_VERSION,
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
