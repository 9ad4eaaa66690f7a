import { readFileSync } from "node:fs";
import path from "node:path";
import { randomBytes } from "node:crypto";
import { REQUIRED_TAGS } from "../../config/tags";
import { PLAN_JSON_FILE } from "../planning/plan-stack";
import type { StackPlan } from "../planning/stack-plan";
import { constructPaths } from "../review/changes/construct";
import type { PlanInput, ReviewInput } from "../review/input";
import type { Review } from "../review/model";
import type { Plan } from "../review/plan";
import { renderHtml } from "../review/render/html/render-html";
import { renderMarkdown, SUMMARY_LIMIT } from "../review/render/markdown";
import { review, type ReviewOptions } from "../review/review";
import { NO_WAIVERS } from "../review/rules/waivers";

/** What a preview of one environment's stacks says to who reads plans. */
export function previewReview(
  commit: string | null,
  plans: readonly StackPlan[],
  synthDirectory: string,
): Review {
  // What an empty account gets is not what anybody has to answer for.
  return reviewOf({ kind: "offline", commit, plans }, synthDirectory, { waivers: NO_WAIVERS, today: "" });
}

export interface PlansOfRun extends Pick<ReviewInput, "kind" | "commit"> {
  readonly plans: readonly StackPlan[];
}

/** The review of plans that are still in their work folders. */
export function reviewOf(
  { kind, commit, plans }: PlansOfRun,
  synthDirectory: string,
  options: Pick<ReviewOptions, "waivers" | "today">,
): Review {
  const input = { kind, commit, against: null, plans: plans.map(planInput) };
  return review(input, {
    ...options,
    key: randomBytes(32),
    tagKeys: REQUIRED_TAGS,
    constructs: (stack) => constructPaths(synthDirectory, stack),
  });
}

/** `report.md` and `report.html`. */
export function reports(reviewed: Review): Readonly<Record<string, string>> {
  return {
    "report.md": renderMarkdown(reviewed, { limit: SUMMARY_LIMIT }),
    "report.html": renderHtml(reviewed),
  };
}

function planInput({ id, status, reason, folder }: StackPlan): PlanInput {
  const about = { stack: id, status, reason, redacted: false, source: folder ?? "" };
  if (folder === undefined) return about;
  const plan = JSON.parse(readFileSync(path.join(folder, PLAN_JSON_FILE), "utf8")) as Plan;
  return { ...about, plan };
}
