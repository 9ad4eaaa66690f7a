import { join } from "node:path";
import type { App } from "cdktf";
import { zoneAddresses } from "../config/addresses";
import { PUBLISHED_CHARTS } from "../config/catalogs/published-charts";
import { API_POD, API_REPLICAS } from "../config/api";
import { CHARTS, type ChartName, VERSIONS } from "../config/versions";
import { DEVELOPERS_GROUP, PLANNERS_GROUP } from "../modules/cluster/access-entries";
import type { Cluster } from "../modules/cluster/cluster";
import type { ServiceAccount } from "../modules/cluster/service-accounts";
import type { KnownChart } from "../modules/platform/helm-releases";
import { Platform } from "../modules/platform/platform";
import { connectHelm } from "./helm-provider";
import { MindscapeStack, type Site } from "./mindscape-stack";

const OWN_CHART = join(__dirname, "../charts/mindscape-platform");

export interface PlatformStackProps {
  readonly volumesKeyArn: string;
  readonly network: { readonly vpcId: string };
  readonly cluster: Pick<Cluster, "endpoint" | "certificateAuthority">;
  readonly identities: readonly ServiceAccount[];
}

/** What every workload of a cluster stands on, as Helm releases; no AWS resources. */
export class PlatformStack extends MindscapeStack {
  constructor(
    app: App,
    private readonly site: Site,
    props: PlatformStackProps,
  ) {
    super(app, "platform", site);
    const { environment, region, settings } = site;
    const { clusterLogin, chartMirror } = settings.organization;
    const clusterName = this.names.cluster;
    connectHelm(this, { cluster: props.cluster, clusterName, region: this.region, login: clusterLogin });
    new Platform(this, "platform", {
      clusterName,
      region: this.region,
      vpcId: props.network.vpcId,
      charts: Object.fromEntries(Object.keys(CHARTS).map((name) => [name, chart(name)])) as Record<
        ChartName,
        KnownChart
      >,
      ownChart: { folder: OWN_CHART },
      mirror: chartMirror,
      identities: props.identities,
      foundation: {
        kubernetesVersion: VERSIONS.kubernetes.version,
        volumesKeyArn: props.volumesKeyArn,
        nodeRanges: zoneAddresses(region).map((zone) => zone.private),
        api: { pods: API_REPLICAS.max, size: API_POD.requests },
        planners: PLANNERS_GROUP,
        developers:
          environment.developers === "none"
            ? "none"
            : { group: DEVELOPERS_GROUP, may: environment.developers },
      },
      autoscaler: environment.scaling === "automatic",
      rollouts: environment.rollout === "blue-green",
      monitoring: this.monitoring,
    });
  }

  private get monitoring() {
    const { prometheus, monitoring, activeRegion } = this.site.environment;
    if (prometheus === "none") return "none";
    const { page, ticket, watchdog } = this.topicArns;
    // As CloudWatch's alarms: somebody is woken for the region that serves, where there is somebody to wake.
    const wakes = monitoring === "full-with-alerts" && this.region === activeRegion;
    return {
      prometheus: { ...prometheus, cluster: this.names.cluster },
      topicArns: { page: wakes ? page : ticket, ticket, watchdog },
    };
  }
}

function chart(name: string): KnownChart {
  const published = PUBLISHED_CHARTS.find(
    (candidate) => candidate.chart === name && candidate.version === CHARTS[name as ChartName],
  );
  if (published === undefined) throw new Error(`chart ${name} is not in config/catalogs/published`);
  const { version, repository, values } = published;
  return { name, version, repository, defaults: values };
}
