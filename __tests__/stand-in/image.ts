import { type ChildProcessWithoutNullStreams, execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";

const SCRIPT = resolve(__dirname, "../../scripts/stand-in-image.ts");
const OTHER_USER = { uid: 1000, gid: 1000 };
/** Nobody's, as in the cluster; where the tests may not change it, or another user may not run Node, their own. */
const USER = spawnSync(process.execPath, ["--version"], OTHER_USER).status === 0 ? OTHER_USER : {};
const FREE_PORTS = { PORT: "0", METRICS_PORT: "0" };

type Variables = Readonly<Record<string, string>>;
type Started = ChildProcessWithoutNullStreams;
/** Exit code and what it complained about. */
type Ended = readonly [number | null, string];

export interface Ports {
  readonly port: number;
  readonly metricsPort: number;
}

/**
 * What the image holds, run as a container runs it: by its own first line, in a folder that nobody may write, by a user without
 * rights, from elsewhere, with no variables but PATH and those that are given.
 */
export class Image {
  readonly folder = mkdtempSync(join(tmpdir(), "mindscape-stand-in-"));
  /** Under which it is pushed. */
  readonly tag: string;
  private readonly started: Started[] = [];

  constructor(cwd = process.cwd()) {
    const tsx = require.resolve("tsx");
    this.tag = execFileSync(process.execPath, ["--import", tsx, SCRIPT, this.folder], {
      cwd,
      encoding: "utf8",
    }).trim();
    chmodSync(this.folder, 0o555);
  }

  /** Arguments of an instruction of the Dockerfile, one string each time that it occurs. */
  said(instruction: string): string[] {
    const lines = readFileSync(join(this.folder, "Dockerfile"), "utf8").split("\n");
    return lines.flatMap((line) =>
      line.startsWith(`${instruction} `) ? line.slice(instruction.length + 1) : [],
    );
  }

  /** Where a file of the image lies; fails for one that the Dockerfile does not copy. */
  file(path: string): string {
    for (const copy of this.said("COPY")) {
      const names = copy.split(" ").filter((word) => !word.startsWith("--"));
      const destination = names.pop();
      if (destination === `${dirname(path)}/` && names.includes(basename(path)))
        return join(this.folder, basename(path));
    }
    throw new Error(`the image holds no ${path}`);
  }

  /** The API, on any free ports. */
  async serve(
    variables: Variables = {},
    ports: Variables = FREE_PORTS,
  ): Promise<Ports & { readonly child: Started }> {
    const [entrypoint = "[]"] = this.said("ENTRYPOINT");
    const child = this.spawn(JSON.parse(entrypoint) as string[], { ...variables, ...ports });
    const gone = ended(child).then(([, errors]) => Promise.reject(new Error(`it ended: ${errors}`)));
    const [line] = (await Promise.race([once(child.stdout, "data"), gone])) as [Buffer];
    return { child, ...(JSON.parse(line.toString()) as Ports) };
  }

  run(command: readonly string[], variables: Variables): Promise<Ended> {
    return ended(this.spawn(command, variables));
  }

  remove(): void {
    for (const child of this.started) child.kill("SIGKILL");
    chmodSync(this.folder, 0o755);
    rmSync(this.folder, { recursive: true, force: true });
  }

  private spawn([program = "", ...words]: readonly string[], variables: Variables): Started {
    const env = { PATH: dirname(process.execPath), ...variables };
    const child = spawn(this.file(program), words, { cwd: "/", env, ...USER });
    this.started.push(child);
    return child;
  }
}

async function ended(child: Started): Promise<Ended> {
  let errors = "";
  child.stderr.on("data", (part: Buffer) => (errors += part.toString()));
  const [code] = (await once(child, "close")) as [number | null];
  return [code, errors];
}
