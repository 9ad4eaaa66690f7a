import { execFile } from "node:child_process";
import { headCommit } from "../../preview/commit";

/** What is checked out where the program runs. */
export interface Checkout {
  /** Null outside of a repository or without git. */
  readonly commit: string | null;
  /** Files differ from the commit, or are not in it and not ignored. */
  readonly dirty: boolean;
}

export async function checkoutOf(directory: string): Promise<Checkout> {
  const [commit, changes] = await Promise.all([headCommit(directory), status(directory)]);
  // What git cannot tell is not known to be clean.
  return { commit, dirty: commit !== null && changes !== "" };
}

/** Undefined if git fails, for example with more output than anybody reads. */
function status(directory: string): Promise<string | undefined> {
  const args = ["status", "--porcelain", "--untracked-files=normal"];
  return new Promise((resolve) => {
    execFile("git", args, { cwd: directory }, (error, stdout) => {
      resolve(error === null ? stdout.trim() : undefined);
    });
  });
}
