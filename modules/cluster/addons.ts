import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { Addon } from "./addon";
import { cloudWatchObservability, CORE_DNS, ebsCsi, EFS_CSI, vpcCni } from "./addon-configuration";
import type { Cluster } from "./cluster";
import type { PodRole } from "./pod-role";

export interface NodelessAddonsProps {
  readonly cluster: Cluster;
  readonly vpcCniRole: PodRole;
  /** For network interfaces. */
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * Daemons without which no node becomes ready; they are there before the first one. The CNI's credentials come from the pod
 * identity agent on the same node, which needs no address from it: both use the node's own network.
 */
export class NodelessAddons extends Construct {
  readonly ready: ITerraformDependable[];

  constructor(scope: Construct, id: string, { cluster, vpcCniRole, tags }: NodelessAddonsProps) {
    super(scope, id);
    const agent = new Addon(this, "pod-identity-agent", {
      cluster,
      name: "eks-pod-identity-agent",
      after: [],
    });
    const proxy = new Addon(this, "kube-proxy", { cluster, name: "kube-proxy", after: [] });
    const cni = new Addon(this, "vpc-cni", {
      cluster,
      name: "vpc-cni",
      configuration: vpcCni(tags),
      role: vpcCniRole,
      after: [agent.ready],
    });
    this.ready = [agent.ready, proxy.ready, cni.ready];
  }
}

export interface AddonsProps {
  readonly cluster: Cluster;
  readonly region: string;
  readonly ebsCsiRole: PodRole;
  /** The file driver's identity, which its daemon gets when it starts. */
  readonly efsCsiIdentity: ITerraformDependable;
  readonly insights: { readonly role: PodRole; readonly logGroups: readonly ITerraformDependable[] } | "none";
  /** For volumes. */
  readonly tags: Readonly<Record<string, string>>;
  /** Nodes to run on: EKS calls these add-ons degraded while their pods wait. */
  readonly nodes: readonly ITerraformDependable[];
}

/** Add-ons with controllers, which need nodes. */
export class Addons extends Construct {
  constructor(scope: Construct, id: string, props: AddonsProps) {
    super(scope, id);
    const { cluster, nodes, insights } = props;
    const dns = new Addon(this, "coredns", {
      cluster,
      name: "coredns",
      configuration: CORE_DNS,
      after: nodes,
    });
    new Addon(this, "ebs-csi", {
      cluster,
      name: "aws-ebs-csi-driver",
      configuration: ebsCsi(props.tags),
      role: props.ebsCsiRole,
      after: [...nodes, dns.ready],
    });
    new Addon(this, "efs-csi", {
      cluster,
      name: "aws-efs-csi-driver",
      configuration: EFS_CSI,
      after: [...nodes, dns.ready, props.efsCsiIdentity],
    });
    if (insights !== "none") {
      new Addon(this, "cloudwatch-observability", {
        cluster,
        name: "amazon-cloudwatch-observability",
        configuration: cloudWatchObservability(props.region),
        role: insights.role,
        after: [...nodes, dns.ready, ...insights.logGroups],
      });
    }
  }
}
