import { realpathSync } from "node:fs";
import path from "node:path";
import type { Readable } from "node:stream";
import { PlanningError, allOf } from "../../planning/errors";
import type { PlanInput, ReviewInput } from "../input";
import { Allowance, readJson, streamedJson } from "./bytes";
import { planOf } from "./document";
import { type FoundFolder, type FoundStack, stackOfFile, stacksIn } from "./folder";

/** Where plans come from. */
export type Source =
  { readonly folder: string } | { readonly files: readonly string[] } | { readonly stdin: Readable };

const STANDARD_INPUT = "-";

/**
 * Reads all plans of a source, sorted by stack.
 * Rejects with a PlanningError with one line for each file that is not what it has to be.
 */
export async function readReviewInput(source: Source): Promise<ReviewInput> {
  const allowance = new Allowance();
  if ("stdin" in source) {
    const read = await planOf("standard input", () =>
      streamedJson("standard input", source.stdin, allowance),
    );
    const input = { stack: "standard-input", source: STANDARD_INPUT, status: "planned", reason: "" } as const;
    return inputOf([{ ...input, ...read }], []);
  }
  const {
    stacks,
    runs,
    leftOut = [],
  } = "folder" in source ? await stacksIn(source.folder) : namedFiles(source.files);
  const named = distinctNames(stacks);
  const checks = named.map((found) => () => readStack(found, allowance));
  const [plans] = await allOf([() => allOf(checks), () => sameRun(runs)]);
  const limits = leftOut.map((file) => `${file} stands beside folders of stacks, and is not reviewed`);
  return { ...inputOf(plans, runs), ...(limits.length > 0 && { limits }) };
}

async function readStack(
  { stack, file, status, reason }: FoundStack,
  allowance: Allowance,
): Promise<PlanInput> {
  const input = { stack, source: file, status, reason };
  if (status !== "planned") return { ...input, redacted: false };
  return { ...input, ...(await planOf(file, () => readJson(file, allowance))) };
}

function inputOf(plans: readonly PlanInput[], runs: FoundFolder["runs"]): ReviewInput {
  const kinds = new Set(runs.map(({ kind }) => kind));
  const [kind = "unknown"] = kinds;
  return {
    kind: kinds.size > 1 ? "unknown" : kind,
    commit: (runs.find(({ stacks }) => stacks > 0) ?? runs[0])?.commit ?? null,
    against: null,
    plans: [...plans].sort((a, b) => (a.stack < b.stack ? -1 : 1)),
  };
}

/** Plans of different commits do not make one change. */
function sameRun(runs: FoundFolder["runs"]): void {
  const [first, ...others] = runs.filter(({ stacks }) => stacks > 0);
  const other = others.find(({ commit }) => commit !== first?.commit);
  if (first === undefined || other === undefined) return;
  const told = [first, other].map(({ file, commit }) => `${file} is of ${commit ?? "no commit"}`);
  throw new PlanningError([
    `plans of different commits cannot be reviewed together: ${told.join(", ")}; run the preview of all again, or name the folder of one`,
  ]);
}

function namedFiles(files: readonly string[]): FoundFolder {
  if (files.length === 0)
    throw new PlanningError(["no plan is named; name a folder, files, or - for standard input"]);
  return {
    stacks: files.map((file) => ({ stack: stackOfFile(file), file, status: "planned", reason: "" })),
    runs: [],
  };
}

/** Names that several stacks share become their paths; the same file twice is an error. */
function distinctNames(stacks: readonly FoundStack[]): FoundStack[] {
  const files = new Map<string, string>();
  const counts = new Map<string, number>();
  for (const { stack, file, status } of stacks) {
    counts.set(stack, (counts.get(stack) ?? 0) + 1);
    if (status !== "planned") continue;
    const real = realPath(file);
    const before = files.get(real);
    if (before !== undefined)
      throw new PlanningError([`${file}: is the same file as ${before}; name each plan once`]);
    files.set(real, file);
  }
  return stacks.map((found) =>
    counts.get(found.stack) === 1 ? found : { ...found, stack: longName(found) },
  );
}

function longName({ stack, file, status }: FoundStack): string {
  if (status !== "planned") return path.join(path.dirname(file), stack);
  return file.replace(/(\/(tf)?plan)?(\.tfplan|\.plan)?\.json$/, "");
}

function realPath(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return path.resolve(file);
  }
}
