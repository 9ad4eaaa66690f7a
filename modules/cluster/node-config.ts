/** Kept from pods, for the kubelet and the container runtime. */
export interface Reserve {
  readonly cpuMillicores: number;
  readonly memoryMiB: number;
}

const BOUNDARY = "mindscape";

/**
 * User data of an AL2023 node. EKS appends its own part, which wins where both speak: the image, how to join, labels, and
 * `maxPods` (110 with prefix delegation), so those are not said here.
 * https://docs.aws.amazon.com/eks/latest/userguide/launch-templates.html#launch-template-user-data
 * https://docs.aws.amazon.com/eks/latest/userguide/choosing-instance-type.html#max-pods-precedence
 */
export function nodeUserData(reserved: Reserve): string {
  const config = {
    apiVersion: "node.eks.aws/v1alpha1",
    kind: "NodeConfig",
    spec: {
      kubelet: {
        config: {
          kubeReserved: {
            cpu: `${reserved.cpuMillicores}m`,
            memory: `${reserved.memoryMiB}Mi`,
            "ephemeral-storage": "1Gi",
          },
        },
      },
    },
  };
  return [
    "MIME-Version: 1.0",
    `Content-Type: multipart/mixed; boundary="${BOUNDARY}"`,
    "",
    `--${BOUNDARY}`,
    "Content-Type: application/node.eks.aws",
    "",
    JSON.stringify(config),
    "",
    `--${BOUNDARY}--`,
    "",
  ].join("\n");
}
