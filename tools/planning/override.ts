import { createHash } from "node:crypto";
import type { Configuration } from "./configuration";
import type { Json, JsonObject } from "./json";
import { providerRequirements } from "./providers/requirements";
import { variablePlaceholder } from "./variables";

/** Terraform merges files of this form over the configuration beside them. */
export const OVERRIDE_FILE = "mindscape_override.tf.json";
export const STATE_FILE = "terraform.tfstate";

// Nothing listens here: a provider that does connect during an offline plan fails at once.
const NOWHERE = "https://127.0.0.1:9";
const AWS_BASICS = {
  secret_key: "offline",
  skip_credentials_validation: true,
  skip_requesting_account_id: true,
  skip_metadata_api_check: "true",
  skip_region_validation: true,
  max_retries: 1,
} as const;
// Arguments that would need real credentials or lead elsewhere; an override can set them to null.
const AWS_REMOVED = [
  "allowed_account_ids",
  "custom_ca_bundle",
  "forbidden_account_ids",
  "http_proxy",
  "https_proxy",
  "no_proxy",
  "profile",
  "shared_config_files",
  "shared_credentials_files",
  "token",
];
const CLUSTER = { host: NOWHERE, token: "offline" } as const;

/** Access key of a stack's mock credentials; the responder tells stacks apart by it. */
export function mockAccessKey(stack: string): string {
  return `OFFLINE${createHash("sha256").update(stack).digest("hex").slice(0, 13).toUpperCase()}`;
}

/**
 * The override that makes a stack plannable without an account: local state, mock credentials, remote states read
 * from local stubs, a value for each variable without default.
 * `stubs`: for each `terraform_remote_state` the path of its stub, relative to the work folder.
 */
export function offlineOverride(
  stack: string,
  configuration: Configuration,
  stubs: ReadonlyMap<string, string>,
): JsonObject {
  const variables = Object.entries(configuration.variables).flatMap(([name, variable]) => {
    const value = variablePlaceholder(stack, name, variable);
    return value === undefined ? [] : [[name, { default: value }] as const];
  });
  const remoteStates = [...stubs].map(
    ([name, path]) => [name, { backend: "local", workspace: "default", config: { path } }] as const,
  );
  const providers = providerOverrides(stack, configuration);
  return {
    terraform: { backend: { local: { path: STATE_FILE } } },
    ...(Object.keys(providers).length > 0 && { provider: providers }),
    ...(remoteStates.length > 0 && { data: { terraform_remote_state: Object.fromEntries(remoteStates) } }),
    ...(variables.length > 0 && { variable: Object.fromEntries(variables) }),
  };
}

function providerOverrides(stack: string, configuration: Configuration): JsonObject {
  const addresses = new Map(
    providerRequirements(configuration).map(({ localName, address }) => [localName, address]),
  );
  const overrides: Record<string, Json[]> = {};
  for (const { name, block } of configuration.providers) {
    const settings = providerSettings(addresses.get(name) ?? "", stack, block);
    if (settings === undefined) continue;
    const { alias } = block;
    (overrides[name] ??= []).push({ ...(typeof alias === "string" && { alias }), ...settings });
  }
  return overrides;
}

function providerSettings(address: string, stack: string, block: JsonObject): JsonObject | undefined {
  switch (address.split("/").at(-1)) {
    case "aws":
      return {
        ...AWS_BASICS,
        access_key: mockAccessKey(stack),
        ...Object.fromEntries(AWS_REMOVED.filter((name) => name in block).map((name) => [name, null])),
      };
    case "helm":
      return { kubernetes: CLUSTER };
    case "kubernetes":
      return {
        ...CLUSTER,
        ...("config_path" in block && { config_path: null }),
        ...("cluster_ca_certificate" in block && { cluster_ca_certificate: null }),
      };
    default:
      return undefined;
  }
}
