import { execFileSync } from "node:child_process";
import { appendFileSync, cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { PlanningError } from "../../../../tools/planning/errors";
import type { Summary } from "../../../../tools/planning/summary";
import { wholeDigest } from "../../../../tools/planning/whole-digest";
import type { ApplyPlansOptions } from "../../../../tools/runs/apply/apply-plans";
import { removeFolders, temporaryFolder } from "../../fixtures/synthesis";
import { BASE, OTHER, small } from "./support/stacks";
import { changes, statuses, Trial } from "./support/trial";

const STACKS = [small(BASE), small(OTHER)];
let trial: Trial;
/** Of plans of a stack that has a state, and of one that has none. */
let kept: string;
let before: string[];

beforeAll(async () => {
  trial = await Trial.start();
  await trial.begin(STACKS);
  await trial.plan([BASE]);
  await trial.apply();
  trial.synthesize([small(BASE, { configuration: { output: { name: { value: "new" } } } }), small(OTHER)]);
  await trial.plan();
  kept = temporaryFolder();
  cpSync(trial.folder, kept, { recursive: true });
  before = await trial.objects();
});
afterEach(() => {
  for (const folder of ["cdktf.out", ".plans/trial"]) {
    rmSync(trial.file(folder), { recursive: true, force: true });
    cpSync(path.join(kept, folder), trial.file(folder), { recursive: true });
  }
});
afterAll(async () => {
  await trial.stop();
  removeFolders();
});

/** What is told; the states must be what they were. */
async function refused(more: Partial<ApplyPlansOptions> = {}): Promise<readonly string[]> {
  const state = await trial.state(BASE);
  const error = await trial.apply(more).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(PlanningError);
  expect(await trial.objects()).toEqual(before);
  expect(await trial.state(BASE)).toEqual(state);
  return (error as PlanningError).problems;
}

const planFile = (id: string): string => trial.file(".plans/trial", id, "plan.bin");
const synthesized = (...parts: string[]): string => trial.file("cdktf.out/stacks", BASE, ...parts);

describe("nothing is applied", () => {
  test("where a plan's file was altered, although the other stack's was not", async () => {
    appendFileSync(planFile(BASE), " ");
    expect(await refused()).toEqual([
      expect.stringMatching(/base: .*plan\.bin was altered since it was planned/),
    ]);
  });

  test("where a plan's file is missing", async () => {
    rmSync(planFile(OTHER));
    expect(await refused()).toEqual([
      expect.stringMatching(/other: .*plan\.bin is missing; fetch it, or plan again/),
    ]);
  });

  test("where the summary says another digest of a stack", async () => {
    trial.alterSummary((summary) => withDigest(summary, "b".repeat(64)));
    expect(await refused()).toEqual([expect.stringMatching(/^summary\.json was altered/)]);
  });

  test("where all digests were made to fit a plan that Terraform reads differently", async () => {
    trial.alterSummary((summary) => {
      const altered = withDigest(summary, "b".repeat(64));
      const digest = wholeDigest(altered.stacks.map(({ id, status, digest: own }) => [id, status, own]));
      return { ...altered, run: { ...altered.run, digest } };
    });
    expect(await refused()).toEqual([
      expect.stringMatching(/base: what Terraform reads in .*plan\.bin is not what was reviewed; plan again/),
    ]);
  });

  test("where the stack was synthesized differently", async () => {
    appendFileSync(synthesized("cdk.tf.json"), "\n");
    expect(await refused()).toEqual([
      expect.stringMatching(/base: its cdk\.tf\.json is not the one that was planned/),
    ]);
  });

  test("where a file was added to what the stack reads", async () => {
    mkdirSync(synthesized("assets"));
    writeFileSync(synthesized("assets", "values.yaml"), "");
    expect(await refused()).toEqual([
      expect.stringMatching(/base: its assets are not those that were planned/),
    ]);
  });

  test("where the providers are others", async () => {
    trial.alterSummary((summary) => ({
      ...summary,
      stacks: summary.stacks.map((stack) => ({
        ...stack,
        plan: { ...stack.plan, lockFile: "c".repeat(64) },
      })),
    }));
    expect((await refused()).map((line) => line.replace(/:.*/, ""))).toEqual([BASE, OTHER]);
  });

  test("where the plans were of another account", async () => {
    trial.alterSummary((summary) => ({ ...summary, run: { ...summary.run, account: "999999999999" } }));
    expect(await refused()).toEqual([
      "the plans are of account 999999999999, the credentials are of 000000000000",
    ]);
  });

  test("where the plans are of a stack that is not there", async () => {
    trial.synthesize([small(BASE)]);
    expect(await refused()).toEqual([
      expect.stringMatching(/are also of trial-us-west-2-other, which .*cdktf\.out/),
    ]);
  });

  test("where what is applied could not be written down", async () => {
    mkdirSync(trial.file(".plans/trial/apply.json"));
    expect(await refused()).toEqual([expect.stringMatching(/apply\.json, .* cannot be written \(EISDIR\)/)]);
  });

  test("where the work folder cannot be written", async () => {
    trial.touch("file");
    expect(await refused({ plansDirectory: trial.file("file") })).toContainEqual(
      expect.stringMatching(
        /file\/\.work cannot be written \(ENOTDIR\); make it writable or choose another folder/,
      ),
    );
  });

  test("where the summary is no summary", async () => {
    trial.alterSummary((summary) => ({ ...summary, stacks: [...summary.stacks, ...summary.stacks] }));
    expect(await refused()).toEqual([
      expect.stringMatching(/summary\.json is not what plan writes \(stacks\): it was/),
    ]);
  });

  test("where nothing was planned", async () => {
    rmSync(trial.results, { recursive: true });
    expect(await refused()).toEqual([
      expect.stringMatching(/summary\.json cannot be read \(ENOENT\): run mindscape plan --env trial first$/),
    ]);
  });

  test("where the network is gone", async () => {
    const environment = { ...process.env, AWS_ENDPOINT_URL: "http://127.0.0.1:9" };
    expect(await refused({ environment })).toEqual([
      expect.stringMatching(/the AWS emulator does not answer at http:\/\/127\.0\.0\.1:9 \(ECONNREFUSED\)/),
    ]);
  });
});

describe("a state that is not the one that was planned on is left alone", () => {
  const change = async (alter: (state: { serial: number; lineage: string }) => object): Promise<void> => {
    const state = (await trial.state(BASE))!;
    await trial.putObject(BASE, alter(state));
    const problems = await refused().finally(() => trial.putObject(BASE, state));
    expect(problems).toEqual([expect.stringMatching(/^trial-us-west-2-base: its state /)]);
  };

  test("one that moved on", () => change((state) => ({ ...state, serial: state.serial + 1 })));
  test("another one", () => change((state) => ({ ...state, lineage: "d".repeat(36) })));

  test("one that did not exist", async () => {
    await trial.putObject(OTHER, { version: 4, serial: 1, lineage: "l", outputs: {}, resources: [] });
    before = await trial.objects();
    expect(await refused()).toEqual([
      "trial-us-west-2-other: it had no state when it was planned, and has one now (serial 1); plan again",
    ]);
  });
});

describe("plans of an account are refused before AWS is asked", () => {
  const git = (folder: string, ...args: string[]): string =>
    execFileSync("git", ["-c", "user.name=n", "-c", "user.email=e", ...args], {
      cwd: folder,
      encoding: "utf8",
    }).trim();
  const online = async (change: (folder: string) => void): Promise<readonly string[]> => {
    const directory = temporaryFolder();
    git(directory, "init", "-q");
    git(directory, "commit", "-q", "--allow-empty", "-m", "planned");
    const commit = git(directory, "rev-parse", "HEAD");
    trial.alterSummary((summary) => ({
      ...summary,
      kind: "online",
      commit,
      run: { ...summary.run, dirty: false },
    }));
    change(directory);
    return refused({ kind: "online", directory, environment: process.env });
  };
  const nobody = {
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_CONFIG_FILE: "/dev/null",
    AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
  };
  beforeAll(() => Object.assign(process.env, nobody));
  afterAll(() => Object.keys(nobody).forEach((name) => delete process.env[name]));

  test("with uncommitted changes", async () => {
    const problems = await online((folder) => writeFileSync(path.join(folder, "new"), ""));
    expect(problems).toEqual([expect.stringMatching(/^the checkout has uncommitted changes/)]);
  });

  test("of another commit", async () => {
    const problems = await online((folder) => git(folder, "commit", "-q", "--allow-empty", "-m", "later"));
    expect(problems).toEqual([
      expect.stringMatching(/^the plans are of commit [0-9a-f]{40}, this checkout is/),
    ]);
  });

  test("and of theirs, it is asked", async () => {
    expect(await online(() => undefined)).toEqual([expect.stringMatching(/there are no AWS credentials/)]);
  });
});

test("what was never altered is applied, and only once", async () => {
  trial.synthesize([small(BASE), small(OTHER)]);
  await trial.putObject(OTHER, {});
  await trial.begin(STACKS);
  expect(changes(await trial.plan())).toEqual({ [BASE]: 2, [OTHER]: 2 });
  expect(statuses(await trial.apply())).toEqual({ [BASE]: "applied", [OTHER]: "applied" });
});

function withDigest(summary: Summary, digest: string): Summary {
  return {
    ...summary,
    stacks: summary.stacks.map((stack) => (stack.id === BASE ? { ...stack, digest } : stack)),
  };
}
