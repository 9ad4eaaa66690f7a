import { type App, TerraformOutput } from "cdktf";
import { GLOBAL } from "../config/names";
import { originHost } from "../config/origin";
import { CONTROL_PLANE_REGION } from "../config/regions";
import { HostedZone } from "../modules/dns/hosted-zone";
import { QueryLogs } from "../modules/dns/query-logs";
import { SharedValidation } from "../modules/dns/shared-validation";
import { Key } from "../modules/keys/key";
import { cloudWatchLogs } from "../modules/keys/key-policy";
import { MindscapeStack, type Scope } from "./mindscape-stack";

/** The environment's zone, who asked it for what, and the validation record that both regions' certificates share. */
export class DnsStack extends MindscapeStack {
  readonly zoneId: string;
  /** Of the record that validates `origin.<domain>`. */
  readonly originValidationFqdn: string;

  constructor(
    app: App,
    private readonly site: Omit<Scope, "region">,
  ) {
    super(app, "dns", { ...site, region: GLOBAL });
    const { domain, delegations } = site.environment;
    const zone = new HostedZone(this, "zone", {
      domain,
      delegations,
      forceDestroy: this.protection.forceDestroy,
      preventDestroy: this.protection.preventDestroy,
    });
    this.zoneId = zone.zoneId;
    new TerraformOutput(this, "name_servers", {
      value: zone.nameServers,
      description: "What the parent zone has to name (docs/traffic.md)",
    });
    this.queryLogs(zone);
    this.originValidationFqdn = new SharedValidation(this, "origin", {
      zoneId: zone.zoneId,
      host: originHost(domain),
    }).recordFqdn;
  }

  private queryLogs(zone: HostedZone): void {
    const { accountId, names, protection } = this;
    const { settings, environment } = this.site;
    const provider = this.providerIn(CONTROL_PLANE_REGION);
    const key = new Key(this, "key", {
      alias: names.keyAliases.dns,
      description: `${settings.organization.name} ${environment.name}: DNS queries`,
      accountId,
      deletionWindowDays: protection.keyDeletionWindowDays,
      preventDestroy: protection.preventDestroy,
      usedBy: [cloudWatchLogs(CONTROL_PLANE_REGION, accountId)],
      provider,
    });
    new QueryLogs(this, "query-logs", {
      zone,
      accountId,
      policyName: names.queryLogsPolicy,
      retentionDays: environment.retention.logsDays,
      kmsKeyArn: key.arn,
      provider,
    });
  }
}
