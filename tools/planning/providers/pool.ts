import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Processes } from "../processes";
import { callProvider, schemaMethod } from "./grpc";
import type { InstalledProvider } from "./installation";
import { startProvider, type ProviderProcess } from "./process";
import { ProviderSchema } from "./schema";
import { makeDirectory } from "../../directories";

/**
 * Processes of one provider. A process belongs to one borrower at a time: a provider keeps the last configuration
 * that it was given, so two stacks (or two aliases of one stack) in one process would get each other's default tags.
 */
export class ProviderPool {
  private readonly idle: ProviderProcess[] = [];
  private known: Promise<ProviderSchema> | undefined;

  constructor(
    readonly provider: InstalledProvider,
    private readonly processes: Processes,
    private readonly environment: NodeJS.ProcessEnv,
    private readonly schemaDirectory: string,
  ) {}

  /** A process that nobody else uses, from now until it is given back. */
  async borrow(): Promise<ProviderProcess> {
    for (let process = this.idle.pop(); process; process = this.idle.pop())
      if (process.alive()) return process;
    const started = await startProvider(this.processes, this.provider.binary, this.environment);
    const schema = await this.known;
    if (schema && !schema.schemaCallIsOptional)
      await callProvider(started, schemaMethod(started.protocolVersion));
    return started;
  }

  giveBack(process: ProviderProcess, reusable: boolean): void {
    if (reusable && process.alive()) this.idle.push(process);
    else process.stop();
  }

  /** The provider's schema: from the folder of an earlier run, or asked of a process once. */
  schema(): Promise<ProviderSchema> {
    this.known ??= this.loadSchema();
    return this.known;
  }

  /** The plugin protocol that the provider speaks, 5 or 6. */
  async protocolVersion(): Promise<number> {
    const process = await this.borrow();
    this.giveBack(process, true);
    return process.protocolVersion;
  }

  private async loadSchema(): Promise<ProviderSchema> {
    const { address, version, fingerprint } = this.provider;
    const file = path.join(
      this.schemaDirectory,
      `${path.basename(address)}-${version}-${fingerprint}.schema`,
    );
    try {
      return new ProviderSchema(readFileSync(file));
    } catch {
      const process = await startProvider(this.processes, this.provider.binary, this.environment);
      const response = await callProvider(process, schemaMethod(process.protocolVersion));
      this.giveBack(process, true);
      makeDirectory(this.schemaDirectory);
      writeFileSync(file, response);
      return new ProviderSchema(response);
    }
  }
}
