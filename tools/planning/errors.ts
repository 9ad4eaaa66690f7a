/** Problems that a person must fix: each is one line that names what is wrong, what is allowed and the remedy. */
export class PlanningError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(problems.join("\n"));
    this.name = "PlanningError";
  }
}

/**
 * Runs every check, even after one has failed, and returns their results in order.
 * Rejects with one PlanningError that holds the problems of all, each once; any other error is passed on at once.
 */
export async function allOf<T extends readonly unknown[]>(checks: {
  readonly [K in keyof T]: () => T[K] | Promise<T[K]>;
}): Promise<T> {
  const results: unknown[] = [];
  const problems: string[] = [];
  for (const check of checks as readonly (() => unknown)[]) {
    try {
      results.push(await check());
    } catch (error) {
      if (!(error instanceof PlanningError)) throw error;
      problems.push(...error.problems);
    }
  }
  if (problems.length > 0) throw new PlanningError([...new Set(problems)]);
  return results as unknown as T;
}

/** The run was stopped from outside; nothing was published. */
export class InterruptedError extends Error {
  constructor() {
    super("interrupted");
    this.name = "InterruptedError";
  }
}

/** The message of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The system's code of a failed call, for example `ENOENT`. */
export function codeOf(error: unknown): string | undefined {
  const code = typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
  return typeof code === "string" ? code : undefined;
}
