import { leftBehind } from "../../../../tools/runs/apply/left-behind";
import type { SavedStack, SavedSummary } from "../../../../tools/runs/apply/saved-plans";

const HASH = "a".repeat(64);
const BASE = "staging-us-west-2-base";
const NETWORK = "staging-us-west-2-network";
const counts = { add: 1, change: 0, destroy: 0, import: 0, forget: 0 };
const plan = { file: HASH, configuration: HASH, assets: null, lockFile: HASH, state: null };
const planned = (id: string): SavedStack => ({
  id,
  status: "planned",
  reason: null,
  digest: HASH,
  counts,
  plan,
});

describe("plans that come first", () => {
  const manifest = new Map([
    [BASE, { dependencies: [] }],
    ["staging-us-west-2-middle", { dependencies: [BASE] }],
    [NETWORK, { dependencies: ["staging-us-west-2-middle"] }],
  ]);
  const none = { isApplied: () => false };
  const left = (
    stacks: readonly string[],
    more: Partial<Parameters<typeof leftBehind>[2]> = {},
    saved = [planned(BASE), planned(NETWORK)],
  ): string[] =>
    leftBehind(manifest, { stacks: saved } as unknown as SavedSummary, {
      stacks,
      direction: "upstream-first",
      record: none,
      ...more,
    });

  test("must be applied with those after them, also by way of others", () => {
    expect(left([NETWORK])).toEqual([
      `${NETWORK}: the plan of ${BASE} comes first; choose it too, --stack ${BASE}`,
    ]);
    expect(left([BASE])).toEqual([]);
    expect(left([BASE, NETWORK])).toEqual([]);
  });

  test("are the later stacks' where everything is destroyed", () => {
    expect(left([BASE], { direction: "downstream-first" })).toHaveLength(1);
    expect(left([NETWORK], { direction: "downstream-first" })).toEqual([]);
  });

  test("do not count once they are applied, or if they change nothing", () => {
    expect(left([NETWORK], { record: { isApplied: (id) => id === BASE } })).toEqual([]);
    const nothing = { ...planned(BASE), counts: { ...counts, add: 0 } };
    expect(left([NETWORK], {}, [nothing, planned(NETWORK)])).toEqual([]);
  });
});
