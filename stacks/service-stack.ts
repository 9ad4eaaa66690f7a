import { join } from "node:path";
import type { App } from "cdktf";
import type { Cluster } from "../modules/cluster/cluster";
import type { ServiceAccount } from "../modules/cluster/service-accounts";
import { Service } from "../modules/service/service";
import { connectHelm } from "./helm-provider";
import { MindscapeStack, type Site } from "./mindscape-stack";
import { type ApiStores, apiValues } from "./service/api";
import { observabilityValues } from "./service/observability";

const CHARTS = join(__dirname, "../charts");

export interface ServiceStackProps {
  readonly cluster: Pick<Cluster, "endpoint" | "certificateAuthority">;
  readonly identities: readonly ServiceAccount[];
  readonly data: ApiStores;
  readonly targetGroups: { readonly active: string; readonly preview: string };
}

/** The API of one region, behind its load balancer, with its rules and dashboards; no AWS resources. */
export class ServiceStack extends MindscapeStack {
  constructor(app: App, site: Site, props: ServiceStackProps) {
    super(app, "service", site);
    const { cluster, data, identities, targetGroups } = props;
    const { environment, settings } = site;
    const { clusterLogin: login } = settings.organization;
    connectHelm(this, { cluster, clusterName: this.names.cluster, region: this.region, login });
    const place = { ...site, accountId: this.accountId, names: this.names };
    new Service(this, "service", {
      identities,
      api: {
        chart: { folder: join(CHARTS, "mindscape-api") },
        values: apiValues({ ...place, data, targetGroups }),
      },
      observability:
        environment.prometheus === "none"
          ? "none"
          : {
              chart: { folder: join(CHARTS, "mindscape-observability") },
              values: observabilityValues({ ...place, fileSystemId: data.files.id }),
            },
    });
  }
}
