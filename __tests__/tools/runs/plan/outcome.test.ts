import type { StackStatus } from "../../../../tools/planning/stack-plan";
import type { Review } from "../../../../tools/review/model";
import { review } from "../../../../tools/review/review";
import { NO_WAIVERS } from "../../../../tools/review/rules/waivers";
import type { Plan } from "../../../../tools/review/plan";
import { describePlanRun } from "../../../../tools/runs/plan/describe";
import { exitCodeOf } from "../../../../tools/runs/plan/exit-code";
import { summariseRun } from "../../../../tools/planning/summary";

interface Given {
  readonly actions?: readonly string[];
  readonly type?: string;
  readonly importing?: boolean;
  readonly status?: StackStatus;
}

const ID = "sandbox-us-west-2-base";

/** The review of one stack with one resource, and perhaps of a second stack without a plan. */
function reviewed({ actions = ["create"], type = "aws_sns_topic", importing, status }: Given): Review {
  const change = { actions, before: {}, after: {}, ...(importing && { importing: { id: "x" } }) };
  const resource = { address: `${type}.x`, mode: "managed", type, name: "x", change };
  const plan = { format_version: "1.2", resource_changes: [resource] } as unknown as Plan;
  const source = { source: "-", redacted: false };
  const other = status && [{ stack: "sandbox-us-west-2-app", status, reason: "why", ...source }];
  const plans = [{ stack: ID, status: "planned", reason: "", plan, ...source } as const, ...(other ?? [])];
  const input = { kind: "online", commit: null, against: null, plans } as const;
  return review(input, { key: new Uint8Array(32), waivers: NO_WAIVERS, today: "2026-11-22", tagKeys: [] });
}

test.each<[Given, number, number]>([
  [{ actions: ["no-op"] }, 0, 0],
  [{ actions: ["create"] }, 2, 2],
  [{ actions: ["no-op"], importing: true }, 2, 2],
  [{ actions: ["delete"], type: "aws_dynamodb_table" }, 3, 3],
  [{ actions: ["create"], status: "waiting" }, 2, 2],
  [{ actions: ["create"], status: "not-planned" }, 2, 1],
  [{ actions: ["no-op"], status: "not-planned" }, 0, 1],
  [{ actions: ["create"], status: "failed" }, 1, 1],
  [{ actions: ["delete"], type: "aws_dynamodb_table", status: "failed" }, 3, 3],
])("%j is exit %d, and %d where nothing may be left out", (given, usual, strict) => {
  expect(exitCodeOf(reviewed(given), false)).toBe(usual);
  expect(exitCodeOf(reviewed(given), true)).toBe(strict);
});

test.each<[Given, RegExp]>([
  [{ actions: ["no-op"] }, /^next: nothing to do$/m],
  [
    { actions: ["create"] },
    /^next: read p\/sandbox\/report.html, then mindscape apply --env sandbox --emulated --reviewed [0-9a-f]{16}$/m,
  ],
  [{ actions: ["no-op"], importing: true }, /then mindscape apply --env sandbox/],
  [
    { actions: ["create"], status: "waiting" },
    /, then plan again: the stacks that wait are planned on what it leaves$/m,
  ],
  [{ actions: ["create"], status: "failed" }, /^next: correct what failed and plan again$/m],
  [{ actions: ["delete"], type: "aws_dynamodb_table" }, /^next: .*waive it in review\/waivers.json/m],
])("after %j the next step is told", (given, next) => {
  const review = reviewed(given);
  const plans = review.stacks.map(({ id, status }) => ({
    id,
    status,
    reason: "why",
    seconds: 0,
    backend: "s3",
  }));
  const run = {
    command: "plan",
    account: "",
    terraformVersion: "",
    dirty: false,
    blocked: review.verdict.level === "blocked",
    createdAt: "",
    digest: review.digest,
  } as const;
  const summary = summariseRun(
    { environment: "sandbox", commit: null, kind: "online" },
    run,
    plans,
    new Map(),
  );
  const result = { review, summary, environment: "sandbox", notes: ["locked by ada"] };
  const text = describePlanRun(
    result,
    { options: " --emulated", plansDirectory: "p" },
    { colour: false, width: 200 },
  );
  expect(text).toMatch(next);
  expect(text).toContain("note: locked by ada\n");
  expect(text).toContain(review.digest);
});
