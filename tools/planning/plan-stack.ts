import { existsSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describeDiagnostics, readErrors } from "./diagnostics";
import { mockAccessKey, offlineOverride } from "./override";
import { stubState } from "./outputs";
import { accountOf } from "./resource-attributes";
import { countChanges, digestPlan, type Counts, type PlanDocument } from "./plan-document";
import type { InstalledProvider } from "./providers/installation";
import { localProviderName, providerRequirements } from "./providers/requirements";
import type { ProviderSchema } from "./providers/schema";
import { installProviders, withProviders } from "./provided";
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

/**
 * Plans one stack in its work folder and writes its stub state for those who read it.
 * Rejects with NotPlannedError, PlanFailedError, InterruptedError or ProviderUnavailableError.
 */
export async function planStack(
  runtime: Runtime,
  stack: SynthesizedStack,
  all: ReadonlyMap<string, SynthesizedStack>,
): Promise<PlannedStack> {
  const { id, configuration } = stack;
  const folder = path.join(runtime.workDirectory, id);
  rmSync(stubFile(runtime, id), { force: true });
  const stubs = findStubs(runtime, stack, all);
  const providers = await installProviders(runtime, stack);
  const override = offlineOverride(id, configuration, stubs);
  layOutWorkFolder(folder, stack, { override, providers, backend: await runtime.localBackend() });
  if (configuration.hasModules) await getModules(runtime, stack, folder);
  runtime.responder.expect(mockAccessKey(id), { stack: id, account: accountOf(configuration) });

  const plan = await withProviders(runtime, stack, providers, async (environment) => {
    const args = ["plan", "-json", "-input=false", "-lock=false", `-out=${PLAN_FILE}`];
    refuseFailure(runtime, stack, await runtime.terraform.run(folder, args, environment));
    const shown = await runtime.terraform.run(folder, ["show", "-json", PLAN_FILE], environment);
    if (shown.code !== 0) throw new PlanFailedError(shown.stderr.trim());
    writeFileSync(path.join(folder, PLAN_JSON_FILE), shown.stdout);
    return JSON.parse(shown.stdout.toString("utf8")) as PlanDocument;
  });
  await writeStub(runtime, stack, plan, providers);
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

async function writeStub(
  runtime: Runtime,
  stack: SynthesizedStack,
  plan: PlanDocument,
  providers: readonly InstalledProvider[],
): Promise<void> {
  const schemas = new Map<string, ProviderSchema>();
  for (const { localName, address } of providerRequirements(stack.configuration)) {
    const provider = providers.find((candidate) => candidate.address === address);
    const schema =
      provider &&
      (await runtime
        .pool(provider)
        .schema()
        .catch(() => undefined));
    if (schema) schemas.set(localName, schema);
  }
  const stub = stubState(stack.id, stack.configuration, plan, ({ section, type, name }) => {
    const provider = stack.configuration.resource(section, type, name)?.["provider"];
    return schemas.get(localProviderName(type, provider))?.resource(section, type);
  });
  const file = stubFile(runtime, stack.id);
  makeDirectory(path.dirname(file));
  writeFileSync(file, JSON.stringify(stub));
}
