import { stackNameOf } from "../../stack-name";
import type { SavedSummary } from "./saved-plans";

/** Layers whose states the role `apply` may not write: docs/access.md. */
const LAYERS = ["access", "state"];
const APPLY_ROLE = /:assumed-role\/[^/]+-apply\//;

/** What would stop the role `apply` in the middle, at the lock of a state that only administrators write. */
export function forAdministrators(
  { stacks, run }: SavedSummary,
  ids: readonly string[],
  caller: string,
): string[] {
  if (!APPLY_ROLE.test(caller)) return [];
  return stacks.flatMap(({ id, counts }) => {
    const changes = Object.values(counts ?? {}).some((count) => count > 0);
    const kept = LAYERS.includes(stackNameOf(id)?.layer ?? "");
    if (!kept || !changes || !ids.includes(id)) return [];
    const verb = run?.command === "destroy" ? "destroys" : "applies";
    return [
      `${id} changes, and the role of ${caller} may not write its state (docs/access.md); an administrator ${verb} it first, with --stack ${id} and a plan of its own, then plan again`,
    ];
  });
}
