import type { Configuration } from "../configuration";
import { blocksOf, isObject, type JsonObject } from "../json";

const REGISTRY = "registry.terraform.io";
// Part of Terraform itself: terraform_remote_state, terraform_data.
const BUILT_IN = "terraform";

/** A provider that a stack needs. */
export interface ProviderRequirement {
  /** What the configuration calls it, usually `aws`. */
  readonly localName: string;
  /** `registry.terraform.io/hashicorp/aws` */
  readonly address: string;
  /** Version constraint; empty when the stack states none. */
  readonly constraint: string;
}

/** Completes a provider's source: `aws` means `registry.terraform.io/hashicorp/aws`. */
export function providerAddress(source: string): string {
  const parts = source.toLowerCase().split("/");
  if (parts.length === 1) return `${REGISTRY}/hashicorp/${source}`;
  return parts.length === 2 ? `${REGISTRY}/${parts.join("/")}` : parts.join("/");
}

/** Every provider of a stack: those that it declares, and those that its resource types imply. */
export function providerRequirements(configuration: Configuration): ProviderRequirement[] {
  const found = new Map<string, ProviderRequirement>();
  for (const settings of blocksOf(configuration.root["terraform"])) {
    for (const required of blocksOf(settings["required_providers"])) {
      for (const [localName, entry] of Object.entries(required)) {
        const { source, version } = isObject(entry) ? entry : { source: localName, version: entry };
        const address = providerAddress(typeof source === "string" ? source : localName);
        found.set(localName, { localName, address, constraint: typeof version === "string" ? version : "" });
      }
    }
  }
  for (const { type, body } of configuration.resources) {
    const localName = localProviderName(type, body["provider"]);
    if (localName === BUILT_IN || found.has(localName)) continue;
    found.set(localName, { localName, address: providerAddress(localName), constraint: "" });
  }
  return [...found.values()];
}

/** The local name of the provider that a resource uses: said by its `provider` argument or by its type. */
export function localProviderName(type: string, provider: unknown): string {
  const named = typeof provider === "string" ? /^(?:\$\{)?([\w-]+)/.exec(provider)?.[1] : undefined;
  return named ?? type.split("_", 1)[0] ?? type;
}

/** The provider block that a resource uses, matched by alias. */
export function providerBlock(configuration: Configuration, type: string, provider: unknown): JsonObject {
  const name = localProviderName(type, provider);
  const alias = typeof provider === "string" ? /\.([\w-]+)\}?$/.exec(provider)?.[1] : undefined;
  return (
    configuration.providers.find((entry) => entry.name === name && entry.block["alias"] === alias)?.block ??
    {}
  );
}
