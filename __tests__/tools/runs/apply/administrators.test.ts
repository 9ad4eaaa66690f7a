import { forAdministrators } from "../../../../tools/runs/apply/administrators";
import type { SavedSummary } from "../../../../tools/runs/apply/saved-plans";

const ACCESS = "live-global-access";
const DATA = "live-us-west-2-data";
const APPLY = "arn:aws:sts::111111111111:assumed-role/shop-live-apply/run";
const NOTHING = { add: 0, change: 0, destroy: 0, import: 0, forget: 0 };

function summary(changes: Partial<typeof NOTHING>): SavedSummary {
  const stack = (id: string) => ({
    id,
    status: "planned" as const,
    reason: null,
    digest: null,
    counts: { ...NOTHING, ...changes },
  });
  const stacks = [stack(ACCESS), stack(DATA)];
  return { formatVersion: "1.1", kind: "online", environment: "live", commit: null, stacks };
}

test("the role apply is told before it starts that it may not write a state", () => {
  expect(forAdministrators(summary({ change: 1 }), [ACCESS, DATA], APPLY)).toEqual([
    expect.stringMatching(
      `^${ACCESS} changes, and the role of ${APPLY} may not .*an administrator applies it first`,
    ),
  ]);
});

test.each([
  ["nothing changes", summary({}), [ACCESS, DATA], APPLY],
  ["it is not chosen", summary({ add: 1 }), [DATA], APPLY],
  [
    "an administrator runs it",
    summary({ add: 1 }),
    [ACCESS],
    APPLY.replace("shop-live-apply", "Administrator"),
  ],
])("nobody is refused if %s", (_what, plans, ids, caller) => {
  expect(forAdministrators(plans, ids, caller)).toEqual([]);
});
