import type { Configuration } from "../../planning/configuration";
import { blocksOf } from "../../planning/json";
import { providerRequirements } from "../../planning/providers/requirements";

/** Where the API of a stack's cluster is: as written, or an output of another stack. */
export type ClusterAddress =
  { readonly host: string } | { readonly remoteState: string; readonly output: string };

const OUTPUT = /^\$\{\s*data\.terraform_remote_state\.([\w-]+)\.outputs\.([\w-]+)\s*\}$/;

/** The clusters that the Helm and Kubernetes providers of a stack talk to. */
export function clusterAddresses(configuration: Configuration): ClusterAddress[] {
  const sources = new Map(
    providerRequirements(configuration).map(({ localName, address }) => [
      localName,
      address.split("/").at(-1),
    ]),
  );
  return configuration.providers.flatMap(({ name, block }) => {
    const kind = sources.get(name) ?? name;
    if (kind === "helm") return blocksOf(block["kubernetes"]).flatMap(({ host }) => addressOf(host));
    return kind === "kubernetes" ? addressOf(block["host"]) : [];
  });
}

/** None where it is made of more than one reference: then Terraform itself finds out. */
function addressOf(host: unknown): ClusterAddress[] {
  if (typeof host !== "string") return [];
  const [, remoteState, output] = OUTPUT.exec(host) ?? [];
  if (remoteState !== undefined && output !== undefined) return [{ remoteState, output }];
  return host.includes("${") ? [] : [{ host }];
}
