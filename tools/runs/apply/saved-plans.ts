import { readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { codeOf, PlanningError } from "../../planning/errors";

const HASH = z.string().regex(/^[0-9a-f]{64}$/);
const SAVED = z.object({
  file: HASH,
  configuration: HASH,
  assets: HASH.nullable(),
  lockFile: HASH,
  state: z.object({ lineage: z.string(), serial: z.number() }).nullable(),
});
const COUNT = z.int().nonnegative();
const STACK = z.object({
  // The name of a folder beside the summary, so nothing that leads elsewhere.
  id: z.string().regex(/^[^/\\\0]*[^/\\\0.][^/\\\0]*$/),
  status: z.enum(["planned", "not-planned", "waiting", "failed"]),
  reason: z.string().nullable(),
  digest: HASH.nullable(),
  counts: z.object({ add: COUNT, change: COUNT, destroy: COUNT, import: COUNT, forget: COUNT }).nullable(),
  plan: SAVED.optional(),
});
const SUMMARY = z.object({
  formatVersion: z.string().regex(/^1\.\d+$/),
  kind: z.enum(["offline", "online", "emulated"]),
  environment: z.string(),
  commit: z.string().nullable(),
  run: z
    .object({
      command: z.enum(["plan", "destroy"]),
      account: z.string(),
      terraformVersion: z.string(),
      dirty: z.boolean(),
      createdAt: z.iso.datetime(),
      blocked: z.boolean(),
      digest: HASH,
      alsoRemoved: z.array(z.string()).optional(),
    })
    .optional(),
  stacks: z.array(STACK).refine((stacks) => new Set(stacks.map(({ id }) => id)).size === stacks.length),
});

export type SavedStack = z.infer<typeof STACK>;
export type SavedSummary = z.infer<typeof SUMMARY>;

/** Plans of an earlier `plan` or `destroy`, as they lie in their folder. */
export interface SavedPlans {
  readonly folder: string;
  readonly summary: SavedSummary;
}

/** Throws a PlanningError that names the file and what to run: `command` makes such plans. */
export function readSavedPlans(plansDirectory: string, environment: string, command: string): SavedPlans {
  const folder = path.join(plansDirectory, environment);
  const file = path.join(folder, "summary.json");
  const again = `run mindscape ${command} --env ${environment}`;
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new PlanningError([`${file} cannot be read (${codeOf(error) ?? "unknown error"}): ${again} first`]);
  }
  const parsed = SUMMARY.safeParse(json(text));
  if (parsed.success) return { folder, summary: parsed.data };
  const where = parsed.error.issues[0]?.path.join(".") ?? "";
  throw new PlanningError([
    `${file} is not what plan writes${where === "" ? "" : ` (${where})`}: it was altered or comes from another version; ${again} again`,
  ]);
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
