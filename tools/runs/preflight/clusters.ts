import { producers } from "../../planning/remote-states";
import type { SynthesizedStack } from "../../planning/synthesis";
import type { AwsAccess } from "../aws/access";
import { stateAddressOf } from "../aws/state-store";
import type { Chosen } from "../core/chosen";
import { clusterAddresses, type ClusterAddress } from "./cluster-address";
import { connectionProblem } from "./connection";
import { outputText } from "./output-value";

const PROXIES = ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"];

/**
 * Stacks whose cluster's API cannot be reached from here, each with the reason and the remedy. A cluster that does not exist
 * yet is none of them, and behind a proxy nothing can be said.
 */
export async function unreachableClusters(
  access: AwsAccess,
  { stacks, all }: Pick<Chosen, "stacks" | "all">,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<Map<string, string>> {
  const unreachable = new Map<string, string>();
  if (access.kind === "emulated" || PROXIES.some((name) => environment[name])) return unreachable;
  const probes = new Map<string, Promise<string | undefined>>();
  for (const stack of stacks.values()) {
    for (const address of clusterAddresses(stack.configuration)) {
      const host = "host" in address ? address.host : await hostIn(access, stack, { address, all });
      if (host === undefined) continue;
      const probe = probes.get(host) ?? connectionProblem(host);
      probes.set(host, probe);
      const problem = await probe;
      if (problem !== undefined) unreachable.set(stack.id, reasonOf(host, problem));
    }
  }
  return unreachable;
}

async function hostIn(
  access: AwsAccess,
  stack: SynthesizedStack,
  { address, all }: { address: Exclude<ClusterAddress, { host: string }> } & Pick<Chosen, "all">,
): Promise<string | undefined> {
  const upstream = stack.dependencies.flatMap((id) => all.get(id) ?? []);
  const producer = all.get(producers(stack.configuration, upstream).get(address.remoteState) ?? "");
  if (producer === undefined) return undefined;
  return outputText(access, stateAddressOf(producer.configuration), address.output);
}

function reasonOf(host: string, problem: string): string {
  return `the API of its cluster, ${host}, cannot be reached from here (${problem}); run this inside the VPC, on the environment's runners, or add this machine's address to clusterEndpoint in config/environments`;
}
