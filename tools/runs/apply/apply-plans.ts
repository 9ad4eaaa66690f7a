import path from "node:path";
import { allOf, PlanningError } from "../../planning/errors";
import { readManifest } from "../../planning/synthesis";
import { selectStacks, type Wanted } from "../../preview/selection";
import { checkoutOf } from "../core/checkout";
import { chooseStacks, type Chosen } from "../core/chosen";
import { reachOf } from "../core/kind";
import type { Direction } from "../core/schedule";
import { withSession, type Session, type SessionOptions } from "../core/session";
import { preflight } from "../preflight/preflight";
import { forAdministrators } from "./administrators";
import { ApplyRun } from "./apply-run";
import { leftBehind } from "./left-behind";
import { ApplyRecord } from "./record";
import { refusals, type SavedCommand } from "./refusals";
import type { Outcomes } from "./report";
import { readSavedPlans, type SavedPlans } from "./saved-plans";

const GLOB = /[\\*?[\]{}()!+@|]/g;

export interface ApplyPlansOptions extends SessionOptions {
  /** Whose plans. */
  readonly command: SavedCommand;
  readonly synthDirectory: string;
  /** One environment; without stacks all that the plans are of. */
  readonly wanted: Wanted;
  /** Digest of what was reviewed. */
  readonly reviewed: string | undefined;
  readonly maxAgeHours: number;
  readonly concurrency: number;
  readonly parallelism: number;
  /** Checkout whose commit must be the plans'. @default the current folder */
  readonly directory?: string;
  /** @default the clock */
  readonly now?: () => Date;
}

interface Prepared {
  readonly chosen: Chosen;
  readonly plans: SavedPlans;
}

/**
 * Applies saved plans of one environment. Whatever keeps it from starting is told in a PlanningError, and then nothing is
 * applied; so it is with InterruptedError. What fails later is in the outcomes.
 */
export async function applyPlans(options: ApplyPlansOptions): Promise<Outcomes> {
  return withSession(
    options,
    () => prepare(options),
    (session, prepared) => {
      refuseOtherTerraform(session, prepared.plans);
      return runOf(session, prepared, options).run();
    },
  );
}

/** As `applyPlans`, but only compares everything, and touches nothing. */
export async function verifyPlans(options: ApplyPlansOptions): Promise<void> {
  await withSession(
    options,
    () => prepare(options),
    async (session, prepared) => {
      refuseOtherTerraform(session, prepared.plans);
      await runOf(session, prepared, options).verify();
    },
  );
}

function runOf(session: Session, { chosen, plans }: Prepared, options: ApplyPlansOptions): ApplyRun {
  const { concurrency, parallelism, now = () => new Date() } = options;
  return new ApplyRun(session, {
    chosen,
    plans,
    // Only now nobody else writes it.
    record: ApplyRecord.open(plans.folder),
    direction: directionOf(options),
    concurrency,
    parallelism,
    now,
  });
}

/** What the files say comes first: it needs no account. */
async function prepare(options: ApplyPlansOptions): Promise<Prepared> {
  const { kind, command, synthDirectory, plansDirectory, wanted, environment = process.env } = options;
  const manifest = readManifest(synthDirectory);
  const { environments } = selectStacks([...manifest.keys()], wanted);
  // It says why that cannot be.
  if (environments.length !== 1) chooseStacks(synthDirectory, wanted);
  const [name = ""] = environments;
  const plans = readSavedPlans(plansDirectory, name, command);
  const stacks = wanted.stacks.length > 0 ? wanted.stacks : allOfPlans(plans, manifest, synthDirectory);
  const chosen = chooseStacks(synthDirectory, { environments: wanted.environments, stacks });
  const record = ApplyRecord.open(plans.folder);
  const ids = [...chosen.stacks.keys()];
  refuse([
    ...refusals(plans.summary, await circumstances(options, chosen)),
    ...leftBehind(manifest, plans.summary, { stacks: ids, direction: directionOf(options), record }),
  ]);
  const [{ access }] = await allOf([() => reachOf(kind, environment)]);
  const workDirectory = path.resolve(plansDirectory, ".work");
  const { account, caller, unreachable } = await preflight({
    access,
    workDirectory,
    chosen,
    locks: "refuse",
  });
  const planned = plans.summary.run?.account;
  if (account !== planned)
    refuse([`the plans are of account ${planned ?? "none"}, the credentials are of ${account}`]);
  refuse(forAdministrators(plans.summary, ids, caller));
  const lost = plans.summary.stacks.filter(({ id, status }) => status === "planned" && unreachable.has(id));
  refuse(lost.map(({ id }) => `${id}: ${unreachable.get(id) ?? ""}`));
  return { chosen, plans };
}

/** Patterns that fit exactly the stacks of the plans. */
function allOfPlans(
  { summary, folder }: SavedPlans,
  manifest: ReadonlyMap<string, unknown>,
  synthDirectory: string,
): string[] {
  const ids = summary.stacks.map(({ id }) => id);
  const gone = ids.filter((id) => !manifest.has(id));
  if (gone.length > 0)
    throw new PlanningError([
      `the plans in ${folder} are also of ${gone.join(", ")}, which ${synthDirectory} does not have; run npm run synth on their commit, or plan again`,
    ]);
  return ids.map((id) => id.replace(GLOB, "\\$&"));
}

async function circumstances(
  options: ApplyPlansOptions,
  { environment, stacks }: Chosen,
): Promise<Parameters<typeof refusals>[1]> {
  const { command, kind, reviewed, terraformVersion, maxAgeHours } = options;
  const { directory = process.cwd(), now = () => new Date() } = options;
  return {
    command,
    kind,
    environment,
    stacks: [...stacks.keys()],
    reviewed,
    terraformVersion,
    checkout: await checkoutOf(directory),
    now: now(),
    maxAgeHours,
  };
}

/** `.terraform-version` need not exist; then this is the first that is known of the version. */
function refuseOtherTerraform({ terraform }: Session, { summary: { run } }: SavedPlans): void {
  if (run?.terraformVersion === terraform.version) return;
  refuse([
    `the plans were made with Terraform ${run?.terraformVersion ?? "unknown"}, this is ${terraform.version}; use that version, or plan again`,
  ]);
}

function directionOf({ command }: Pick<ApplyPlansOptions, "command">): Direction {
  return command === "plan" ? "upstream-first" : "downstream-first";
}

function refuse(problems: readonly string[]): void {
  if (problems.length > 0) throw new PlanningError(problems);
}
