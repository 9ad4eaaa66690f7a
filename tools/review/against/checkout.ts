import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import path from "node:path";
import { makeDirectory } from "../../directories";
import { PlanningError } from "../../planning/errors";
import type { Completed } from "../../planning/processes";
import type { Command } from "./commands";
import type { Commit } from "./commit";

const LOCK_FILE = "package-lock.json";
const SHOWN_LINES = 20;

/**
 * Checks a commit out into a worktree at `folder`, lets `use` work with the project's folder in it, and removes it again,
 * however that ends. What an earlier run that was killed left there goes first.
 */
export async function withCheckout<T>(
  run: Command,
  { root, hash, wanted, prefix }: Commit,
  folder: string,
  use: (project: string) => Promise<T>,
): Promise<T> {
  const remove = (): void => removeCheckout(root, folder);
  remove();
  makeDirectory(path.dirname(folder));
  process.once("exit", remove);
  try {
    const added = await run("git", ["worktree", "add", "--detach", "--force", "--quiet", folder, hash], root);
    if (added.code !== 0) throw new PlanningError([`${wanted} cannot be checked out: ${lastLines(added)}`]);
    return await use(path.join(folder, prefix));
  } finally {
    process.off("exit", remove);
    remove();
  }
}

function removeCheckout(root: string, folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  // Also forgets worktrees whose folder somebody else has removed.
  spawnSync("git", ["worktree", "prune"], { cwd: root, stdio: "ignore" });
}

/** Gives a checkout its packages: those of `here` if it asks for the same, else its own. */
export async function installPackages(
  run: Command,
  project: string,
  here: string,
  { wanted, onStep }: { readonly wanted: string; readonly onStep: (text: string) => void },
): Promise<void> {
  const installed = path.join(here, "node_modules");
  if (existsSync(installed) && sameFile(path.join(project, LOCK_FILE), path.join(here, LOCK_FILE))) {
    symlinkSync(installed, path.join(project, "node_modules"));
    return;
  }
  onStep(`${LOCK_FILE} of the commit differs: installing its packages with npm ci`);
  const args = ["ci", "--no-audit", "--no-fund", "--no-progress", "--loglevel=error"];
  const completed = await run("npm", args, project);
  if (completed.code !== 0)
    throw new PlanningError([`packages of ${wanted} cannot be installed: ${lastLines(completed)}`]);
}

/** Synthesizes a project with its own code into `outdir`; `name` is what errors call it. */
export async function synthesizeProject(
  run: Command,
  project: string,
  { name, outdir }: { readonly name: string; readonly outdir: string },
): Promise<void> {
  const completed = await run("npm", ["run", "--silent", "synth"], project, {
    ...process.env,
    CDKTF_OUTDIR: outdir,
  });
  if (completed.code !== 0 || !existsSync(path.join(outdir, "manifest.json")))
    throw new PlanningError([`${name} does not synthesize: ${lastLines(completed)}`]);
}

/** The end of what a program has said. */
function lastLines({ code, stdout, stderr }: Completed): string {
  const said = (stderr.trim() || stdout.toString("utf8").trim()).split("\n");
  return said.slice(-SHOWN_LINES).join("\n") || `it ended with exit code ${code}`;
}

function sameFile(one: string, other: string): boolean {
  return existsSync(one) && existsSync(other) && readFileSync(one).equals(readFileSync(other));
}
