import { existsSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Configuration } from "./configuration";
import { describeDiagnostics, readErrors } from "./diagnostics";
import type { JsonObject } from "./json";
import { mockAccessKey, offlineOverride, STATE_FILE } from "./override";
import { stubState } from "./outputs";
import { accountOf } from "./resource-attributes";
import { countChanges, digestPlan, type Counts, type PlanDocument } from "./plan-document";
import type { InstalledProvider } from "./providers/installation";
import { localProviderName, providerRequirements } from "./providers/requirements";
import type { ProviderSchema } from "./providers/schema";
import { installProviders, withProviders, type Configurations } from "./provided";
import { producers } from "./remote-states";
import type { Runtime } from "./runtime";
import type { SynthesizedStack } from "./synthesis";
import type { Completed } from "./processes";
import { layOutWorkFolder } from "./work-folder";
import { makeDirectory } from "../directories";

export const PLAN_FILE = "plan.bin";
export const PLAN_JSON_FILE = "plan.json";

/** The stack cannot be planned here, through no fault of its own. */
export class NotPlannedError extends Error {}
/** Terraform refused the stack; the message is what it said. */
export class PlanFailedError extends Error {}

export interface PlannedStack {
  readonly counts: Counts;
  readonly digest: string;
  readonly folder: string;
}

/** By full address, such as `registry.terraform.io/hashicorp/aws`. */
export type ProviderSchemas = ReadonlyMap<string, ProviderSchema>;

/** A state, and the configuration that it was made of. */
export interface Prior {
  readonly state: JsonObject;
  readonly configuration: Configuration;
}

export interface PlanRequest {
  /** What to plan against; the state is taken as it is. Without it everything is created. */
  readonly prior?: Prior;
  /** The state that consumers read. @default outputs alone, with placeholders for what only AWS can tell */
  readonly stub?: (plan: PlanDocument, schemas: ProviderSchemas) => JsonObject;
}

/**
 * Plans one stack in its work folder and writes its stub state for those who read it.
 * Rejects with NotPlannedError, PlanFailedError, InterruptedError or ProviderUnavailableError.
 */
export async function planStack(
  runtime: Runtime,
  stack: SynthesizedStack,
  all: ReadonlyMap<string, SynthesizedStack>,
  { prior, stub }: PlanRequest = {},
): Promise<PlannedStack> {
  const { id, configuration } = stack;
  const folder = path.join(runtime.workDirectory, id);
  rmSync(stubFile(runtime, id), { force: true });
  const stubs = findStubs(runtime, stack, all);
  const configurations: Configurations = prior ? [configuration, prior.configuration] : [configuration];
  const providers = await installProviders(runtime, configurations);
  const override = offlineOverride(id, configuration, stubs);
  layOutWorkFolder(folder, stack, { override, providers, backend: await runtime.localBackend() });
  if (prior) writeFileSync(path.join(folder, STATE_FILE), JSON.stringify(prior.state));
  if (configuration.hasModules) await getModules(runtime, stack, folder);
  runtime.responder.expect(mockAccessKey(id), { stack: id, account: accountOf(configuration) });

  const plan = await withProviders(runtime, configurations, providers, async (environment) => {
    const args = ["plan", "-json", "-input=false", "-lock=false", `-out=${PLAN_FILE}`];
    if (prior) args.push("-refresh=false");
    refuseFailure(runtime, stack, await runtime.terraform.run(folder, args, environment));
    const shown = await runtime.terraform.run(folder, ["show", "-json", PLAN_FILE], environment);
    if (shown.code !== 0) throw new PlanFailedError(shown.stderr.trim());
    writeFileSync(path.join(folder, PLAN_JSON_FILE), shown.stdout);
    return JSON.parse(shown.stdout.toString("utf8")) as PlanDocument;
  });
  const schemas = await providerSchemas(runtime, providers);
  writeStub(runtime, id, stub?.(plan, schemas) ?? plannedOutputs(stack, plan, schemas));
  return { counts: countChanges(plan), digest: digestPlan(plan), folder };
}

function stubFile(runtime: Runtime, id: string): string {
  return path.join(runtime.workDirectory, ".states", `${id}.tfstate`);
}

/** Where a stack finds the stub state behind each of its remote states; throws NotPlannedError if one is missing. */
export function findStubs(
  runtime: Runtime,
  stack: SynthesizedStack,
  all: ReadonlyMap<string, SynthesizedStack>,
): Map<string, string> {
  const upstream = stack.dependencies.flatMap((id) => all.get(id) ?? []);
  const stubs = new Map<string, string>();
  for (const [name, producer] of producers(stack.configuration, upstream)) {
    if (producer === undefined) {
      throw new NotPlannedError(
        `data.terraform_remote_state.${name} reads a state that no upstream stack here writes`,
      );
    }
    if (!existsSync(stubFile(runtime, producer))) {
      throw new NotPlannedError(`it reads outputs of ${producer}, which is not planned`);
    }
    // Relative to the work folder, so that plans do not depend on where the checkout lies.
    stubs.set(name, path.join("..", ".states", `${producer}.tfstate`));
  }
  return stubs;
}

async function getModules(runtime: Runtime, stack: SynthesizedStack, folder: string): Promise<void> {
  const { code, stderr } = await runtime.terraform.run(folder, ["get", "-no-color"]);
  if (code !== 0) throw new NotPlannedError(`modules of ${stack.id} cannot be had: ${stderr.trim()}`);
}

function refuseFailure(
  runtime: Runtime,
  { id, configuration }: SynthesizedStack,
  { code, stdout, stderr }: Completed,
): void {
  if (code === 0) return;
  const diagnostics = readErrors(stdout.toString("utf8"));
  const said = diagnostics.length > 0 ? describeDiagnostics(diagnostics, configuration) : stderr.trim();
  const refused = runtime.responder.refused(id);
  const calls =
    refused.length > 0 ? `\nAWS calls that cannot be answered offline: ${refused.join(", ")}` : "";
  throw new PlanFailedError(`${said}${calls}`);
}

async function providerSchemas(
  runtime: Runtime,
  providers: readonly InstalledProvider[],
): Promise<Map<string, ProviderSchema>> {
  const schemas = new Map<string, ProviderSchema>();
  for (const provider of providers) {
    const schema = await runtime
      .pool(provider)
      .schema()
      .catch(() => undefined);
    if (schema) schemas.set(provider.address, schema);
  }
  return schemas;
}

function plannedOutputs(stack: SynthesizedStack, plan: PlanDocument, schemas: ProviderSchemas): JsonObject {
  const { id, configuration } = stack;
  const addresses = new Map(
    providerRequirements(configuration).map(({ localName, address }) => [localName, address]),
  );
  return stubState(id, configuration, plan, ({ section, type, name }) => {
    const provider = configuration.resource(section, type, name)?.["provider"];
    const address = addresses.get(localProviderName(type, provider)) ?? "";
    return schemas.get(address)?.resource(section, type);
  });
}

export function writeStub(runtime: Runtime, id: string, stub: JsonObject): void {
  const file = stubFile(runtime, id);
  makeDirectory(path.dirname(file));
  writeFileSync(file, JSON.stringify(stub));
}
