import path from "node:path";
import { allOf } from "../../planning/errors";
import { lockDirectory } from "../../planning/lock";
import { Processes } from "../../planning/processes";
import { ProviderInstaller } from "../../planning/providers/installation";
import { providerMirrors } from "../../planning/providers/mirrors";
import { Terraform } from "../../planning/terraform";
import type { AwsAccess } from "../aws/access";
import type { OnRunEvent } from "./events";
import { reachOf, type Reach, type RunKind } from "./kind";
import type { Interruptions } from "./signals";
import { TerraformRuns } from "./terraform-runs";

export interface SessionOptions {
  readonly kind: RunKind;
  /** Results go here; everything temporary goes below `.work` in it. */
  readonly plansDirectory: string;
  /** Exact version that Terraform must have; any will do if it is left out. */
  readonly terraformVersion?: string;
  /** The caller's environment. @default process.env */
  readonly environment?: NodeJS.ProcessEnv;
  readonly interruptions: Pick<Interruptions, "first" | "second">;
  readonly onEvent?: OnRunEvent;
}

/** What one run holds: a locked folder, Terraform, and a way to AWS. */
export interface Session {
  readonly kind: RunKind;
  readonly access: AwsAccess;
  readonly workDirectory: string;
  /** For commands that change nothing; they are ended with the session. */
  readonly terraform: Terraform;
  readonly runs: TerraformRuns;
  readonly installer: ProviderInstaller;
  readonly onEvent: OnRunEvent;
  /** Aborted when nothing new is to start. */
  readonly signal: AbortSignal;
}

/**
 * Opens a session, lets `use` work with it, and leaves neither processes nor locks behind, however it ends.
 * `prepare` reads what is to be done; its problems and those of the machine are reported together, before anything starts.
 * Rejects with PlanningError for what a person must fix.
 */
export async function withSession<I, T>(
  options: SessionOptions,
  prepare: () => I | Promise<I>,
  use: (session: Session, input: I) => Promise<T>,
): Promise<T> {
  const { kind, interruptions, environment = process.env, onEvent = (): void => undefined } = options;
  const workDirectory = path.resolve(options.plansDirectory, ".work");
  const processes = new Processes();
  const closers: (() => unknown)[] = [() => processes.stop()];
  const ends = new AbortController();
  try {
    const reach = (): Reach => reachOf(kind, environment);
    const mirrors = (): string[] => providerMirrors(environment);
    const lock = (): void => void closers.push(lockDirectory(workDirectory));
    const locate = (): Promise<Terraform> =>
      Terraform.locate(processes, reach().environment, options.terraformVersion);
    const checks = [prepare, reach, locate, mirrors, lock] as const;
    const [input, reached, terraform] = await allOf<[I, Reach, Terraform, string[], void]>(checks);
    const runs = new TerraformRuns(reached.environment);
    listen(interruptions, runs, ends.signal);
    const installer = new ProviderInstaller(
      terraform,
      path.join(workDirectory, ".init", "providers"),
      environment,
      ({ address, constraint }) => onEvent({ type: "installing", provider: address, constraint }),
    );
    const { access } = reached;
    const signal = interruptions.first;
    return await use({ kind, access, workDirectory, terraform, runs, installer, onEvent, signal }, input);
  } finally {
    ends.abort();
    for (const close of closers) await close();
  }
}

function listen(
  { first, second }: SessionOptions["interruptions"],
  runs: TerraformRuns,
  signal: AbortSignal,
): void {
  const stop = (): void => runs.stop();
  const hurry = (): void => runs.hurry();
  if (first.aborted) stop();
  first.addEventListener("abort", stop, { once: true, signal });
  second.addEventListener("abort", hurry, { once: true, signal });
}
