import type { AppliedStack } from "../../../../tools/runs/apply/record";
import { describeOutcomes, exitCodeOf, nextSteps } from "../../../../tools/runs/apply/report";

const COMMANDS = { apply: "mindscape apply --env x", plan: "mindscape plan --env x" };

function outcomes(...statuses: AppliedStack["status"][]): Map<string, AppliedStack> {
  const common = { file: null, startedAt: null, endedAt: null, serial: null };
  return new Map(statuses.map((status) => [status, { status, reason: `why ${status}`, ...common }]));
}

test.each<[code: number, ...AppliedStack["status"][]]>([
  [0],
  [0, "applied"],
  [0, "applied", "not-planned"],
  [2, "applied", "waiting"],
  [2, "waiting", "not-planned"],
  [1, "waiting", "failed"],
  [1, "applied", "interrupted"],
  [1, "waiting", "pending"],
])("the exit code is %i after %s %s", (code, ...statuses) => {
  expect(exitCodeOf(outcomes(...statuses), false)).toBe(code);
});

test("what could not be planned is an error where it is asked to be one", () => {
  expect(exitCodeOf(outcomes("applied", "not-planned"), true)).toBe(1);
});

test("the worst is told last, and whole", () => {
  const all = outcomes("failed", "applied", "waiting", "pending", "not-planned");
  all.set("failed", { ...all.get("failed")!, reason: "first\nsecond\n" });
  expect(describeOutcomes(all, ["do this"])).toBe(
    [
      "not-planned not-planned: why not-planned",
      "pending pending: why pending",
      "waiting waiting: why waiting",
      "failed failed: first",
      "  second",
      "1 of 5 stacks are applied",
      "next: do this",
      "",
    ].join("\n"),
  );
});

test("after a failure only a new plan leads on: what is begun has left its plan behind", () => {
  expect(nextSteps(outcomes("applied", "failed", "pending", "waiting"), COMMANDS)).toEqual([
    expect.stringMatching(/^read the log, mend what failed, then mindscape plan --env x:/),
  ]);
  expect(nextSteps(outcomes("interrupted", "pending"), COMMANDS)).toHaveLength(1);
});

test("what was not started goes on with the same plans, what waited needs new ones", () => {
  expect(nextSteps(outcomes("pending", "waiting"), COMMANDS)).toEqual([
    expect.stringMatching(/^mindscape apply --env x goes on/),
    expect.stringMatching(/^mindscape plan --env x, have it reviewed/),
  ]);
  expect(nextSteps(outcomes("applied", "not-planned"), COMMANDS)).toEqual([]);
});
