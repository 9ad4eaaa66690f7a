import { type App, TerraformOutput } from "cdktf";
import { GLOBAL } from "../config/names";
import { ORIGIN, originHost, regionalOriginHost } from "../config/origin";
import { switchSignal } from "../config/recovery";
import { CONTROL_PLANE_REGION, type RegionName } from "../config/regions";
import { STATIC_FILES } from "../config/static-files";
import { bucketArn } from "../modules/buckets/bucket";
import { LOG_PREFIXES } from "../modules/buckets/log-writers";
import { AccessLogs } from "../modules/edge/access-logs";
import { AliasRecords } from "../modules/edge/alias-records";
import { AssetOrigins } from "../modules/edge/asset-origins";
import { Certificate } from "../modules/edge/certificate";
import { Distribution } from "../modules/edge/distribution";
import { FailoverRecords, type FailoverRecordsProps } from "../modules/edge/failover-records";
import { ResponseHeaders } from "../modules/edge/response-headers";
import { Shield } from "../modules/edge/shield";
import { WebAcl } from "../modules/edge/web-acl";
import { EdgeWatch, type EdgeWatchProps } from "./edge/watch";
import { MindscapeStack, type Scope } from "./mindscape-stack";
import { originProof } from "./origin-proof";

export interface EdgeStackProps {
  readonly dns: { readonly zoneId: string };
}

/** From the viewer to the regions, of which it reads nothing: their names are known. */
export class EdgeStack extends MindscapeStack {
  private readonly zoneId: string;
  private readonly controlPlane = this.providerIn(CONTROL_PLANE_REGION);

  constructor(
    app: App,
    private readonly site: Omit<Scope, "region">,
    { dns }: EdgeStackProps,
  ) {
    super(app, "edge", { ...site, region: GLOBAL });
    this.zoneId = dns.zoneId;
    const certificate = new Certificate(this, "certificate", {
      zoneId: this.zoneId,
      domain: site.environment.domain,
      provider: this.controlPlane,
    });
    const webAcl = this.webAcl();
    const distribution = this.distribution(certificate, webAcl);
    new AliasRecords(this, "records", {
      zoneId: this.zoneId,
      domain: site.environment.domain,
      distribution: distribution.address,
      addresses: this.addresses,
    });
    const { healthCheckId } = this.origin();
    this.accessLogs(distribution);
    this.shield(distribution);
    this.watch({ distributionId: distribution.id, webAcl, certificateArn: certificate.arn, healthCheckId });
    new TerraformOutput(this, "distribution_id", {
      value: distribution.id,
      description: "What an invalidation has to name (docs/edge.md)",
    });
  }

  private webAcl(): WebAcl {
    const { access, edge } = this.site.environment;
    return new WebAcl(this, "web-acl", {
      name: this.names.webAcl,
      requestsPerAddress: edge.requestsPerAddress,
      admits: access.kind === "public" ? "everybody" : { ranges: access.ranges },
      provider: this.controlPlane,
    });
  }

  private distribution(certificate: Certificate, webAcl: WebAcl): Distribution {
    const { domain, edge } = this.site.environment;
    const proof = originProof(this, "origin_proof_current", "CloudFront's proof to the load balancers");
    const headers = new ResponseHeaders(this, "response-headers", { name: this.names.responseHeaders });
    const assets = new AssetOrigins(this, "assets", {
      name: this.names.assetAccess,
      buckets: this.regions.map((region) => ({ name: this.namesIn(region).buckets.assets, region })),
    });
    return new Distribution(this, "distribution", {
      comment: domain,
      domain,
      certificateArn: certificate.arn,
      webAclArn: webAcl.arn,
      responseHeadersPolicyId: headers.policyId,
      api: { host: originHost(domain), proof: { header: ORIGIN.proofHeader, value: proof } },
      assets: { ...STATIC_FILES, origins: assets },
      priceClass: edge.priceClass,
      addresses: this.addresses,
      preventDestroy: this.protection.preventDestroy,
    });
  }

  /** The name under which CloudFront finds the region that serves. */
  private origin(): FailoverRecords {
    return new FailoverRecords(this, "origin", {
      zoneId: this.zoneId,
      host: originHost(this.site.environment.domain),
      targets: this.targets(),
    });
  }

  private targets(): FailoverRecordsProps["targets"] {
    const { settings, environment } = this.site;
    const [home, other] = environment.regions;
    const host = (region: RegionName): string => regionalOriginHost(environment.domain, region);
    if (other === undefined) return { home: host(home.name), other: "none" };
    const alarmName = this.namesIn(other.name).switch;
    const signal = switchSignal(settings.organization.name, environment.name);
    return {
      home: host(home.name),
      other: {
        host: host(other.name),
        switch: { name: alarmName, alarmName, region: other.name, signal },
      },
    };
  }

  private accessLogs({ arn }: Distribution): void {
    new AccessLogs(this, "access-logs", {
      name: this.names.accessLogs,
      distributionArn: arn,
      bucket: { arn: bucketArn(this.names.buckets.logs), prefix: LOG_PREFIXES.cloudFront },
      provider: this.controlPlane,
    });
  }

  private shield({ arn }: Distribution): void {
    if (!this.site.environment.edge.shieldAdvanced) return;
    new Shield(this, "shield", {
      name: this.names.shield,
      distributionArn: arn,
      zoneId: this.zoneId,
      provider: this.controlPlane,
    });
  }

  private watch(watched: EdgeWatchProps["watched"]): void {
    new EdgeWatch(this, "watch", {
      site: this.site,
      accountId: this.accountId,
      names: (region) => this.namesIn(region),
      protection: this.protection,
      watched,
      provider: this.controlPlane,
    });
  }

  /** The ranges that a restricted environment lists are of IPv4. */
  private get addresses(): "ipv4" | "dual-stack" {
    return this.site.environment.access.kind === "public" ? "dual-stack" : "ipv4";
  }

  private get regions(): RegionName[] {
    return this.site.environment.regions.map(({ name }) => name);
  }
}
