import { EksAddon } from "@cdktf/provider-aws/lib/eks-addon";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { Cluster } from "./cluster";
import type { PodRole } from "./pod-role";

export interface AddonProps {
  readonly cluster: Cluster;
  readonly name: string;
  /** Keys that the add-on's schema knows: `aws eks describe-addon-configuration`. EKS refuses any other. */
  readonly configuration?: object;
  readonly role?: PodRole;
  readonly after: readonly ITerraformDependable[];
}

/**
 * A managed add-on in EKS's default version for the cluster; from then on maintenance raises it. What people change by hand
 * in it stays until its configuration here changes.
 */
export class Addon extends Construct {
  readonly ready: ITerraformDependable;

  constructor(scope: Construct, id: string, props: AddonProps) {
    super(scope, id);
    const { cluster, configuration, role } = props;
    this.ready = new EksAddon(this, "addon", {
      clusterName: cluster.name,
      addonName: props.name,
      ...(configuration !== undefined && { configurationValues: JSON.stringify(configuration) }),
      ...(role !== undefined && {
        podIdentityAssociation: [{ roleArn: role.arn, serviceAccount: role.serviceAccount }],
      }),
      resolveConflictsOnCreate: "OVERWRITE",
      resolveConflictsOnUpdate: "PRESERVE",
      dependsOn: [...(role?.grants ?? []), ...props.after],
      lifecycle: { ignoreChanges: ["addon_version"] },
    });
  }
}
