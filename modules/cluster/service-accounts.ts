/** A name that pods run under in a namespace. */
export interface ServiceAccount {
  readonly namespace: string;
  readonly name: string;
}

/**
 * Who has an AWS role of its own. Add-ons and the CSI drivers' names are theirs; the others are given to charts, which must
 * use exactly these.
 */
export const SERVICE_ACCOUNTS = {
  vpcCni: { namespace: "kube-system", name: "aws-node" },
  ebsCsi: { namespace: "kube-system", name: "ebs-csi-controller-sa" },
  /** The daemon that mounts, not the controller: access points are given, never made. */
  efsCsi: { namespace: "kube-system", name: "efs-csi-node-sa" },
  /** The agent and Fluent Bit share it. */
  cloudWatchAgent: { namespace: "amazon-cloudwatch", name: "cloudwatch-agent" },
  autoscaler: { namespace: "kube-system", name: "cluster-autoscaler" },
  loadBalancer: { namespace: "kube-system", name: "aws-load-balancer-controller" },
  collector: { namespace: "monitoring", name: "collector" },
  alertmanager: { namespace: "monitoring", name: "alertmanager" },
  grafana: { namespace: "monitoring", name: "grafana" },
  api: { namespace: "mindscape", name: "mindscape-api" },
} as const satisfies Record<string, ServiceAccount>;
