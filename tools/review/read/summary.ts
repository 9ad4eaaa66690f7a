import { readFile } from "node:fs/promises";
import { z } from "zod";
import { PlanningError } from "../../planning/errors";
import { SUMMARY_FORMAT_VERSION } from "../../planning/summary";

const SUMMARY = z.object({
  formatVersion: z.string(),
  kind: z.enum(["offline", "online", "emulated"]),
  commit: z.string().nullable(),
  stacks: z.array(
    z.object({
      // The name of a folder beside the summary, so nothing that leads elsewhere.
      id: z.string().regex(/^[^/\\\0]*[^/\\\0.][^/\\\0]*$/),
      status: z.enum(["planned", "not-planned", "waiting", "failed"]),
      reason: z.string().nullable(),
    }),
  ),
});

/** The part of `summary.json` that a review needs. */
export type ReadSummary = z.infer<typeof SUMMARY>;

/** Rejects with a PlanningError that names the file. */
export async function readSummary(file: string): Promise<ReadSummary> {
  const problem = (what: string): PlanningError =>
    new PlanningError([`${file}: ${what}; run the preview again`]);
  let document: unknown;
  try {
    document = JSON.parse(await readFile(file, "utf8"));
  } catch {
    throw problem("cannot be read as JSON");
  }
  const summary = SUMMARY.safeParse(document);
  if (!summary.success) {
    const where = summary.error.issues[0]?.path.join(".") ?? "";
    throw problem(
      `is not the summary of a preview${where === "" ? "" : `: ${where} is not what it has to be`}`,
    );
  }
  const [major] = SUMMARY_FORMAT_VERSION.split(".");
  if (summary.data.formatVersion.split(".")[0] !== major)
    throw problem(`has another format version than ${SUMMARY_FORMAT_VERSION}`);
  const ids = summary.data.stacks.map(({ id }) => id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) throw problem(`names the stack ${twice} twice`);
  return summary.data;
}
