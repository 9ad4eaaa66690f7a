import type { App } from "cdktf";
import { STORE_PORTS, zoneAddresses } from "../config/addresses";
import { Network } from "../modules/network/network";
import { MindscapeStack, type Site } from "./mindscape-stack";

export interface NetworkStackProps {
  /** Key of `base` that CloudWatch Logs may use. */
  readonly flowLogsKeyArn: string;
}

/** The VPC of one region. */
export class NetworkStack extends MindscapeStack {
  readonly network: Network;

  constructor(app: App, site: Site, props: NetworkStackProps) {
    super(app, "network", site);
    const { names, accountId, region } = this;
    const { environment } = site;
    this.network = new Network(this, "network", {
      name: names.vpc,
      cidr: site.region.cidr,
      zones: zoneAddresses(site.region),
      nat: environment.nat,
      storePorts: Object.values(STORE_PORTS),
      endpoints: {
        accountId,
        region,
        interfaces: environment.interfaceEndpoints,
        securityGroupName: names.securityGroups.endpoints,
      },
      flowLogs: {
        region,
        accountId,
        logGroupName: names.logGroups.flowLogs,
        retentionDays: environment.retention.logsDays,
        kmsKeyArn: props.flowLogsKeyArn,
        roleName: names.roles["flow-logs"],
      },
    });
  }
}
