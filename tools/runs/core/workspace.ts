import { createHash } from "node:crypto";
import { chmodSync, copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describeDiagnostics, readErrors } from "../../planning/diagnostics";
import { PlanningError } from "../../planning/errors";
import type { JsonObject } from "../../planning/json";
import type { PlanDocument } from "../../planning/plan-document";
import { PLAN_FILE, PLAN_JSON_FILE } from "../../planning/plan-stack";
import { providerRequirements } from "../../planning/providers/requirements";
import type { SavedPlan } from "../../planning/summary";
import type { SynthesizedStack } from "../../planning/synthesis";
import { CONFIGURATION_FILE, layOutWorkFolder } from "../../planning/work-folder";
import { readMessage } from "./events";
import { writeReadableLog } from "./readable-log";
import type { Session } from "./session";
import { refuseRunning, type Ended } from "./terraform-runs";

const LOCK_FILE = ".terraform.lock.hcl";
/** Terraform leaves it behind when a state cannot be uploaded: it alone knows what was made. */
export const ERRORED_STATE = "errored.tfstate";

/** Terraform refused or failed; the message is what it said. */
export class TerraformFailedError extends Error {
  constructor(
    message: string,
    /** It failed because it was asked to stop. */
    readonly asked = false,
  ) {
    super(message);
  }
}

/** What is to lie beside the copy of a stack. */
export interface WorkspaceParts {
  /** Terraform merges it over the configuration. */
  readonly override?: JsonObject;
  /** Configuration that only this run adds, by file name, for example import blocks. */
  readonly files?: Readonly<Record<string, JsonObject>>;
}

export interface PlanArguments {
  readonly destroy?: boolean;
  /** Addresses; all resources if there are none. */
  readonly targets?: readonly string[];
  /** Added to the usual environment of Terraform. */
  readonly environment?: NodeJS.ProcessEnv;
}

/** A folder in which real Terraform works on one stack and its real state. */
export class Workspace {
  private constructor(
    private readonly session: Session,
    readonly stack: SynthesizedStack,
    readonly folder: string,
  ) {}

  /** Where a session works on a stack. */
  static folderOf({ workDirectory }: Pick<Session, "workDirectory">, stack: string): string {
    return path.join(workDirectory, "runs", stack);
  }

  /**
   * Lays the folder out afresh. Rejects with PlanningError if something of an earlier run must not be lost,
   * with ProviderUnavailableError if a provider cannot be had.
   */
  static async open(
    session: Session,
    stack: SynthesizedStack,
    parts: WorkspaceParts = {},
  ): Promise<Workspace> {
    const folder = Workspace.folderOf(session, stack.id);
    refuseRunning(folder);
    refuseUnsavedState(folder, stack.id);
    const required = providerRequirements(stack.configuration);
    const providers = await Promise.all(required.map((provider) => session.installer.install(provider)));
    layOutWorkFolder(folder, stack, { ...(parts.override && { override: parts.override }), providers });
    // Plans may hold what is sensitive.
    chmodSync(folder, 0o700);
    for (const [name, content] of Object.entries(parts.files ?? {}))
      writeFileSync(path.join(folder, name), `${JSON.stringify(content, null, 2)}\n`);
    return new Workspace(session, stack, folder);
  }

  /** SHA-256 of what was laid out and of what `init` locked. */
  get hashes(): Pick<SavedPlan, "configuration" | "assets" | "lockFile"> {
    return {
      configuration: sha256(path.join(this.folder, CONFIGURATION_FILE)),
      assets: sha256OfFolder(path.join(this.folder, "assets")),
      lockFile: sha256(path.join(this.folder, LOCK_FILE)),
    };
  }

  /** Where Terraform writes while it runs `command`: a message a line; beside it, once it has ended, the same to read. */
  logOf(command: string): string {
    return path.join(this.session.workDirectory, "logs", this.stack.id, `${command}.jsonl`);
  }

