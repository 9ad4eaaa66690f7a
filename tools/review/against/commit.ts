import path from "node:path";
import { PlanningError } from "../../planning/errors";
import type { Command } from "./commands";

/** A commit to compare with. */
export interface Commit {
  /** What was asked for, such as `main`. */
  readonly wanted: string;
  readonly hash: string;
  /** Commit that is checked out; what is there may differ from it. */
  readonly head: string;
  /** Whether the checkout holds what no commit does; files that git ignores do not count. */
  readonly uncommitted: boolean;
  /** Root of the checkout, and the project's folder below it (often empty). */
  readonly root: string;
  readonly prefix: string;
}

/** Finds a commit in the repository of `directory`. Rejects with a PlanningError that names it and the remedy. */
export async function findCommit(run: Command, directory: string, wanted: string): Promise<Commit> {
  const git = async (...args: string[]): Promise<string | undefined> => {
    const { code, stdout } = await run("git", args, directory);
    return code === 0 ? stdout.toString("utf8").trim() : undefined;
  };
  const root = await git("rev-parse", "--show-toplevel").catch(() => undefined);
  if (root === undefined)
    refuse(`${path.resolve(directory)} is in no git checkout; a comparison with ${quoted(wanted)} needs one`);
  // A name that begins with a dash would be an option.
  const asked = wanted.startsWith("-") || wanted === "" ? undefined : `${wanted}^{commit}`;
  const hash = asked && (await git("rev-parse", "--verify", "--quiet", "--end-of-options", asked));
  if (hash) {
    const head = (await git("rev-parse", "--verify", "--quiet", "HEAD")) ?? "";
    const prefix = (await git("rev-parse", "--show-prefix")) ?? "";
    return { wanted, hash, head, uncommitted: (await git("status", "--porcelain")) !== "", root, prefix };
  }
  const shallow = (await git("rev-parse", "--is-shallow-repository")) === "true";
  return refuse(
    shallow
      ? `commit ${quoted(wanted)} is not in this clone, which is shallow; fetch it with "git fetch --unshallow", or clone with its history`
      : `commit ${quoted(wanted)} is not in ${root}; name a commit, a branch or a tag that "git rev-parse" knows, or fetch it first`,
  );
}

function refuse(problem: string): never {
  throw new PlanningError([problem]);
}

function quoted(text: string): string {
  return JSON.stringify(text);
}
