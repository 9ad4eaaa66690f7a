import { rmSync } from "node:fs";
import { ProviderGateway, type Reattachment } from "./providers/gateway";
import type { InstalledProvider } from "./providers/installation";
import { ProviderStartError } from "./providers/process";
import { providerRequirements } from "./providers/requirements";
import type { Configuration } from "./configuration";
import type { Runtime } from "./runtime";

/** What pooled providers need of a run. */
export type ProviderRuntime = Pick<Runtime, "pool" | "socketDirectory" | "awsEnvironment">;

/** Resource types that a run of Terraform uses. */
export type UsedTypes = ReadonlySet<string> | "all";

/** What a run of Terraform works on: a configuration, and perhaps the one that the state was made of. */
export type Configurations = readonly [Configuration, ...Configuration[]];

/** Installs the providers of a stack; rejects with ProviderUnavailableError. */
export function installProviders(
  runtime: Pick<Runtime, "installer">,
  configurations: Configurations,
): Promise<InstalledProvider[]> {
  // The first that names a provider decides its version.
  const required = new Map(
    configurations
      .flatMap((configuration) => providerRequirements(configuration))
      .reverse()
      .map((provider) => [provider.address, provider]),
  );
  return Promise.all([...required.values()].reverse().map((provider) => runtime.installer.install(provider)));
}

/**
 * Runs `use` with an environment in which Terraform finds pooled provider processes; once more if one of them dies.
 * A provider that does not run on its own is left to Terraform.
 */
export function withProviders<T>(
  runtime: ProviderRuntime,
  configurations: Configurations,
  providers: readonly InstalledProvider[],
  use: (environment: NodeJS.ProcessEnv) => Promise<T>,
): Promise<T> {
  return withProvidersOf(runtime, typesOf(configurations), providers, use);
}

/** As above, for the resource types that are given. */
export async function withProvidersOf<T>(
  runtime: ProviderRuntime,
  types: UsedTypes,
  providers: readonly InstalledProvider[],
  use: (environment: NodeJS.ProcessEnv) => Promise<T>,
): Promise<T> {
  for (let lastTry = false; ; lastTry = true) {
    const directory = runtime.socketDirectory();
    const gateways = new Map<string, ProviderGateway>();
    try {
      for (const provider of providers) {
        const gateway = await openGateway(runtime, types, provider, directory);
        if (gateway) gateways.set(provider.address, gateway);
      }
      return await use({ ...runtime.awsEnvironment, TF_REATTACH_PROVIDERS: reattachments(gateways) });
    } catch (error) {
      const died = [...gateways.values()].some(({ providerDied }) => providerDied);
      if (lastTry || !died) throw error;
    } finally {
      await Promise.all([...gateways.values()].map((gateway) => gateway.close()));
      rmSync(directory, { recursive: true, force: true });
    }
  }
}

/** Types that the run uses. Modules may use some that the stack itself does not name. */
export function typesOf(configurations: Configurations): UsedTypes {
  if (configurations.some(({ hasModules }) => hasModules)) return "all";
  return new Set(configurations.flatMap(({ resources }) => resources.map(({ type }) => type)));
}

async function openGateway(
  runtime: ProviderRuntime,
  types: UsedTypes,
  provider: InstalledProvider,
  directory: string,
): Promise<ProviderGateway | undefined> {
  try {
    return await ProviderGateway.open(runtime.pool(provider), directory, types);
  } catch (error) {
    if (error instanceof ProviderStartError) return undefined;
    throw error;
  }
}

function reattachments(gateways: ReadonlyMap<string, ProviderGateway>): string {
  const entries = [...gateways].map(([address, { reattachment }]): [string, Reattachment] => [
    address,
    reattachment,
  ]);
  return JSON.stringify(Object.fromEntries(entries));
}
