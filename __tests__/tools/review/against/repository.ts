import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import {
  planAgainst,
  type AgainstOptions,
  type AgainstResult,
} from "../../../../tools/review/against/plan-against";
import { temporaryFolder, writeSynthesis, type FixtureStack } from "../../fixtures/synthesis";

// "Synthesizes" what was committed in synthesis/.
const SYNTH = `require("node:fs").cpSync("synthesis", process.env.CDKTF_OUTDIR, { recursive: true });`;
const IDENTITY = [
  "-c",
  "user.name=test",
  "-c",
  "user.email=test@example.invalid",
  "-c",
  "core.hooksPath=/dev/null",
];

/** A project in a git repository of its own, whose commits synthesize what they hold. */
export class Repository {
  readonly folder = temporaryFolder();

  constructor(synth = SYNTH) {
    this.git("init", "--quiet", "--initial-branch=main");
    mkdirSync(path.join(this.folder, "node_modules"));
    this.write("package.json", JSON.stringify({ name: "project", scripts: { synth: "node synth.cjs" } }));
    this.write("package-lock.json", JSON.stringify({ name: "project", lockfileVersion: 3, packages: {} }));
    this.write("synth.cjs", synth);
  }

  git(...args: string[]): string {
    return execFileSync("git", [...IDENTITY, ...args], { cwd: this.folder, encoding: "utf8" }).trim();
  }

  write(name: string, content: string): void {
    writeFileSync(path.join(this.folder, name), content);
  }

  /** Commits a synthesis that lies in `folder`, or none; returns the commit. */
  commit(folder?: string): string {
    if (folder !== undefined) cpSync(folder, path.join(this.folder, "synthesis"), { recursive: true });
    this.git("add", ".");
    this.git("commit", "--quiet", "--message=old");
    return this.git("rev-parse", "HEAD");
  }

  against(synthDirectory: string, options: Partial<AgainstOptions> = {}): Promise<AgainstResult> {
    return planAgainst({
      against: "HEAD",
      directory: this.folder,
      synthDirectory,
      plansDirectory: path.join(this.folder, ".plans"),
      wanted: { environments: ["all"], stacks: [] },
      concurrency: 2,
      ...options,
    });
  }

  /** What a run has left behind: worktrees beside the repository's own, and files in its work folder. */
  left(): string[] {
    const worktrees = this.git("worktree", "list", "--porcelain").match(/^worktree .*/gm) ?? [];
    const work = path.join(this.folder, ".plans/.work/.against");
    const files = readdirSync(work, { withFileTypes: true }).map(({ name }) => name);
    return [...worktrees.slice(1), ...files.filter((name) => name === "checkout")];
  }
}

export function synthesisOf(stacks: readonly FixtureStack[]): string {
  const folder = temporaryFolder();
  writeSynthesis(folder, stacks);
  return folder;
}

/** A copy of some stacks of a synthesis, in which `edit` may change the text of each. */
export function copyOf(
  outdir: string,
  ids: readonly string[],
  edit: (id: string, text: string) => string = (_id, text) => text,
): string {
  const folder = temporaryFolder();
  const { stacks, ...manifest } = JSON.parse(readFileSync(path.join(outdir, "manifest.json"), "utf8")) as {
    stacks: Record<string, unknown>;
  };
  const kept = Object.fromEntries(ids.map((id) => [id, stacks[id]]));
  writeFileSync(path.join(folder, "manifest.json"), JSON.stringify({ ...manifest, stacks: kept }));
  for (const id of ids) {
    const below = path.join("stacks", id);
    cpSync(path.join(outdir, below), path.join(folder, below), { recursive: true });
    const file = path.join(folder, below, "cdk.tf.json");
    writeFileSync(file, edit(id, readFileSync(file, "utf8")));
  }
  return folder;
}

/** `stack action address`, without what stays as it is. */
export function changesIn({ plans }: AgainstResult): string[] {
  return plans.flatMap(({ stack, status, reason, plan }) => {
    if (status !== "planned") return [`${stack} ${status}: ${reason}`];
    return (plan?.resource_changes ?? [])
      .filter(({ change }) => !change.actions.every((action) => action === "no-op" || action === "read"))
      .map(({ address, change }) => `${stack} ${change.actions.join("+")} ${address}`);
  });
}
