import { EksCluster } from "@cdktf/provider-aws/lib/eks-cluster";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { ClusterRole } from "./cluster-role";

// https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html
const CONTROL_PLANE_LOGS = ["api", "audit", "authenticator", "controllerManager", "scheduler"];

/** Addresses of Kubernetes services: outside of every VPC, and the same everywhere, for nothing outside sees them. */
export const SERVICE_RANGE = "172.20.0.0/16";

export interface ClusterProps {
  /**
   * Unique in account and region. A change that needs another cluster needs another name too: node groups are made before
   * they are destroyed, and so is all that they stand on.
   */
  readonly name: string;
  /** Minor version, for example `1.35`. Raised one at a time, never lowered. */
  readonly version: string;
  readonly region: string;
  readonly accountId: string;
  readonly roleName: string;
  /** At least two, in different zones; the control plane puts its interfaces there. */
  readonly subnetIds: string[];
  /** Public ranges that reach the API beside the VPC. */
  readonly publicRanges: readonly string[] | "none";
  readonly secretsKeyArn: string;
  /** The control plane's log group: made before it, removed after it. */
  readonly logGroup: ITerraformDependable;
  readonly preventDestroy: boolean;
}

/**
 * An EKS control plane that nobody enters but through access entries: the creator has no rights of its own, add-ons come
 * one by one (`NodelessAddons`, `Addons`), and EKS upgrades it by force rather than charge for extended support.
 */
export class Cluster extends Construct {
  readonly name: string;
  readonly arn: string;
  readonly version: string;
  readonly endpoint: string;
  readonly certificateAuthority: string;
  /** EKS's own group, on the control plane's interfaces and on every node. */
  readonly securityGroupId: string;

  constructor(scope: Construct, id: string, props: ClusterProps) {
    super(scope, id);
    const { name, secretsKeyArn, accountId, region } = props;
    this.arn = `arn:aws:eks:${region}:${accountId}:cluster/${name}`;
    const role = new ClusterRole(this, "role", {
      name: props.roleName,
      accountId,
      clusterArn: this.arn,
      kmsKeyArn: secretsKeyArn,
    });
    const cluster = new EksCluster(this, "cluster", {
      name,
      version: props.version,
      roleArn: role.arn,
      // Extended support costs six times as much. https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html
      upgradePolicy: { supportType: "STANDARD" },
      accessConfig: { authenticationMode: "API", bootstrapClusterCreatorAdminPermissions: false },
      bootstrapSelfManagedAddons: false,
      encryptionConfig: { resources: ["secrets"], provider: { keyArn: secretsKeyArn } },
      enabledClusterLogTypes: CONTROL_PLANE_LOGS,
      kubernetesNetworkConfig: { ipFamily: "ipv4", serviceIpv4Cidr: SERVICE_RANGE },
      vpcConfig: { subnetIds: props.subnetIds, endpointPrivateAccess: true, ...publicAccess(props) },
      // One command takes a failing zone out of the traffic between services.
      // https://docs.aws.amazon.com/eks/latest/userguide/zone-shift.html
      zonalShiftConfig: { enabled: true },
      dependsOn: [...role.grants, props.logGroup],
      ...(props.preventDestroy && { lifecycle: { preventDestroy: true } }),
    });
    this.name = cluster.name;
    this.version = cluster.version;
    this.endpoint = cluster.endpoint;
    this.certificateAuthority = cluster.certificateAuthority.get(0).data;
    this.securityGroupId = cluster.vpcConfig.clusterSecurityGroupId;
  }
}

function publicAccess({ publicRanges }: ClusterProps) {
  return publicRanges === "none"
    ? { endpointPublicAccess: false }
    : { endpointPublicAccess: true, publicAccessCidrs: [...publicRanges] };
}
