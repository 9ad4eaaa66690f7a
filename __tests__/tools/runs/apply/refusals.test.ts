import { wholeDigest } from "../../../../tools/planning/whole-digest";
import { type Circumstances, refusals } from "../../../../tools/runs/apply/refusals";
import type { SavedStack, SavedSummary } from "../../../../tools/runs/apply/saved-plans";

const COMMIT = "c".repeat(40);
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
const without = (status: SavedStack["status"]): SavedStack => ({
  id: NETWORK,
  status,
  reason: "because",
  digest: null,
  counts: null,
});
const digestOf = (stacks: readonly SavedStack[]): string =>
  wholeDigest(stacks.map(({ id, status, digest }) => [id, status, digest]));

type Run = NonNullable<SavedSummary["run"]>;
interface Case {
  readonly summary?: Partial<SavedSummary>;
  readonly run?: Partial<Run>;
  readonly asked?: Partial<Circumstances>;
}

function refused({ summary, run, asked }: Case): string[] {
  const stacks = summary?.stacks ?? [planned(BASE), planned(NETWORK)];
  const about: Run = {
    command: "plan",
    account: "222222222222",
    terraformVersion: "1.11.4",
    dirty: false,
    createdAt: "2026-11-20T10:00:00.000Z",
    blocked: false,
    digest: digestOf(stacks),
    ...run,
  };
  return refusals(
    {
      formatVersion: "1.1",
      kind: "online",
      environment: "staging",
      commit: COMMIT,
      run: about,
      stacks,
      ...summary,
    },
    {
      command: "plan",
      kind: "online",
      environment: "staging",
      stacks: stacks.map(({ id }) => id),
      reviewed: about.digest,
      terraformVersion: "1.11.4",
      checkout: { commit: COMMIT, dirty: false },
      now: new Date("2026-11-21T10:00:00.000Z"),
      maxAgeHours: 24,
      ...asked,
    },
  );
}

const OTHER_DIGEST = "b".repeat(64);
const REFUSED: readonly (readonly [what: string, given: Case, said: RegExp])[] = [
  [
    "another environment's",
    { summary: { environment: "production" } },
    /^the plans are of production, not of staging; run mindscape plan --env staging first$/,
  ],
  ["offline ones", { summary: { kind: "offline" } }, /^the plans are offline: .*; run mindscape plan/],
  ["emulated ones", { summary: { kind: "emulated" } }, /^the plans are emulated, .*; add --emulated, or run/],
  [
    "online ones, with --emulated",
    { asked: { kind: "emulated" } },
    /^the plans are online, .*; leave --emulated out, or run mindscape plan --env staging --emulated first$/,
  ],
  [
    "those of destroy",
    { run: { command: "destroy" } },
    /those of destroy; apply them with mindscape destroy/,
  ],
  [
    "those of plan, to destroy",
    { asked: { command: "destroy" } },
    /those of plan; apply them with mindscape apply/,
  ],
  ["none that can be applied", { summary: { run: undefined } }, /^the plans cannot be applied; run/],
  [
    "old ones",
    { asked: { now: new Date("2026-11-21T10:00:01.000Z") } },
    /^the plans are 24 hours old \(2026-11-20T10:00:00.000Z\); 24 are allowed \(--max-age\); run mindscape plan/,
  ],
  [
    "those of the future",
    { asked: { now: new Date("2026-11-20T09:59:59.000Z") } },
    /one of the clocks is wrong/,
  ],
  [
    "another Terraform's",
    { asked: { terraformVersion: "1.12.0" } },
    /^the plans were made with Terraform 1\.11\.4, this is 1\.12\.0; run/,
  ],
  [
    "another commit's",
    { asked: { checkout: { commit: "d".repeat(40), dirty: false } } },
    /^the plans are of commit c{40}, this checkout is d{40}; run/,
  ],
  [
    "a dirty checkout's",
    { run: { dirty: true } },
    /^the plans were made with uncommitted changes: commit them; run/,
  ],
  [
    "in a dirty checkout",
    { asked: { checkout: { commit: COMMIT, dirty: true } } },
    /^the checkout has uncommitted changes \(git status\)/,
  ],
  [
    "what a rule denies",
    { run: { blocked: true } },
    /^a rule of the review denies something .* waive it in review\/waivers\.json/,
  ],
  [
    "stacks that were altered",
    { run: { digest: OTHER_DIGEST }, asked: { reviewed: OTHER_DIGEST } },
    /^summary\.json was altered: its stacks have the digest [0-9a-f]{64}, it says b{64}; run/,
  ],
  [
    "nobody's",
    { asked: { reviewed: undefined } },
    /^--reviewed is missing: .*apply --env staging --reviewed <digest>/,
  ],
  [
    "other than the reviewed",
    { asked: { reviewed: OTHER_DIGEST } },
    /so they are not those that were reviewed/,
  ],
  ["a digest too short", { asked: { reviewed: HASH.slice(0, 11) } }, /at least its first 12 digits/],
  [
    "a digest that is none",
    { asked: { reviewed: "latest-reviewed" } },
    /it must be the digest of the report/,
  ],
  [
    "a stack without a plan",
    { asked: { stacks: [BASE, "staging-global-edge"] } },
    /^staging-global-edge: there is no plan/,
  ],
  [
    "a failed stack",
    { summary: { stacks: [planned(BASE), without("failed")] } },
    /network: its plan failed; mend it/,
  ],
  [
    "a plan of unknown origin",
    { summary: { stacks: [{ ...planned(BASE), plan: undefined }] } },
    /base: the summary does not say what its plan was made of/,
  ],
];

describe("saved plans are refused", () => {
  test.each(REFUSED)("%s", (_what, given, said) => {
    const problems = refused(given);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(said);
  });

  test("outside of a checkout", () => {
    expect(refused({ asked: { checkout: { commit: null, dirty: false } } })).toEqual([
      expect.stringMatching(/^this is no git checkout/),
      expect.stringMatching(/this checkout is none/),
    ]);
  });

  test("with all problems at once", () => {
    const given = { run: { blocked: true, dirty: true }, asked: { reviewed: undefined } };
    expect(refused(given)).toHaveLength(3);
  });
});

describe("saved plans are accepted", () => {
  const stacks = [planned(BASE), without("waiting")];
  test.each<readonly [string, Case]>([
    ["as they were reviewed", {}],
    [
      "by the beginning of their digest",
      { asked: { reviewed: digestOf([planned(BASE), planned(NETWORK)]).slice(0, 12) } },
    ],
    ["without some of their stacks", { asked: { stacks: [NETWORK] } }],
    ["with a stack that waits", { summary: { stacks } }],
    [
      "with a stack that could not be planned",
      { summary: { stacks: [planned(BASE), without("not-planned")] } },
    ],
    ["where no version is asked for", { asked: { terraformVersion: undefined } }],
    ["just before they are too old", { asked: { now: new Date("2026-11-21T10:00:00.000Z") } }],
    [
      "of a rehearsal of what is in no commit",
      {
        summary: { kind: "emulated", commit: null },
        run: { dirty: true },
        asked: { kind: "emulated", checkout: { commit: COMMIT, dirty: true } },
      },
    ],
  ])("%s", (_what, given) => {
    expect(refused(given)).toEqual([]);
  });
});
