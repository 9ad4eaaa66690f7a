import type { App } from "cdktf";
import type { EnvironmentConfig } from "../config/environment";
import { AccessStack } from "./access-stack";
import { BaseStack } from "./base-stack";
import { BatchStack } from "./batch-stack";
import { ClusterStack } from "./cluster-stack";
import { DataStack } from "./data-stack";
import { DnsStack } from "./dns-stack";
import { EdgeStack } from "./edge-stack";
import { IngressStack } from "./ingress-stack";
import type { Settings, Site } from "./mindscape-stack";
import { MonitoringStack } from "./monitoring-stack";
import { NetworkStack } from "./network-stack";
import { PlatformStack } from "./platform-stack";
import { RecoveryStack } from "./recovery-stack";
import { ReplicationStack } from "./replication-stack";
import { ServiceStack } from "./service-stack";
import { StateStack } from "./state-stack";

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
  const edge = new EdgeStack(app, { settings, environment }, { dns });
  // What it points at; in a region that is lost they stay as they are.
  for (const region of [home, other]) if (region !== undefined) edge.addDependency(region.ingress);
  if (home === undefined || other === undefined) return;
  // Replicas are made from what is there.
  other.data.addDependency(home.data);
  const replication = new ReplicationStack(app, { settings, environment }, { home, other });
  replication.addDependency(access);
  const recovery = new RecoveryStack(app, { settings, environment, region: other.region });
  // Its topics.
  recovery.addDependency(other.base);
  // The switch, which its health check follows.
  edge.addDependency(recovery);
}

function buildRegion(app: App, site: Site, { access, dns }: { access: AccessStack; dns: DnsStack }) {
  // Before everything, and read by nothing: its names are derived.
  new StateStack(app, site);
  const base = new BaseStack(app, site);
  const { keys } = base;
  const network = new NetworkStack(app, site, { flowLogsKeyArn: keys.logs.arn });
  const data = new DataStack(app, site, { keys, network: network.network });
  const cluster = new ClusterStack(app, site, { keys, network: network.network, data });
  const { identities } = cluster;
  const platform = new PlatformStack(app, site, {
    volumesKeyArn: keys.ebs.arn,
    network: network.network,
    cluster: cluster.cluster,
    identities,
  });
  const ingress = new IngressStack(app, site, { network: network.network, dns, cluster: cluster.cluster });
  const service = new ServiceStack(app, site, {
    cluster: cluster.cluster,
    identities,
    data,
    targetGroups: { active: ingress.active.arn, preview: ingress.preview.arn },
  });
  // What its releases are made of, and where they run.
  service.addDependency(platform);
  const batch = new BatchStack(app, site, { keys, network: network.network, data });
  const monitoring = new MonitoringStack(app, site, {
    measured: {
      loadBalancer: ingress.loadBalancer.arnSuffix,
      targetGroup: ingress.active.arnSuffix,
      previewTargetGroup: ingress.preview.arnSuffix,
      certificateArn: ingress.certificateArn,
      natGatewayIds: network.network.natGatewayIds,
      fileSystemId: data.files.id,
    },
  });
  // The topics that its alarms tell, and what they would miss.
  monitoring.addDependency(base);
  monitoring.addDependency(service);
  // A role exists only inside the boundary that `access` makes.
  for (const stack of [network, data, cluster, batch]) stack.addDependency(access);
  return { region: site.region, base, keys, data, ingress, table: data.table, fileSystemId: data.files.id };
}
