import { S3 } from "@aws-sdk/client-s3";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { configuration } from "../../config/environments";
import { Emulator, MOCK_KEYS } from "../../tools/emulation/server";
import { digestPlan, type PlanDocument } from "../../tools/planning/plan-document";
import { stateAddressOf } from "../../tools/runs/aws/state-store";
import { chooseStacks, type Chosen } from "../../tools/runs/core/chosen";
import { reachOf } from "../../tools/runs/core/kind";
import { inTurn } from "../../tools/runs/core/schedule";
import { withSession, type Session, type SessionOptions } from "../../tools/runs/core/session";
import { Workspace } from "../../tools/runs/core/workspace";
import { emulatedRequest, outputsOf } from "../../tools/runs/plan/emulated-request";
import { planRun } from "../../tools/runs/plan/plan-run";
import { readsOf } from "../../tools/runs/plan/reads";
import { withSharedProviders } from "../../tools/runs/plan/shared-providers";
import { StackPlanner } from "../../tools/runs/plan/stack-planner";
import { States } from "../../tools/runs/plan/states";
import { report, secondsOf } from "./measure";

const ENVIRONMENT = "production";
const CONCURRENCY = 4;
// The buckets of the states are made by hand.
const WANTED = { environments: [ENVIRONMENT], stacks: ["!*-state"] };

/** Production applied to the emulator; then `mindscape plan` of it, against `init`, `plan` and `show` one after another. */
export async function emulatedPlans(): Promise<void> {
  const account = configuration.environments.find(({ name }) => name === ENVIRONMENT)?.accountId ?? "";
  const folder = mkdtempSync(path.join(tmpdir(), "mindscape-bench-"));
  const synthDirectory = path.join(folder, "cdktf.out");
  const emulator = await Emulator.start(account);
  try {
    secondsOf(process.execPath, ["--import", "tsx", "main.ts"], { env: { CDKTF_OUTDIR: synthDirectory } });
    const options = sessionOptions(folder, emulator.endpoint);
    const chosen = chooseStacks(synthDirectory, WANTED);
    await makeBuckets(chosen, emulator.endpoint);
    await applyAll(options, chosen);
    const started = performance.now();
    const { summary } = await planRun({
      ...options,
      synthDirectory,
      wanted: WANTED,
      concurrency: CONCURRENCY,
    });
    const seconds = (performance.now() - started) / 1000;
    const planned = summary.stacks.filter(({ status }) => status === "planned");
    const plain = await planPlainly(
      options,
      chosen,
      planned.map(({ id }) => id),
    );
    const other = planned.filter(({ id, digest }) => plain.digests.get(id) !== digest).map(({ id }) => id);
    const same = planned.length - other.length;
    report(`plans of emulated production, ${planned.length} of ${chosen.stacks.size} stacks`, [
      `init, plan, show one after another  ${plain.seconds.toFixed(1)} s`,
      `mindscape plan                      ${seconds.toFixed(1)} s, with preflight, review and publication`,
      `ratio                               ${(plain.seconds / seconds).toFixed(1)}x faster (aim: 2x)`,
      `equal plans                         ${same} of ${planned.length}${other.length > 0 ? `, not ${other.join(", ")}` : ""}`,
    ]);
  } finally {
    await emulator.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function sessionOptions(folder: string, endpoint: string): SessionOptions {
  const never = new AbortController().signal;
  return {
    kind: "emulated",
    plansDirectory: path.join(folder, ".plans"),
    environment: { ...process.env, AWS_ENDPOINT_URL: endpoint },
    interruptions: { first: never, second: never },
  };
}

async function makeBuckets({ stacks }: Chosen, endpoint: string): Promise<void> {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = MOCK_KEYS;
  const buckets = new Map(
    [...stacks.values()].map(({ configuration }) => {
      const { bucket, region } = stateAddressOf(configuration);
      return [bucket, region];
    }),
  );
  for (const [Bucket, region] of buckets) {
    const s3 = new S3({
      endpoint,
      region,
      forcePathStyle: true,
      credentials: { accessKeyId, secretAccessKey },
    });
    await s3.createBucket(
      region === "us-east-1"
        ? { Bucket }
        : { Bucket, CreateBucketConfiguration: { LocationConstraint: region as "us-west-2" } },
    );
  }
}

/** Each stack is planned when those before it are applied, and applied at once. */
async function applyAll(options: SessionOptions, chosen: Chosen): Promise<void> {
  const { environment = {}, kind } = options;
  await withSession(
    options,
    () => undefined,
    (session) =>
      withSharedProviders(session, reachOf(kind, environment).environment, async (providers) => {
        await inTurn(chosen, { direction: "upstream-first", concurrency: CONCURRENCY }, async (id) => {
          const stacks = new Map([...chosen.stacks].filter(([other]) => other === id));
          const only = { ...chosen, stacks, upstream: new Map([[id, []]]) };
          const planner = new StackPlanner(session, {
            chosen: only,
            unreachable: new Map(),
            imports: new Map(),
            providers,
          });
          await planner.plan(id);
          const [plan] = planner.results;
          if (plan?.status === "planned") await apply(session, id);
          else process.stderr.write(`${id}: ${plan?.reason ?? ""}\n`);
        });
      }),
  );
}

async function apply(session: Session, id: string): Promise<void> {
  const folder = Workspace.folderOf(session, id);
  const args = ["apply", "-no-color", "-input=false", "-parallelism=30", "plan.bin"];
  const log = path.join(session.workDirectory, `${id}.log`);
  const { code, output } = await session.runs.run({ folder, args, log, changes: true });
  if (code !== 0) process.stderr.write(`${id} is applied in part: ${output.slice(-500)}\n`);
}

/** In the work folders that `mindscape plan` left, with nothing shared. */
async function planPlainly(
  options: SessionOptions,
  { all }: Chosen,
  ids: readonly string[],
): Promise<{ seconds: number; digests: ReadonlyMap<string, string> }> {
  return withSession(
    options,
    () => undefined,
    async (session) => {
      const states = new States(session.access, all);
      const targets = new Map<string, readonly string[]>();
      for (const id of ids) targets.set(id, await targetsOf(id, all, states));
      const digests = new Map<string, string>();
      const started = performance.now();
      // 100 is the usual garbage collection of Go programs.
      const usual = { GOGC: "100" };
      for (const id of ids) {
        const folder = Workspace.folderOf(session, id);
        const plugins = `-plugin-dir=${path.join(folder, ".terraform/providers")}`;
        await session.terraform.run(folder, ["init", "-input=false", "-reconfigure", plugins], usual);
        await session.terraform.run(
          folder,
          ["plan", "-input=false", "-lock=false", "-out=plain.bin", ...(targets.get(id) ?? [])],
          usual,
        );
        const { stdout } = await session.terraform.run(folder, ["show", "-json", "plain.bin"], usual);
        digests.set(id, digestPlan(JSON.parse(stdout.toString("utf8")) as PlanDocument));
      }
      return { seconds: (performance.now() - started) / 1000, digests };
    },
  );
}

async function targetsOf(id: string, all: Chosen["all"], states: States): Promise<string[]> {
  const stack = all.get(id);
  if (stack === undefined) return [];
  const reads = readsOf(stack, all);
  const request = emulatedRequest(stack, reads, await outputsOf(states, reads));
  return "reason" in request ? [] : (request.targets ?? []).map((address) => `-target=${address}`);
}
