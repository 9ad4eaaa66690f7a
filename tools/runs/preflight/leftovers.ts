import { PlanningError } from "../../planning/errors";
import type { Session } from "../core/session";
import { refuseRunning } from "../core/terraform-runs";
import { refuseUnsavedState, Workspace } from "../core/workspace";

/** What earlier runs left in the work folders that must not be lost, a line each: running Terraforms, unsaved states. */
export function leftovers(session: Pick<Session, "workDirectory">, stacks: Iterable<string>): string[] {
  return [...stacks].flatMap((stack) => {
    const folder = Workspace.folderOf(session, stack);
    return [
      ...problemsOf(() => refuseRunning(folder)),
      ...problemsOf(() => refuseUnsavedState(folder, stack)),
    ];
  });
}

function problemsOf(check: () => void): readonly string[] {
  try {
    check();
    return [];
  } catch (error) {
    if (error instanceof PlanningError) return error.problems;
    throw error;
  }
}
