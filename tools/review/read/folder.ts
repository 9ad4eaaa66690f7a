import { existsSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { PlanningError, codeOf } from "../../planning/errors";
import type { StackStatus } from "../../planning/stack-plan";
import { readSummary } from "./summary";

const PLAN = "plan.json";
const SUMMARY = "summary.json";

/** A stack that a folder has something of. */
export interface FoundStack {
  readonly stack: string;
  /** Of its plan; of the summary, if there is no plan. */
  readonly file: string;
  readonly status: StackStatus;
  readonly reason: string;
}

export interface FoundFolder {
  readonly stacks: readonly FoundStack[];
  /** Other JSON files beside folders of stacks. */
  readonly leftOut?: readonly string[];
  /** What each summary says of its run. */
  readonly runs: readonly {
    readonly file: string;
    readonly kind: "offline" | "online" | "emulated";
    readonly commit: string | null;
    /** Without any, its commit does not matter. */
    readonly stacks: number;
  }[];
}

/**
 * What there is in a folder: a preview's own (`<stack>/plan.json` with or without `summary.json`), several of those side by
 * side, or plans as `*.json`. Rejects with a PlanningError that names what is missing.
 */
export async function stacksIn(folder: string): Promise<FoundFolder> {
  checkFolder(folder);
  const environments = [folder, ...foldersIn(folder)].filter((one) => isEnvironment(one, one === folder));
  const found: FoundFolder[] = [];
  for (const environment of environments) found.push(await environmentAt(environment));
  if (environments.length === 0) found.push({ stacks: filesIn(folder), runs: [] });
  const stacks = found.flatMap((one) => one.stacks);
  const runs = found.flatMap((one) => one.runs);
  if (stacks.length === 0 && runs.length === 0)
    throw new PlanningError([
      `${folder}: has no plans in it; wanted are <stack>/${PLAN} as the preview writes them, or *.json, each made with terraform show -json <saved plan>`,
    ]);
  return { stacks, runs, leftOut: environments.length === 0 ? [] : loosePlansIn(folder) };
}

/** Beside folders of stacks nobody looks at plans that are called otherwise. */
function loosePlansIn(folder: string): string[] {
  return filesIn(folder)
    .map(({ file }) => file)
    .filter((file) => ![PLAN, SUMMARY].includes(path.basename(file)));
}

function checkFolder(folder: string): void {
  try {
    if (statSync(folder).isDirectory()) return;
  } catch (error) {
    const why = codeOf(error) === "ENOENT" ? "does not exist" : `cannot be read (${codeOf(error)})`;
    throw new PlanningError([
      `${folder || '""'}: ${why}; name a folder with plans, or run the preview first`,
    ]);
  }
  throw new PlanningError([`${folder}: is not a folder; name it as a file`]);
}

/** Below the folder that was named, one that itself holds a stack's plan is no environment. */
function isEnvironment(folder: string, isRoot: boolean): boolean {
  if (existsSync(path.join(folder, SUMMARY))) return true;
  if (!isRoot && existsSync(path.join(folder, PLAN))) return false;
  return foldersIn(folder).some((stack) => existsSync(path.join(stack, PLAN)));
}

async function environmentAt(folder: string): Promise<FoundFolder> {
  const plans = new Map(
    foldersIn(folder)
      .map((stack): [string, string] => [path.basename(stack), path.join(stack, PLAN)])
      .filter(([, file]) => existsSync(file)),
  );
  const file = path.join(folder, SUMMARY);
  const planned = (stack: string): FoundStack => ({
    stack,
    file: plans.get(stack) ?? path.join(folder, stack, PLAN),
    status: "planned",
    reason: "",
  });
  if (!existsSync(file)) return { stacks: [...plans.keys()].map(planned), runs: [] };
  const summary = await readSummary(file);
  const told = summary.stacks.map(({ id, status, reason }): FoundStack =>
    status === "planned" ? planned(id) : { stack: id, file, status, reason: reason ?? "" },
  );
  const ids = new Set(told.map(({ stack }) => stack));
  const untold = [...plans.keys()].filter((stack) => !ids.has(stack)).map(planned);
  return {
    stacks: [...told, ...untold],
    runs: [{ file, kind: summary.kind, commit: summary.commit, stacks: told.length }],
  };
}

function filesIn(folder: string): FoundStack[] {
  return entriesOf(folder)
    .filter(
      (file) => file.endsWith(".json") && (statSync(file, { throwIfNoEntry: false })?.isFile() ?? false),
    )
    .map((file) => ({ stack: stackOfFile(file), file, status: "planned", reason: "" }));
}

/** `network` of `network/plan.json`, `network.json` and `network.tfplan.json`. */
export function stackOfFile(file: string): string {
  const base = path.basename(file).replace(/(\.tfplan|\.plan)?\.json$/, "");
  const folder = path.basename(path.dirname(path.resolve(file)));
  return ["plan", "tfplan"].includes(base) && folder !== "" ? folder : base || file;
}

/** Work folders start with a dot. */
function foldersIn(folder: string): string[] {
  return entriesOf(folder).filter(
    (entry) => statSync(entry, { throwIfNoEntry: false })?.isDirectory() ?? false,
  );
}

function entriesOf(folder: string): string[] {
  return readdirSync(folder)
    .filter((entry) => !entry.startsWith("."))
    .sort()
    .map((entry) => path.join(folder, entry));
}
