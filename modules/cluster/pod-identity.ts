import { EksPodIdentityAssociation } from "@cdktf/provider-aws/lib/eks-pod-identity-association";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { Cluster } from "./cluster";
import { PodRole, type PodRoleProps } from "./pod-role";

export interface PodIdentityProps extends Omit<PodRoleProps, "clusterArn"> {
  readonly cluster: Cluster;
}

/**
 * Gives a service account its role. Pods get it when they are created, so this comes before them; neither namespace nor
 * account has to exist yet. Add-ons that name their role themselves need only a `PodRole`.
 */
export class PodIdentity extends Construct {
  readonly ready: ITerraformDependable;

  constructor(scope: Construct, id: string, props: PodIdentityProps) {
    super(scope, id);
    const { cluster, account } = props;
    const role = new PodRole(this, "role", { ...props, clusterArn: cluster.arn });
    this.ready = new EksPodIdentityAssociation(this, "association", {
      clusterName: cluster.name,
      namespace: account.namespace,
      serviceAccount: account.name,
      roleArn: role.arn,
      dependsOn: role.grants,
    });
  }
}
