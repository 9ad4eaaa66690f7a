import { readFileSync } from "node:fs";
import path from "node:path";
import type { SynthesizedStack } from "../../planning/synthesis";
import type { AwsAccess } from "../aws/access";
import { describeLock, lockOf } from "../aws/state-lock";
import { stateAddressOf } from "../aws/state-store";
import type { Session } from "../core/session";
import { Workspace } from "../core/workspace";
import { atOnce } from "./at-once";

const QUESTIONS_AT_ONCE = 8;
/** What `terraform init` writes down of the backend. */
const INITIALISED = ".terraform/terraform.tfstate";

/** Who holds the states of the stacks, a line each with how to release them; empty if nobody does. */
export async function heldLocks(
  { access, workDirectory }: Pick<Session, "workDirectory"> & { readonly access: AwsAccess },
  stacks: Iterable<SynthesizedStack>,
): Promise<string[]> {
  const found = await atOnce([...stacks], QUESTIONS_AT_ONCE, async ({ id, configuration }) => {
    const address = stateAddressOf(configuration);
    const lock = await lockOf(access, address);
    return lock === undefined
      ? []
      : [describeLock(id, lock, address, { folder: folderOf(workDirectory, id) })];
  });
  return found.flat();
}

/** Where Terraform knows this state already, so that it can release its lock at once. */
function folderOf(workDirectory: string, stack: string): string | undefined {
  const folder = Workspace.folderOf({ workDirectory }, stack);
  try {
    const initialised = readFileSync(path.join(folder, INITIALISED), "utf8");
    return /"type": *"s3"/.test(initialised) ? folder : undefined;
  } catch {
    return undefined;
  }
}
