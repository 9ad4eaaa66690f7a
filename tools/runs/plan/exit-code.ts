import type { Review } from "../../review/model";

export const EXIT = { nothing: 0, error: 1, changes: 2, blocked: 3 } as const;

/** Exit code of a run of plans; waiting is no error. `strict`: what could not be planned here is one. */
export function exitCodeOf({ verdict, stacks }: Pick<Review, "verdict" | "stacks">, strict: boolean): number {
  if (verdict.level === "blocked") return EXIT.blocked;
  const failed = stacks.some(({ status }) => status === "failed" || (strict && status === "not-planned"));
  if (failed) return EXIT.error;
  const changes = verdict.level === "changes" || verdict.level === "risky";
  return changes ? EXIT.changes : EXIT.nothing;
}
