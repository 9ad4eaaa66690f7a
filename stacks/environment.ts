import type { App } from "cdktf";
import type { EnvironmentConfig } from "../config/environment";
import { AccessStack } from "./access-stack";
import { BaseStack } from "./base-stack";
import { BatchStack } from "./batch-stack";
import { ClusterStack } from "./cluster-stack";
import { DataStack } from "./data-stack";
import { DnsStack } from "./dns-stack";
import { IngressStack } from "./ingress-stack";
import type { Settings, Site } from "./mindscape-stack";
import { NetworkStack } from "./network-stack";
import { ReplicationStack } from "./replication-stack";

/**
 * Lays out one environment. Every arrow of the architecture is an argument on this page; a dependency that is added reads
 * nothing and only says what is applied later.
 */
export function buildEnvironment(app: App, environment: EnvironmentConfig, settings: Settings): void {
  const access = new AccessStack(app, { settings, environment });
  const dns = new DnsStack(app, { settings, environment });
  const [home, other] = environment.regions.map((region) =>
    buildRegion(app, { settings, environment, region }, { access, dns }),
  );
  if (home === undefined || other === undefined) return;
  // Replicas are made from what is there.
  other.data.addDependency(home.data);
  const replication = new ReplicationStack(app, { settings, environment }, { home, other });
  replication.addDependency(access);
}

function buildRegion(app: App, site: Site, { access, dns }: { access: AccessStack; dns: DnsStack }) {
  const { keys } = new BaseStack(app, site);
  const network = new NetworkStack(app, site, { flowLogsKeyArn: keys.logs.arn });
  const data = new DataStack(app, site, { keys, network: network.network });
  const cluster = new ClusterStack(app, site, { keys, network: network.network, data });
  new IngressStack(app, site, { network: network.network, dns, cluster: cluster.cluster });
  const batch = new BatchStack(app, site, { keys, network: network.network, data });
  // A role exists only inside the boundary that `access` makes.
  for (const stack of [network, data, cluster, batch]) stack.addDependency(access);
  return { region: site.region, keys, data, table: data.table, fileSystemId: data.files.id };
}
