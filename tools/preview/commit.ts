import { execFile } from "node:child_process";

/** The commit that is checked out in `directory`, or null outside of a repository or without git. */
export function headCommit(directory: string): Promise<string | null> {
  return new Promise((resolve) => {
    execFile("git", ["rev-parse", "--verify", "--quiet", "HEAD"], { cwd: directory }, (error, stdout) => {
      const commit = stdout.trim();
      resolve(error === null && commit !== "" ? commit : null);
    });
  });
}
