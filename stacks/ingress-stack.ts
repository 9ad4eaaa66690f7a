import type { App } from "cdktf";
import { ORIGIN, originHost, regionalOriginHost } from "../config/origin";
import { REGIONS } from "../config/regions";
import { LOG_PREFIXES } from "../modules/buckets/log-writers";
import { Certificate } from "../modules/ingress/certificate";
import { Listener } from "../modules/ingress/listener";
import { LoadBalancer } from "../modules/ingress/load-balancer";
import { OriginRecord } from "../modules/ingress/origin-record";
import { SecurityGroups } from "../modules/ingress/security-groups";
import { TargetGroup } from "../modules/ingress/target-group";
import { MindscapeStack, type Site } from "./mindscape-stack";
import { originProof } from "./origin-proof";

export interface IngressStackProps {
  readonly network: { readonly vpcId: string; readonly publicSubnetIds: string[] };
  readonly dns: { readonly zoneId: string; readonly originValidationFqdn: string };
  readonly cluster: { readonly securityGroupId: string };
}

/** From CloudFront to the nodes of one region. */
export class IngressStack extends MindscapeStack {
  readonly loadBalancer: LoadBalancer;
  readonly active: TargetGroup;
  readonly preview: TargetGroup;
  readonly certificateArn: string;

  constructor(
    app: App,
    private readonly site: Site,
    private readonly props: IngressStackProps,
  ) {
    super(app, "ingress", site);
    const { domain } = site.environment;
    const { zoneId } = props.dns;
    const host = regionalOriginHost(domain, this.region);
    const certificate = new Certificate(this, "certificate", {
      zoneId,
      host,
      shared: { host: originHost(domain), validationFqdn: props.dns.originValidationFqdn },
    });
    this.certificateArn = certificate.arn;
    this.loadBalancer = this.balancer(this.securityGroups());
    this.active = this.targets("active");
    this.preview = this.targets("preview");
    this.listener(certificate);
    new OriginRecord(this, "record", { zoneId, host, loadBalancer: this.loadBalancer.address });
  }

  private securityGroups(): SecurityGroups {
    const { "from-cloudfront": fromCloudFront, "to-nodes": toNodes } = this.names.securityGroups;
    return new SecurityGroups(this, "security-groups", {
      names: { fromCloudFront, toNodes },
      vpcId: this.props.network.vpcId,
      cloudFrontPrefixListId: REGIONS[this.region].cloudFrontPrefixListId,
      nodesSecurityGroupId: this.props.cluster.securityGroupId,
      nodePorts: ORIGIN.nodePorts,
    });
  }

  private balancer(groups: SecurityGroups): LoadBalancer {
    return new LoadBalancer(this, "load-balancer", {
      name: this.names.loadBalancer,
      subnetIds: this.props.network.publicSubnetIds,
      securityGroupIds: groups.ids,
      logs: { bucket: this.names.buckets.logs, prefix: LOG_PREFIXES.loadBalancer },
      deletionProtection: this.protection.deletionProtection,
    });
  }

  private targets(purpose: "active" | "preview"): TargetGroup {
    return new TargetGroup(this, `${purpose}-targets`, {
      name: this.names.targetGroups[purpose],
      vpcId: this.props.network.vpcId,
      nodePort: ORIGIN.nodePorts[purpose],
    });
  }

  private listener(certificate: Certificate): void {
    const [home] = this.site.environment.regions;
    const current = originProof(this, "origin_proof_current", "CloudFront's proof to the load balancer");
    const previous = originProof(this, "origin_proof_previous", "also accepted; the same but for a rotation");
    new Listener(this, "listener", {
      loadBalancerArn: this.loadBalancer.arn,
      certificateArn: certificate.arn,
      proof: { header: ORIGIN.proofHeader, values: [current, previous] },
      activeTargetGroupArn: this.active.arn,
      previewTargetGroupArn: this.preview.arn,
      // Nobody writes in the other region before its stores are promoted.
      maintenance: this.region === home.name ? "off" : "on",
    });
  }
}
