import { readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { codeOf, PlanningError } from "../../planning/errors";

const RECORD_FILE = "apply.json";

const STACK = z.object({
  status: z.enum(["applied", "failed", "interrupted", "waiting", "pending", "not-planned"]),
  /** SHA-256 of `plan.bin`; null where there is no plan. */
  file: z.string().nullable(),
  /** Why it is not applied; empty otherwise. */
  reason: z.string(),
  /** ISO 8601; null if it was not touched. */
  startedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  /** Of the state afterwards, if it is known. */
  serial: z.number().nullable(),
});
const RECORD = z.object({ stacks: z.record(z.string(), STACK) });

/** What became of a stack, and of which of its plans. */
export type AppliedStack = Readonly<z.infer<typeof STACK>>;

/** `apply.json`: how far the plans beside it are applied. It is written after every step, so that a later run goes on from there. */
export class ApplyRecord {
  private constructor(
    private readonly file: string,
    private readonly stacks: Map<string, AppliedStack>,
  ) {}

  /** What an earlier run left, or nothing. */
  static open(folder: string): ApplyRecord {
    const file = path.join(folder, RECORD_FILE);
    // Without it every state is compared with its plan, and what is applied is found out there.
    return new ApplyRecord(file, new Map(Object.entries(read(file))));
  }

  /** Whether exactly this plan of the stack was applied. */
  isApplied(id: string, file: string): boolean {
    const stack = this.stacks.get(id);
    return stack?.status === "applied" && stack.file === file;
  }

  get(id: string): AppliedStack | undefined {
    return this.stacks.get(id);
  }

  /** Throws a PlanningError if it cannot be written. */
  set(id: string, stack: AppliedStack): void {
    this.stacks.set(id, stack);
    this.save();
  }

  /** Throws a PlanningError if it cannot be written. */
  save(): void {
    const content = { formatVersion: "1.0", stacks: Object.fromEntries(this.stacks) };
    // In one step: a reader sees the old record or the new one.
    const fresh = `${this.file}.new`;
    try {
      writeFileSync(fresh, `${JSON.stringify(content, null, 2)}\n`);
      renameSync(fresh, this.file);
    } catch (error) {
      throw new PlanningError([
        `${this.file}, which says what is applied, cannot be written (${codeOf(error) ?? String(error)}); make its folder writable`,
      ]);
    }
  }
}

function read(file: string): Readonly<Record<string, AppliedStack>> {
  try {
    const parsed = RECORD.safeParse(JSON.parse(readFileSync(file, "utf8")));
    return parsed.success ? parsed.data.stacks : {};
  } catch {
    return {};
  }
}
