import type { SynthesizedStack } from "../../planning/synthesis";
import type { AwsAccess } from "../aws/access";
import { describeLock, lockOf } from "../aws/state-lock";
import { stateAddressOf } from "../aws/state-store";
import type { Session } from "../core/session";
import { Workspace } from "../core/workspace";
import { atOnce } from "./at-once";

const QUESTIONS_AT_ONCE = 8;

/** Who holds the states of the stacks, a line each with how to release them; empty if nobody does. */
export async function heldLocks(
  { access, workDirectory }: Pick<Session, "workDirectory"> & { readonly access: AwsAccess },
  stacks: Iterable<SynthesizedStack>,
): Promise<string[]> {
  const found = await atOnce([...stacks], QUESTIONS_AT_ONCE, async ({ id, configuration }) => {
    const address = stateAddressOf(configuration);
    const lock = await lockOf(access, address);
    const folder = Workspace.folderOf({ workDirectory }, id);
    return lock === undefined ? [] : [describeLock(id, lock, address, { folder })];
  });
  return found.flat();
}