  /** Connects the folder with its state. Rejects with TerraformFailedError. */
  async init(...args: string[]): Promise<void> {
    const plugins = path.join(this.folder, ".terraform/providers");
    const usual = ["init", "-json", "-input=false", "-reconfigure", `-plugin-dir=${plugins}`];
    await this.run("init", args.length > 0 ? args : usual, { changes: false });
  }

  /** Plans into `plan.bin` without taking the lock. Rejects with TerraformFailedError or InterruptedError. */
  async plan({ destroy = false, targets = [], environment = {} }: PlanArguments = {}): Promise<PlanDocument> {
    const args = ["plan", "-json", "-input=false", "-lock=false", `-out=${PLAN_FILE}`];
    if (destroy) args.push("-destroy");
    args.push(...targets.map((address) => `-target=${address}`));
    await this.run("plan", args, { changes: false, environment });
    return this.show(environment);
  }

  /** What `plan.bin` of this folder says; as Terraform wrote it, it is then in `plan.json`. */
  async show(environment: NodeJS.ProcessEnv = {}): Promise<PlanDocument> {
    const args = ["show", "-json", PLAN_FILE];
    const { code, stdout, stderr } = await this.session.terraform.run(this.folder, args, environment);
    if (code !== 0) throw new TerraformFailedError(stderr.trim());
    writeFileSync(path.join(this.folder, PLAN_JSON_FILE), stdout);
    return JSON.parse(stdout.toString("utf8")) as PlanDocument;
  }

  /** Takes a saved plan into the folder. */
  adopt(planFile: string): void {
    copyFileSync(planFile, path.join(this.folder, PLAN_FILE));
  }

  /** Applies `plan.bin`. Rejects with TerraformFailedError; the state then holds what was done. */
  async apply(parallelism: number): Promise<void> {
    const args = ["apply", "-json", "-input=false", `-parallelism=${parallelism}`, PLAN_FILE];
    await this.run("apply", args, { changes: true });
  }

  /** Runs any command that `-json` makes readable, with its log. Rejects with TerraformFailedError. */
  async run(
    command: string,
    args: readonly string[],
    { changes, environment = {} }: { readonly changes: boolean; readonly environment?: NodeJS.ProcessEnv },
  ): Promise<Ended> {
    const { id: stack, configuration } = this.stack;
    const log = this.logOf(command);
    const onLine = (line: string): void => {
      const message = readMessage(line);
      if (message !== undefined) this.session.onEvent({ type: "message", stack, message });
    };
    const ended = await this.session.runs.run({
      folder: this.folder,
      args,
      log,
      changes,
      environment,
      onLine,
    });
    const readable = writeReadableLog(log, ended.output);
    if (ended.code === 0) return ended;
    const diagnostics = readErrors(ended.output);
    const said =
      diagnostics.length > 0
        ? describeDiagnostics(diagnostics, configuration)
        : ended.output.trim() || `terraform ${command} ended with ${ended.code ?? "a signal"}`;
    throw new TerraformFailedError(`${said}\n(${path.relative(process.cwd(), readable)})`, ended.asked);
  }
}

/** Throws a PlanningError if a state of an earlier run could not be uploaded, and still lies in `folder`. */
export function refuseUnsavedState(folder: string, stack: string): void {
  const file = path.join(folder, ERRORED_STATE);
  if (!existsSync(file)) return;
  throw new PlanningError([
    `${stack}: ${file} is a state that could not be uploaded, and alone knows what was made; push it first (docs/runbooks/state-upload.md)`,
  ]);
}

/** Of a file's bytes, in hexadecimal. */
export function sha256(file: string): string {
  return createHash("sha256").update(readFileSync(file)).digest("hex");
}

/** Of names and bytes of all files below a folder; null if there is no such folder. */
function sha256OfFolder(folder: string): string | null {
  if (!existsSync(folder)) return null;
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const paths = files.map(({ parentPath, name }) => path.join(parentPath, name));
  const lines = paths.map((file) => `${sha256(file)} ${path.relative(folder, file)}`);
  return createHash("sha256").update(lines.sort().join("\n")).digest("hex");
}
