import path from "node:path";
import { describeDiagnostics, readErrors } from "./diagnostics";
import { inOrder, readNeeded, type PlanningOptions } from "./planner";
import { installProviders, withProviders } from "./provided";
import { ProviderUnavailableError } from "./providers/installation";
import { withRuntime, type Runtime } from "./runtime";
import type { SynthesizedStack } from "./synthesis";
import { layOutWorkFolder } from "./work-folder";

/** What `terraform validate` said of one stack. */
export interface StackValidation {
  readonly id: string;
  readonly status: "valid" | "invalid" | "not-validated";
  /** Terraform's errors, or why the stack cannot be validated here; empty when it is valid. */
  readonly reason: string;
}

/**
 * Runs `terraform validate` on an unchanged copy of each stack, without any override, in `.work/.validate`.
 * Takes the options of `planOffline` and rejects as it does; returns the stacks in the manifest's order.
 */
export async function validateStacks(options: PlanningOptions): Promise<StackValidation[]> {
  return withRuntime(
    options,
    () => readNeeded(options),
    async (runtime, stacks) => {
      const found = new Map<string, StackValidation>();
      const unordered = new Map([...stacks].map(([id, stack]) => [id, { ...stack, dependencies: [] }]));
      await inOrder(unordered, options.concurrency, async (id) => {
        const stack = stacks.get(id);
        if (stack) found.set(id, await validateStack(runtime, stack));
      });
      return [...stacks.keys()].flatMap((id) => found.get(id) ?? []);
    },
  );
}

async function validateStack(runtime: Runtime, stack: SynthesizedStack): Promise<StackValidation> {
  const { id, configuration } = stack;
  const folder = path.join(runtime.workDirectory, ".validate", id);
  try {
    const providers = await installProviders(runtime, [configuration]);
    layOutWorkFolder(folder, stack, { providers });
    const { code, stdout, stderr } = await withProviders(runtime, [configuration], providers, (environment) =>
      runtime.terraform.run(folder, ["validate", "-json"], environment),
    );
    if (code === 0) return { id, status: "valid", reason: "" };
    const reason = describeDiagnostics(readErrors(stdout.toString("utf8")), configuration);
    return { id, status: "invalid", reason: reason || stderr.trim() };
  } catch (error) {
    if (error instanceof ProviderUnavailableError)
      return { id, status: "not-validated", reason: error.message };
    throw error;
  }
}
