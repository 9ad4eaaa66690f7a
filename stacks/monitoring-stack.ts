import type { App } from "cdktf";
import { ALERTS, type AlertKey, EXPLANATIONS } from "../config/alerts";
import { API_CONTRACT, TRACED_SHARE } from "../config/api";
import type { RegionName } from "../config/regions";
import type { Names } from "../config/names";
import { Dashboard } from "../modules/monitoring/dashboard/dashboard";
import { regionalDashboard } from "../modules/monitoring/dashboard/regional-dashboard";
import { Incidents } from "../modules/monitoring/incidents";
import type { Sign } from "../modules/monitoring/signs/sign";
import { Tracing } from "../modules/monitoring/tracing";
import { API_RELEASE } from "../modules/service/service";
import { MindscapeStack, type Site } from "./mindscape-stack";
import { regionalSigns } from "./monitoring/signs";
import { regionalView, type RegionalViewProps, VIEW_THRESHOLDS } from "./monitoring/view";

const TRACED = {
  service: API_RELEASE.name,
  share: TRACED_SHARE,
  // Nobody wants to see it in traces.
  healthPath: API_CONTRACT.healthPath,
} as const;

export interface MonitoringStackProps {
  /** What AWS has named; everything else is known by its own name. */
  readonly measured: RegionalViewProps["measured"];
}

/**
 * What is measured in one region, who is told of it, and where a person looks. With `basic` monitoring there is only the
 * dashboard.
 */
export class MonitoringStack extends MindscapeStack {
  constructor(
    app: App,
    private readonly site: Site,
    props: MonitoringStackProps,
  ) {
    super(app, "monitoring", site);
    const basic = site.environment.monitoring === "basic";
    const alarmArns = basic ? [] : this.incidents(props);
    this.dashboard(props, alarmArns);
    if (!basic) {
      const slowSeconds = ALERTS["service-latency"].threshold;
      new Tracing(this, "tracing", { names: this.names.traces, ...TRACED, slowSeconds });
    }
  }

  private get elsewhere(): { readonly region: RegionName; readonly names: Names } | "none" {
    const found = this.site.environment.regions.find(({ name }) => name !== this.region);
    return found === undefined ? "none" : { region: found.name, names: this.namesIn(found.name) };
  }

  private incidents({ measured }: MonitoringStackProps): string[] {
    const signs: Sign<AlertKey>[] = regionalSigns({
      environment: this.site.environment,
      region: this.region,
      names: this.names,
      elsewhere: this.elsewhere,
      measured,
    });
    return new Incidents(this, "incidents", {
      prefix: this.names.alarmPrefix,
      signs,
      alerts: ALERTS,
      explanations: EXPLANATIONS,
      topicArns: { page: this.topicArn(this.wakes ? "page" : "ticket"), ticket: this.topicArn("ticket") },
    }).arns;
  }

  private dashboard({ measured }: MonitoringStackProps, alarmArns: readonly string[]): void {
    const view = regionalView({
      project: this.site.settings.organization.name,
      environment: this.site.environment,
      region: this.region,
      names: this.names,
      elsewhere: this.elsewhere,
      measured,
      alarmArns,
    });
    new Dashboard(this, "dashboard", {
      name: this.names.dashboards.regional,
      region: this.region,
      sections: regionalDashboard(view, VIEW_THRESHOLDS),
    });
  }

  /** Somebody is woken for the region that serves, where the environment has somebody to wake. */
  private get wakes(): boolean {
    const { monitoring, activeRegion } = this.site.environment;
    return monitoring === "full-with-alerts" && this.region === activeRegion;
  }

  private topicArn(severity: "page" | "ticket"): string {
    return `arn:aws:sns:${this.region}:${this.accountId}:${this.names.topics[severity]}`;
  }
}
