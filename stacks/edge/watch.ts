import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Construct } from "constructs";
import { ALERTS } from "../../config/alerts";
import type { Names } from "../../config/names";
import type { Protection } from "../../config/protection";
import { switchSignal } from "../../config/recovery";
import { CONTROL_PLANE_REGION, type RegionName } from "../../config/regions";
import { EdgeAlarms } from "../../modules/edge/alarms";
import type { WebAcl } from "../../modules/edge/web-acl";
import { WebAclLogs } from "../../modules/edge/web-acl-logs";
import { Key } from "../../modules/keys/key";
import { cloudWatchLogs, topicPublishers } from "../../modules/keys/key-policy";
import { AlertTopic } from "../../modules/monitoring/alert-topic";
import { Dashboard } from "../../modules/monitoring/dashboard/dashboard";
import { globalDashboard, type GlobalSubject } from "../../modules/monitoring/dashboard/global-dashboard";
import { dashboardUrl } from "../../modules/monitoring/dashboard/links";
import type { Scope } from "../mindscape-stack";

export interface EdgeWatchProps {
  readonly site: Omit<Scope, "region">;
  readonly accountId: string;
  readonly names: (region: RegionName) => Names;
  readonly protection: Protection;
  readonly watched: {
    readonly distributionId: string;
    readonly webAcl: WebAcl;
    readonly certificateArn: string;
    /** Of the switch, where there is one. */
    readonly healthCheckId: string | undefined;
  };
  /** Of us-east-1. */
  readonly provider: AwsProvider;
}

/** What is recorded and told of the edge, and shown of all regions: in us-east-1, where alone it is measured. */
export class EdgeWatch extends Construct {
  private readonly names: Names;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: EdgeWatchProps,
  ) {
    super(scope, id);
    const { environment } = props.site;
    this.names = props.names(environment.regions[0].name);
    const key = this.key();
    this.webAclLogs(key);
    const alarmArns = environment.monitoring === "basic" ? [] : this.alarms(key);
    this.dashboard(alarmArns);
  }

  private key(): Key {
    const { site, accountId, protection, provider } = this.props;
    return new Key(this, "key", {
      alias: this.names.keyAliases.edge,
      description: `${site.settings.organization.name} ${site.environment.name}: logs and alerts of the edge`,
      accountId,
      deletionWindowDays: protection.keyDeletionWindowDays,
      preventDestroy: protection.preventDestroy,
      usedBy: [cloudWatchLogs(CONTROL_PLANE_REGION, accountId), ...topicPublishers(accountId)],
      provider,
    });
  }

  private webAclLogs(key: Key): void {
    const { site, accountId, watched, provider } = this.props;
    new WebAclLogs(this, "web-acl-logs", {
      webAclArn: watched.webAcl.arn,
      logGroupName: this.names.logGroups.webAcl,
      accountId,
      policyName: this.names.webAclLogsPolicy,
      retentionDays: site.environment.retention.logsDays,
      kmsKeyArn: key.arn,
      provider,
    });
  }

  /** The ARNs of the alarms, the switch's own among them. */
  private alarms(key: Key): string[] {
    const { site, accountId, watched, provider } = this.props;
    const [page, ticket] = [this.topic("page", key), this.topic("ticket", key)];
    const { arns } = new EdgeAlarms(this, "alarms", {
      prefix: this.names.alarmPrefix,
      alerts: ALERTS,
      topicArns: { page: site.environment.monitoring === "full-with-alerts" ? page : ticket, ticket },
      ...watched,
      webAcl: watched.webAcl.metricName,
      provider,
    });
    const [, other] = site.environment.regions;
    if (other === undefined) return arns;
    const { switch: name } = this.props.names(other.name);
    return [...arns, `arn:aws:cloudwatch:${other.name}:${accountId}:alarm:${name}`];
  }

  private topic(severity: "page" | "ticket", key: Key): string {
    const { site, accountId, provider } = this.props;
    return new AlertTopic(this, `${severity}-topic`, {
      name: this.names.topics[severity],
      region: CONTROL_PLANE_REGION,
      accountId,
      kmsKeyArn: key.arn,
      emails: site.environment.notify[severity],
      provider,
    }).arn;
  }

  private dashboard(alarmArns: readonly string[]): void {
    const { watched, provider } = this.props;
    new Dashboard(this, "dashboard", {
      name: this.names.dashboards.global,
      region: CONTROL_PLANE_REGION,
      sections: globalDashboard(
        {
          overview: this.overview(alarmArns),
          viewers: { distributionId: watched.distributionId, webAcl: watched.webAcl.metricName },
          regions: this.regions(),
        },
        {
          viewers: {
            errorPercent: ALERTS["edge-errors"].threshold,
            blockedRequests: ALERTS["edge-web-attack"].threshold,
          },
          regions: {
            certificateDays: ALERTS["edge-certificate"].threshold,
            databaseLagSeconds: ALERTS["replication-database"].threshold,
          },
        },
      ),
      provider,
    });
  }

  private overview(alarmArns: readonly string[]): GlobalSubject["overview"] {
    const { settings, environment } = this.props.site;
    const dashboards = environment.regions.map(({ name }) => ({
      title: name,
      url: dashboardUrl(name, this.props.names(name).dashboards.regional),
    }));
    return {
      product: `${settings.organization.name} ${environment.name}`,
      domain: environment.domain,
      dashboards,
      runbooks: [],
      alarmArns,
    };
  }

  private regions(): GlobalSubject["regions"] {
    const { settings, environment } = this.props.site;
    const { certificateArn, healthCheckId } = this.props.watched;
    const signal = switchSignal(settings.organization.name, environment.name);
    return {
      regions: environment.regions.map(({ name }, index) => ({
        name,
        place: index === 0 ? "home" : "other",
      })),
      failover: healthCheckId === undefined ? "none" : { healthCheckId, signal },
      certificateArn,
    };
  }
}
