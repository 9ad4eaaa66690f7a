import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { SILENCED_LOGS } from "../../planning/child-environment";
import { Processes } from "../../planning/processes";
import {
  installProviders,
  typesOf,
  withProvidersOf,
  type ProviderRuntime,
  type UsedTypes,
} from "../../planning/provided";
import { ProviderPool } from "../../planning/providers/pool";
import type { SynthesizedStack } from "../../planning/synthesis";
import type { Session } from "../core/session";

/** Who may use the providers: only what changes nothing, for a provider that ends takes its calls with it. */
export interface PlanProviders {
  /**
   * Runs `use` with an environment in which Terraform finds running providers that know the types of the stack and
   * `moreTypes`; again if one of them died.
   */
  use<T>(
    stack: SynthesizedStack,
    moreTypes: readonly string[],
    use: (environment: NodeJS.ProcessEnv) => Promise<T>,
  ): Promise<T>;
}

/** Provider processes that the plans of a run take turns with: starting one, and reading its schema, costs more than most plans. */
export async function withSharedProviders<T>(
  session: Session,
  environment: NodeJS.ProcessEnv,
  use: (providers: PlanProviders) => Promise<T>,
): Promise<T> {
  const processes = new Processes();
  const sockets = mkdtempSync(path.join(os.tmpdir(), "plan-"));
  const runtime = runtimeOf(session, { ...environment, ...SILENCED_LOGS }, { processes, sockets });
  try {
    return await use({
      use: async ({ configuration }, moreTypes, useOnce) => {
        const providers = await installProviders(session, [configuration]);
        const types = withMore(typesOf([configuration]), moreTypes);
        return withProvidersOf(runtime, types, providers, useOnce);
      },
    });
  } finally {
    await processes.stop();
    rmSync(sockets, { recursive: true, force: true });
  }
}

function withMore(types: UsedTypes, more: readonly string[]): UsedTypes {
  return types === "all" ? types : new Set([...types, ...more]);
}

function runtimeOf(
  { workDirectory }: Session,
  environment: NodeJS.ProcessEnv,
  { processes, sockets }: { readonly processes: Processes; readonly sockets: string },
): ProviderRuntime {
  const pools = new Map<string, ProviderPool>();
  const schemas = path.join(workDirectory, ".init", "schemas");
  return {
    // The providers have been told at their start.
    awsEnvironment: {},
    socketDirectory: () => mkdtempSync(path.join(sockets, "s-")),
    pool: (provider) => {
      const pool = pools.get(provider.binary) ?? new ProviderPool(provider, processes, environment, schemas);
      pools.set(provider.binary, pool);
      return pool;
    },
  };
}
