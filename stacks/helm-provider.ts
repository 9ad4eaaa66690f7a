import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { Fn, type TerraformStack } from "cdktf";
import type { OrganizationConfig } from "../config/organization";
import type { Cluster } from "../modules/cluster/cluster";

export interface ClusterAccess {
  readonly cluster: Pick<Cluster, "endpoint" | "certificateAuthority">;
  /** As it is known at synthesis. */
  readonly clusterName: string;
  readonly region: string;
  readonly login: OrganizationConfig["clusterLogin"];
}

const TOKEN = "aws_eks_cluster_auth.cluster";

/** Lets the stack's releases into the cluster. The token is made anew in each plan and apply, and written nowhere. */
export function connectHelm(
  stack: TerraformStack,
  { cluster, clusterName, region, login }: ClusterAccess,
): void {
  const { endpoint: host, certificateAuthority } = cluster;
  // CDKTF has no construct for it.
  if (login === "token") stack.addOverride(`ephemeral.${TOKEN}`, { name: clusterName });
  new HelmProvider(stack, "helm", {
    kubernetes: {
      host,
      clusterCaCertificate: Fn.base64decode(certificateAuthority),
      ...(login === "token"
        ? { token: `\${ephemeral.${TOKEN}.token}` }
        : {
            exec: {
              apiVersion: "client.authentication.k8s.io/v1beta1",
              command: "aws",
              // CDKTF spoils the names of environment variables: everything is an argument.
              args: ["eks", "get-token", "--cluster-name", clusterName, "--region", region],
            },
          }),
    },
  });
}
