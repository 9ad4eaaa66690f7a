import { EksAccessEntry } from "@cdktf/provider-aws/lib/eks-access-entry";
import { EksAccessPolicyAssociation } from "@cdktf/provider-aws/lib/eks-access-policy-association";
import { Construct } from "constructs";
import type { Cluster } from "./cluster";

/** Kubernetes group of developers, for what EKS's policies know nothing of: custom resources such as Rollouts. */
export const DEVELOPERS_GROUP = "mindscape:developers";

/** And of who plans: charts/mindscape-platform lets it read what Helm keeps. */
export const PLANNERS_GROUP = "mindscape:planners";

export interface AccessEntriesProps {
  readonly cluster: Cluster;
  /** ARNs of roles that exist: EKS refuses others. */
  readonly planRoleArn: string;
  readonly applyRoleArn: string;
  readonly operatorRoleArn: string;
  readonly developers:
    { readonly roleArn: string; readonly may: "edit" | "view"; readonly namespaces: string[] } | "none";
}

/**
 * Who enters the cluster. Nodes have entries of their own, which EKS makes with their groups.
 * https://docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html
 */
export class AccessEntries extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: AccessEntriesProps,
  ) {
    super(scope, id);
    const { developers } = props;
    // Sees everything but secrets; its group sees those of the namespaces with releases, `AdminView` would see all.
    this.enter("plan", props.planRoleArn, "AmazonEKSViewPolicy", { groups: [PLANNERS_GROUP] });
    // Installs custom resource definitions and roles.
    this.enter("apply", props.applyRoleArn, "AmazonEKSClusterAdminPolicy");
    // Drains nodes and undoes Rollouts, neither of which `AmazonEKSAdminPolicy` may.
    this.enter("operator", props.operatorRoleArn, "AmazonEKSClusterAdminPolicy");
    if (developers !== "none") {
      const policy = developers.may === "edit" ? "AmazonEKSEditPolicy" : "AmazonEKSViewPolicy";
      this.enter("developers", developers.roleArn, policy, {
        namespaces: developers.namespaces,
        groups: [DEVELOPERS_GROUP],
      });
    }
  }

  private enter(
    who: string,
    principalArn: string,
    policy: string,
    { groups = [], namespaces = [] }: { readonly groups?: string[]; readonly namespaces?: string[] } = {},
  ): void {
    const entry = new EksAccessEntry(this, who, {
      clusterName: this.props.cluster.name,
      principalArn,
      ...(groups.length > 0 && { kubernetesGroups: [...groups] }),
    });
    new EksAccessPolicyAssociation(this, `${who}-policy`, {
      clusterName: this.props.cluster.name,
      principalArn: entry.principalArn,
      policyArn: `arn:aws:eks::aws:cluster-access-policy/${policy}`,
      accessScope:
        namespaces.length === 0 ? { type: "cluster" } : { type: "namespace", namespaces: [...namespaces] },
    });
  }
}
