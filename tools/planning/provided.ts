import { rmSync } from "node:fs";
import { ProviderGateway, type Reattachment } from "./providers/gateway";
import type { InstalledProvider } from "./providers/installation";
import { ProviderStartError } from "./providers/process";
import { providerRequirements } from "./providers/requirements";
import type { Runtime } from "./runtime";
import type { SynthesizedStack } from "./synthesis";

/** Installs the providers of a stack; rejects with ProviderUnavailableError. */
export function installProviders(
  runtime: Runtime,
  { configuration }: SynthesizedStack,
): Promise<InstalledProvider[]> {
  const required = providerRequirements(configuration);
  return Promise.all(required.map((provider) => runtime.installer.install(provider)));
}

/**
 * Runs `use` with an environment in which Terraform finds pooled provider processes; once more if one of them dies.
 * A provider that does not run on its own is left to Terraform.
 */
export async function withProviders<T>(
  runtime: Runtime,
  stack: SynthesizedStack,
  providers: readonly InstalledProvider[],
  use: (environment: NodeJS.ProcessEnv) => Promise<T>,
): Promise<T> {
  for (let lastTry = false; ; lastTry = true) {
    const directory = runtime.socketDirectory();
    const gateways = new Map<string, ProviderGateway>();
    try {
      for (const provider of providers) {
        const gateway = await openGateway(runtime, stack, provider, directory);
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

async function openGateway(
  runtime: Runtime,
  { configuration }: SynthesizedStack,
  provider: InstalledProvider,
  directory: string,
): Promise<ProviderGateway | undefined> {
  // Modules may use types that the stack itself does not name.
  const types = configuration.hasModules ? "all" : new Set(configuration.resources.map(({ type }) => type));
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
