import { ON_SYSTEM_NODES } from "./workloads";

// What add-ons are told. EKS refuses a key that the add-on's schema does not know:
// `aws eks describe-addon-configuration --addon-name <name> --addon-version <version>`.

type Tags = Readonly<Record<string, string>>;

/**
 * Addresses in blocks of 16, so that small machines hold more than a dozen pods; network policies are enforced.
 * https://docs.aws.amazon.com/eks/latest/userguide/cni-increase-ip-addresses-procedure.html
 * https://docs.aws.amazon.com/eks/latest/userguide/cni-network-policy-configure.html
 */
export function vpcCni(tags: Tags): object {
  return {
    enableNetworkPolicy: "true",
    env: {
      ENABLE_PREFIX_DELEGATION: "true",
      WARM_PREFIX_TARGET: "1",
      // Of the interfaces that it adds to a machine; the launch template tags only the first.
      ADDITIONAL_ENI_TAGS: JSON.stringify(tags),
    },
  };
}

export const CORE_DNS = { nodeSelector: ON_SYSTEM_NODES };

/**
 * The default storage class is the platform's (charts/mindscape-platform). The daemon tolerates all taints unless it is told otherwise.
 * https://github.com/kubernetes-sigs/aws-ebs-csi-driver/blob/master/charts/aws-ebs-csi-driver/values.yaml
 */
export function ebsCsi(tags: Tags): object {
  return {
    controller: { nodeSelector: ON_SYSTEM_NODES, extraVolumeTags: tags },
    defaultStorageClass: { enabled: false },
  };
}

export const EFS_CSI = { controller: { nodeSelector: ON_SYSTEM_NODES } };

/**
 * Metrics of Container Insights and the only log shipper. Application Signals is left out on purpose: it would put agents
 * into pods and make log groups of its own; traces go through the collector.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/install-CloudWatch-Observability-EKS-addon.html
 */
export function cloudWatchObservability(region: string): object {
  return {
    agent: {
      config: {
        agent: { region },
        logs: { metrics_collected: { kubernetes: { enhanced_container_insights: true } } },
      },
    },
    containerLogs: { enabled: true },
    manager: { applicationSignals: { autoMonitor: { monitorAllServices: false } } },
  };
}
