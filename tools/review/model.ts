import type { Counts } from "../planning/plan-document";
import type { StackStatus } from "../planning/stack-plan";
import type { SafeText } from "./text";

export const REVIEW_FORMAT_VERSION = "1.0";

/** All that renderers know. A published format: its schema is `review.schema.json`. */
export interface Review {
  readonly formatVersion: typeof REVIEW_FORMAT_VERSION;
  /** `against`: what a change does, without credentials; `unknown`: plans of others. */
  readonly kind: "offline" | "online" | "emulated" | "against" | "unknown";
  readonly commit: SafeText | null;
  /** Of an `against` review: whether changes beside that commit, which no commit holds, are in it. */
  readonly uncommitted: boolean;
  /** Of an `against` review: the commit that is there. */
  readonly against: SafeText | null;
  readonly verdict: Verdict;
  readonly totals: Counts;
  readonly matrix: Matrix;
  readonly stacks: readonly ReviewedStack[];
  /** The gravest first; the same finding of several stacks once. */
  readonly findings: readonly Finding[];
  /** What is done on purpose, the riskiest first; the same change of several stacks once. */
  readonly changes: readonly ChangeGroup[];
  /** What has happened outside of Terraform. */
  readonly drift: readonly ChangeGroup[];
  readonly outputs: readonly OutputGroup[];
  readonly renames: readonly Rename[];
  readonly reaches: readonly Reach[];
  /** What else has to be known: deferred changes, checks that failed, plans that are not complete, limits of this kind of plan. */
  readonly notes: readonly Note[];
  /** What nobody here understood. */
  readonly notAnalysed: readonly Note[];
  /** SHA-256 over all plans, by stack. */
  readonly digest: string;
}

export type VerdictLevel = "blocked" | "incomplete" | "risky" | "changes" | "nothing";

export interface Verdict {
  readonly level: VerdictLevel;
  /** One line. */
  readonly text: SafeText;
}

export interface Matrix {
  /** `production us-west-2`, home before other, global last. */
  readonly columns: readonly SafeText[];
  readonly rows: readonly {
    readonly layer: SafeText;
    /** Of each column; null where there is no such stack. */
    readonly cells: readonly (ReviewedStack | null)[];
  }[];
}

export interface ReviewedStack {
  readonly id: SafeText;
  readonly environment: SafeText;
  /** A region or `global`. */
  readonly place: SafeText;
  readonly layer: SafeText;
  readonly status: StackStatus;
  readonly reason: SafeText | null;
  readonly counts: Counts | null;
  /** Of findings that are not waived. */
  readonly worst: Level | null;
}

export const LEVELS = ["deny", "warn", "info"] as const;
export type Level = (typeof LEVELS)[number];

/** Something that a reviewer has to know before saying yes. */
export interface Finding {
  /** Name of the rule that found it, such as `stateful-destroyed`; the one that waivers give. */
  readonly rule: string;
  readonly level: Level;
  /** One sentence, without a final full stop: what is so, and for whom that matters. */
  readonly title: SafeText;
  /** Lines such as each new statement of a policy. */
  readonly details: readonly SafeText[];
  /** Why it is planned, in words. */
  readonly cause: SafeText | null;
  /** Of one resource in one or several stacks, or `output.NAME`; without `address` of whole stacks. */
  readonly address: SafeText | null;
  readonly stacks: readonly SafeText[];
  readonly waived: Waiver | null;
}

export interface Waiver {
  readonly owner: SafeText;
  readonly reason: SafeText;
  /** ISO 8601 date; the waiver holds until the end of this day, UTC. */
  readonly expires: SafeText;
}

export type Action =
  | "create"
  | "update"
  | "delete"
  /** Create before delete, or delete before create. */
  | "replace"
  | "forget"
  | "import"
  | "move"
  | "read"
  | "no-op";

/** Folded, with counts; a reader may unfold it. */
export const NOISE = ["tags-only", "computed-only", "moved", "read"] as const;
export type Noise = (typeof NOISE)[number];

export interface ReviewedChange {
  readonly stack: SafeText;
  readonly address: SafeText;
  readonly type: SafeText;
  readonly action: Action;
  /** Of a replacement. */
  readonly order: "create-first" | "delete-first" | null;
  /** Where it is in the code, such as `production-us-west-2-data/database/instance`. */
  readonly construct: SafeText | null;
  readonly previousAddress: SafeText | null;
  /** An old object that a create-before-destroy left over. */
  readonly deposed: boolean;
  /** Why it is replaced, deleted or read, in words. */
  readonly cause: SafeText | null;
  readonly attributes: readonly AttributeChange[];
  readonly noise: Noise | null;
  /** Equal for changes that say the same in several stacks: made of address, action and attributes. */
  readonly sameness: string;
}

export interface AttributeChange {
  /** `ingress[0].cidr_blocks`; inside of JSON texts goes on after `:`. */
  readonly path: SafeText;
  readonly kind: "added" | "removed" | "changed";
  /** As text: a value, `(hidden #a1b2c3d4)`, `(known after apply)`. */
  readonly before: SafeText | null;
  readonly after: SafeText | null;
  readonly hidden: boolean;
  readonly forcesReplacement: boolean;
  /** Whether only AWS decides it. */
  readonly computed: boolean;
}

export interface ChangeGroup {
  readonly change: ReviewedChange;
  /** Where exactly this is done. */
  readonly stacks: readonly SafeText[];
  /** Where the same resource changes in another way. */
  readonly differsIn: readonly SafeText[];
}

export interface OutputGroup {
  readonly output: SafeText;
  readonly action: "create" | "update" | "delete";
  readonly stacks: readonly SafeText[];
  /** Stacks that read it. */
  readonly readers: readonly SafeText[];
}

/** A deletion and a creation that look like one thing under another name. */
export interface Rename {
  /** The same one of several stacks once. */
  readonly stacks: readonly SafeText[];
  readonly type: SafeText;
  readonly from: SafeText;
  readonly to: SafeText;
  /** Of the attributes that both have, 0 to 1; where it is least. */
  readonly likeness: number;
  /** What to paste so that nothing is deleted: CDKTF's line, or Terraform's block. */
  readonly remedy: SafeText;
}

/** How far one risky change reaches. */
export interface Reach {
  readonly stack: SafeText;
  readonly address: SafeText;
  /** Of the same plan, directly or through others. */
  readonly dependents: readonly SafeText[];
  /** Stacks that read an output made of it. */
  readonly consumers: readonly SafeText[];
}

export interface Note {
  readonly stacks: readonly SafeText[];
  readonly text: SafeText;
}
