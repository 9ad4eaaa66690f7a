import { Configuration } from "../../planning/configuration";
import { objectOf } from "../../planning/json";
import type { SynthesizedStack } from "../../planning/synthesis";

/**
 * A stack of which nothing is left but its settings and providers, as Terraform would see it once its code is gone: with it,
 * everything in the stack's state is to be destroyed, and no `prevent_destroy` stands against that.
 */
export function emptied(stack: SynthesizedStack): SynthesizedStack {
  const { root } = stack.configuration;
  const { terraform, provider, variable } = root;
  const providers = Object.fromEntries(
    Object.entries(objectOf(provider)).map(([name, blocks]) => [name, blocks ?? {}]),
  );
  const left = {
    ...(terraform !== undefined && { terraform }),
    ...(variable !== undefined && { variable }),
    provider: providers,
  };
  const configuration = new Configuration(left);
  return { ...stack, dependencies: [], source: Buffer.from(JSON.stringify(left)), configuration };
}
