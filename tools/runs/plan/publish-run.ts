import { reports, reviewOf } from "../../preview/report";
import { publish } from "../../planning/publish";
import type { StackPlan } from "../../planning/stack-plan";
import { summariseRun, type RunSummary, type SavedPlan, type Summary } from "../../planning/summary";
import type { Review } from "../../review/model";
import { readWaivers } from "../../review/rules/waivers-file";
import type { RunKind } from "../core/kind";

const WAIVERS_FILE = "review/waivers.json";
const DATE_CHARACTERS = "2000-01-01".length;

export interface RunToPublish {
  readonly plansDirectory: string;
  readonly synthDirectory: string;
  readonly environment: string;
  readonly commit: string | null;
  readonly kind: RunKind;
  /** The rest comes from the review. */
  readonly run: Omit<RunSummary, "blocked" | "digest">;
  readonly plans: readonly StackPlan[];
  /** Of each plan that can be applied. */
  readonly saved: ReadonlyMap<string, SavedPlan>;
}

export interface PublishedRun {
  readonly summary: Summary;
  readonly review: Review;
}

/** Reviews the plans of a run and replaces `<plans directory>/<environment>` by them, their summary and the review. */
export function publishRun(input: RunToPublish): PublishedRun {
  const { plansDirectory, synthDirectory, environment, commit, kind, plans, saved } = input;
  const today = input.run.createdAt.slice(0, DATE_CHARACTERS);
  const waivers = readWaivers(WAIVERS_FILE);
  const review = reviewOf({ kind, commit, plans }, synthDirectory, { waivers, today });
  // Rules deny what would be lost by the way; of a destruction it is the purpose, and the environment's protection decides.
  const blocked = input.run.command === "plan" && review.verdict.level === "blocked";
  const run = { ...input.run, blocked, digest: review.digest };
  const summary = summariseRun({ environment, commit, kind }, run, plans, saved);
  publish(plansDirectory, environment, plans, {
    "summary.json": `${JSON.stringify(summary, null, 2)}\n`,
    ...reports(review),
  });
  return { summary, review };
}
