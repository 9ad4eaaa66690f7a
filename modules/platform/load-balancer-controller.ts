import { SERVICE_ACCOUNTS } from "../cluster/service-accounts";
import { demand, onSystemNodes, type ReleaseValues, resourcesOf } from "./release-values";

const NAME = SERVICE_ACCOUNTS.loadBalancer.name;
const REPLICAS = 2;
const SIZE = { cpuMillicores: 100, memoryMiB: 128, memoryLimitMiB: 256 };

export interface LoadBalancerControllerProps {
  readonly clusterName: string;
  readonly region: string;
  readonly vpcId: string;
}

/**
 * Puts nodes behind the target groups that Terraform made, and nothing else. Its hook on services would stop every release
 * while it is away, and its certificate made anew would stop the hooks for a moment with each upgrade.
 */
export function loadBalancerController(props: LoadBalancerControllerProps): ReleaseValues {
  const { clusterName, region, vpcId } = props;
  return {
    values: {
      clusterName,
      // Instance metadata is out of its reach.
      region,
      vpcId,
      fullnameOverride: NAME,
      serviceAccount: { create: true, name: NAME },
      replicaCount: REPLICAS,
      resources: resourcesOf(SIZE),
      podDisruptionBudget: { maxUnavailable: 1 },
      priorityClassName: "system-cluster-critical",
      ...onSystemNodes({ "app.kubernetes.io/name": "aws-load-balancer-controller" }),
      enableServiceMutatorWebhook: false,
      keepTLSSecret: true,
      createIngressClassResource: false,
      ingressClassParams: { create: false },
      // Terraform owns security groups, ACLs and protections.
      enableShield: false,
      enableWaf: false,
      enableWafv2: false,
      enableBackendSecurityGroup: false,
      // On by default, and Kubernetes' definitions of gateways are not installed.
      // https://github.com/kubernetes-sigs/aws-load-balancer-controller/issues/4684
      controllerConfig: { featureGates: { ALBGatewayAPI: false, NLBGatewayAPI: false } },
    },
    pods: [demand(NAME, REPLICAS, SIZE)],
    serviceAccounts: [SERVICE_ACCOUNTS.loadBalancer],
  };
}
