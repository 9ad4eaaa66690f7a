import { wholeDigest } from "../../planning/whole-digest";
import type { RunKind } from "../core/kind";
import type { SavedStack, SavedSummary } from "./saved-plans";

export type SavedCommand = "plan" | "destroy";

/** What is asked for, and the circumstances under which plans would be applied. */
export interface Circumstances {
  readonly command: SavedCommand;
  readonly kind: RunKind;
  readonly environment: string;
  /** Ids of the stacks to apply. */
  readonly stacks: readonly string[];
  /** What the reviewer approved: the plans' digest, or its beginning. */
  readonly reviewed: string | undefined;
  /** The one that must be used, if any must. */
  readonly terraformVersion: string | undefined;
  readonly checkout: { readonly commit: string | null; readonly dirty: boolean };
  readonly now: Date;
  readonly maxAgeHours: number;
}

// As long as git's own short names in a large repository.
export const SHORTEST_DIGEST = 12;
const HOUR_MILLISECONDS = 3_600_000;

/** Why saved plans may not be applied, a sentence each with the remedy; empty if they may. No file and no account is asked. */
export function refusals(summary: SavedSummary, asked: Circumstances): string[] {
  const again = `run mindscape ${asked.command} --env ${asked.environment} again and have it reviewed`;
  const kind = refusedKind(summary, asked);
  if (kind !== undefined || summary.run === undefined)
    return [kind ?? `the plans cannot be applied; ${again}`];
  return [
    ...circumstances(summary, summary.run, asked).map((problem) => `${problem}; ${again}`),
    ...refusedReview(summary, summary.run, again),
    ...refusedDigest(summary.run.digest, asked),
    ...asked.stacks.flatMap((id) => refusedStack(id, summary.stacks, again)),
  ];
}

function refusedKind(
  summary: SavedSummary,
  { kind, environment, command }: Circumstances,
): string | undefined {
  const wanted = `mindscape ${command} --env ${environment}${kind === "emulated" ? " --emulated" : ""}`;
  if (summary.environment !== environment)
    return `the plans are of ${summary.environment}, not of ${environment}; run ${wanted} first`;
  if (summary.kind === "offline")
    return `the plans are offline: made without an account, of nothing that exists; run ${wanted} first`;
  if (summary.kind !== kind) {
    const remedy = kind === "emulated" ? "leave --emulated out" : "add --emulated";
    return `the plans are ${summary.kind}, this run is ${kind}; ${remedy}, or run ${wanted} first`;
  }
  if (summary.run !== undefined && summary.run.command !== command) {
    const other = summary.run.command === "destroy" ? "mindscape destroy" : "mindscape apply";
    return `the plans are those of ${summary.run.command}; apply them with ${other}, or run ${wanted} first`;
  }
  return undefined;
}

function circumstances(
  { commit, kind }: SavedSummary,
  run: NonNullable<SavedSummary["run"]>,
  { checkout, terraformVersion, now, maxAgeHours }: Circumstances,
): string[] {
  const hours = (now.getTime() - Date.parse(run.createdAt)) / HOUR_MILLISECONDS;
  const problems: (string | false)[] = [
    hours > maxAgeHours &&
      `the plans are ${Math.floor(hours)} hours old (${run.createdAt}); ${maxAgeHours} are allowed (--max-age)`,
    hours < 0 && `the plans are of the future (${run.createdAt}): one of the clocks is wrong`,
    terraformVersion !== undefined &&
      run.terraformVersion !== terraformVersion &&
      `the plans were made with Terraform ${run.terraformVersion}, this is ${terraformVersion}`,
    // A rehearsal may be of what is in no commit yet.
    ...(kind === "online" ? refusedCheckout(commit, run.dirty, checkout) : []),
  ];
  return problems.filter((problem) => problem !== false);
}

function refusedCheckout(
  planned: string | null,
  plannedDirty: boolean,
  { commit, dirty }: Circumstances["checkout"],
): (string | false)[] {
  return [
    commit === null && "this is no git checkout, so nobody could tell what was applied",
    commit !== planned &&
      `the plans are of commit ${planned ?? "none"}, this checkout is ${commit ?? "none"}`,
    plannedDirty && "the plans were made with uncommitted changes: commit them",
    dirty && "the checkout has uncommitted changes (git status): commit or remove them",
  ];
}

function refusedReview(
  { stacks }: SavedSummary,
  { blocked, digest }: NonNullable<SavedSummary["run"]>,
  again: string,
): string[] {
  const whole = wholeDigest(stacks.map(({ id, status, digest: own }) => [id, status, own]));
  return [
    ...(blocked
      ? [
          `a rule of the review denies something in these plans (report.md beside them); change it, or waive it in review/waivers.json (docs/review.md), and ${again}`,
        ]
      : []),
    ...(whole === digest
      ? []
      : [`summary.json was altered: its stacks have the digest ${whole}, it says ${digest}; ${again}`]),
  ];
}

function refusedDigest(digest: string, { reviewed, command, environment }: Circumstances): string[] {
  const how = `mindscape ${command === "plan" ? "apply" : "destroy"} --env ${environment} --reviewed <digest>`;
  if (reviewed === undefined)
    return [`--reviewed is missing: say which plans were reviewed, by the digest in their report (${how})`];
  if (!/^[0-9a-f]+$/.test(reviewed) || reviewed.length < SHORTEST_DIGEST)
    return [
      `--reviewed ${reviewed}: it must be the digest of the report, or at least its first ${SHORTEST_DIGEST} digits`,
    ];
  if (digest.startsWith(reviewed)) return [];
  return [
    `--reviewed ${reviewed}: the plans here have the digest ${digest.slice(0, SHORTEST_DIGEST)}..., so they are not those that were reviewed; review these, or fetch those`,
  ];
}

function refusedStack(id: string, stacks: readonly SavedStack[], again: string): string[] {
  const stack = stacks.find((one) => one.id === id);
  if (stack === undefined) return [`${id}: there is no plan of it; ${again}, or leave it out with --stack`];
  if (stack.status === "failed")
    return [`${id}: its plan failed; mend it, then ${again}, or leave it out with --stack`];
  if (stack.status === "planned" && (stack.plan === undefined || stack.digest === null))
    return [`${id}: the summary does not say what its plan was made of; ${again}`];
  return [];
}
