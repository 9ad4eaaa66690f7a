import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { awsEnvironment, planEnvironment, providerEnvironment } from "./child-environment";
import { InterruptedError, PlanningError, allOf } from "./errors";
import type { OnPlanningEvent } from "./events";
import { lockDirectory } from "./lock";
import { MemoryMeter } from "./memory";
import { STATE_FILE } from "./override";
import { Processes } from "./processes";
import { ProviderInstaller, type InstalledProvider } from "./providers/installation";
import { providerMirrors } from "./providers/mirrors";
import { ProviderPool } from "./providers/pool";
import { Responder } from "./responder";
import { Terraform } from "./terraform";
import { makeDirectory } from "../directories";

export interface RuntimeOptions {
  /** Results go here; everything temporary goes below `.work` in it. */
  readonly plansDirectory: string;
  /** Exact version that Terraform must have; any will do if it is left out. */
  readonly terraformVersion?: string;
  /** The caller's environment; almost nothing of it reaches Terraform. @default process.env */
  readonly environment?: NodeJS.ProcessEnv;
  /** Ends the run: Terraform is asked to stop, providers are ended, nothing is published. */
  readonly signal?: AbortSignal;
  readonly onEvent?: OnPlanningEvent;
}

/** What one run of the engine holds: a locked folder, Terraform, and pools of provider processes. */
export interface Runtime {
  readonly workDirectory: string;
  readonly terraform: Terraform;
  readonly responder: Responder;
  readonly installer: ProviderInstaller;
  readonly onEvent: OnPlanningEvent;
  readonly memory: MemoryMeter;
  /** Keeps a provider that Terraform starts by itself away from AWS. */
  readonly awsEnvironment: NodeJS.ProcessEnv;
  /** The pool of a provider; made at its first use. */
  pool(provider: InstalledProvider): ProviderPool;
  /** A folder that was initialised with the override's local backend. */
  localBackend(): Promise<string>;
  /** A short-lived folder with a short path, as Unix sockets need. */
  socketDirectory(): string;
}

/**
 * Opens a runtime, lets `use` work with it, and leaves neither processes nor locks behind, however it ends.
 * `prepare` reads what is to be done; its problems and those of the machine are reported together.
 * Rejects with PlanningError for what a person must fix, and with InterruptedError after `signal`.
 */
export async function withRuntime<I, T>(
  options: RuntimeOptions,
  prepare: () => I,
  use: (runtime: Runtime, input: I) => Promise<T>,
): Promise<T> {
  const { signal, environment = process.env, onEvent = (): void => undefined } = options;
  if (signal?.aborted) throw new InterruptedError();
  const workDirectory = path.resolve(options.plansDirectory, ".work");
  const processes = new Processes();
  const closers: (() => unknown)[] = [() => processes.stop()];
  const stop = (): void => void processes.stop();
  signal?.addEventListener("abort", stop, { once: true });
  try {
    const locate = (): Promise<Terraform> =>
      Terraform.locate(processes, planEnvironment(environment), options.terraformVersion);
    const lock = (): void => void closers.push(lockDirectory(workDirectory));
    const mirrors = (): string[] => providerMirrors(environment);
    const checks = [prepare, locate, mirrors, lock] as const;
    const [input, terraform] = await allOf<[I, Terraform, string[], void]>(checks);
    const sockets = mkdtempSync(path.join(os.tmpdir(), "plan-"));
    closers.push(() => rmSync(sockets, { recursive: true, force: true }));
    const responder = await Responder.start();
    closers.push(() => responder.stop());
    const memory = new MemoryMeter(processes);
    closers.push(() => memory.stop());
    const base = { workDirectory, terraform, responder, onEvent, memory };
    return await use(assemble(base, { processes, environment, sockets }), input);
  } finally {
    signal?.removeEventListener("abort", stop);
    await closeAll(closers);
  }
}

/** Closes everything in order, also after one of them failed; then rejects with the first failure. */
async function closeAll(closers: readonly (() => unknown)[]): Promise<void> {
  const failures: unknown[] = [];
  for (const close of closers) {
    try {
      await close();
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
}

type Base = Pick<Runtime, "workDirectory" | "terraform" | "responder" | "onEvent" | "memory">;
interface Resources {
  readonly processes: Processes;
  readonly environment: NodeJS.ProcessEnv;
  readonly sockets: string;
}

function assemble(base: Base, { processes, environment, sockets }: Resources): Runtime {
  const { workDirectory, terraform, onEvent } = base;
  const kept = path.join(workDirectory, ".init");
  const pools = new Map<string, ProviderPool>();
  let backend: Promise<string> | undefined;
  return {
    ...base,
    awsEnvironment: awsEnvironment(base.responder.endpoint),
    installer: new ProviderInstaller(terraform, path.join(kept, "providers"), environment, (provider) =>
      onEvent({ type: "installing", provider: provider.address, constraint: provider.constraint }),
    ),
    pool: (provider) => {
      const known = pools.get(provider.binary);
      if (known) return known;
      const env = providerEnvironment(environment, base.responder.endpoint);
      const pool = new ProviderPool(provider, processes, env, path.join(kept, "schemas"));
      pools.set(provider.binary, pool);
      return pool;
    },
    localBackend: () => (backend ??= initialiseLocalBackend(terraform, kept)),
    socketDirectory: () => mkdtempSync(path.join(sockets, "s-")),
  };
}

async function initialiseLocalBackend(terraform: Terraform, kept: string): Promise<string> {
  const directory = path.join(kept, `backend-${terraform.version}`);
  if (existsSync(path.join(directory, ".terraform", "terraform.tfstate"))) return directory;
  makeDirectory(directory);
  const settings = { terraform: { backend: { local: { path: STATE_FILE } } } };
  writeFileSync(path.join(directory, "main.tf.json"), JSON.stringify(settings));
  const { code, stderr } = await terraform.run(directory, ["init", "-input=false", "-no-color"]);
  if (code !== 0)
    throw new PlanningError([`terraform init with a local backend failed in ${directory}: ${stderr.trim()}`]);
  return directory;
}
