import type { Tags } from "./resource";

/** What Kubernetes controllers may leave, in the order in which it can be removed. */
export const LEAVING_KINDS = [
  "load-balancer",
  "target-group",
  "network-interface",
  "security-group",
  "volume",
  "snapshot",
] as const;

/** Something in AWS that a controller of a cluster made, and that Terraform does not know. */
export interface Leaving {
  readonly kind: (typeof LEAVING_KINDS)[number];
  /** As the service calls it; load balancers and target groups by ARN. */
  readonly id: string;
  readonly region: string;
  readonly cluster: string;
  readonly madeBy: string;
  /** For people: what it is, and of whom. */
  readonly about: string;
  /** Nothing else may hold what is in it: the caller decides whether that may be lost. */
  readonly keepsData: boolean;
  /** Who uses it still; then it is not removed. */
  readonly usedBy?: string;
}

// Tags of the controllers, as their documentation says.
// https://github.com/kubernetes-sigs/aws-ebs-csi-driver/blob/master/docs/tagging.md
const OF_EBS_DRIVER = "ebs.csi.aws.com/cluster";
// Since 2026 beside the older one. https://github.com/kubernetes-sigs/aws-ebs-csi-driver/pull/2899
const EBS_CLUSTER = "ebs.csi.aws.com/cluster-name";
// https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/deploy/security_groups/
export const LOAD_BALANCER_CLUSTER = "elbv2.k8s.aws/cluster";
// https://github.com/aws/amazon-vpc-cni-k8s/pull/1482
export const INTERFACE_CLUSTER = "cluster.k8s.amazonaws.com/name";
// https://github.com/aws/amazon-vpc-cni-k8s/pull/2854
const INTERFACE_OWNER = "eks:eni:owner";
const INTERFACE_OWNERS: readonly (string | undefined)[] = ["amazon-vpc-cni", "eks-vpc-resource-controller"];
// The cloud provider of Kubernetes, for services of type LoadBalancer.
// https://github.com/kubernetes/cloud-provider-aws/blob/master/pkg/providers/v1/tags.go
const SERVICE_NAME = "kubernetes.io/service-name";
// On what EKS itself made, as the cluster's own security group.
const OF_EKS = "aws:eks:cluster-name";
const OF_EKS_NAME = "eks-cluster-sg-";
const OF_CLOUD_PROVIDER_NAME = "k8s-elb-";

const owned = (tags: Tags, cluster: string): boolean => tags[`kubernetes.io/cluster/${cluster}`] === "owned";

/** Whether the driver of EBS made it for this cluster; a volume without the cluster's name may be any cluster's. */
export function isOfEbsDriver(tags: Tags, cluster: string): boolean {
  if (tags[OF_EBS_DRIVER] !== "true") return false;
  const named = tags[EBS_CLUSTER];
  return named === undefined ? owned(tags, cluster) : named === cluster;
}

/** Of a load balancer or a target group. */
export function isOfLoadBalancing(tags: Tags, cluster: string): boolean {
  return tags[LOAD_BALANCER_CLUSTER] === cluster || (SERVICE_NAME in tags && owned(tags, cluster));
}

/** Whether a controller made the security group; EKS's own carries the cluster's tag as well. */
export function isControllersGroup(name: string, tags: Tags, cluster: string): boolean {
  if (OF_EKS in tags || name.startsWith(OF_EKS_NAME)) return false;
  const ofService = name.startsWith(OF_CLOUD_PROVIDER_NAME) && owned(tags, cluster);
  return tags[LOAD_BALANCER_CLUSTER] === cluster || ofService;
}

/** Whether it is the group that EKS made for the cluster, and removes with it unless something used it then. */
export function isClustersGroup(name: string, tags: Tags, cluster: string): boolean {
  return name.startsWith(`${OF_EKS_NAME}${cluster}-`) && tags[OF_EKS] === cluster;
}

/** An interface that names the machine but not the cluster may be any cluster's. */
export function isOfNetworking(tags: Tags, cluster: string): boolean {
  const named = tags[INTERFACE_CLUSTER];
  if (named !== undefined) return named === cluster;
  return INTERFACE_OWNERS.includes(tags[INTERFACE_OWNER]) && owned(tags, cluster);
}

/** What controllers may have made that is not looked for, and why. */
export const NOT_LOOKED_FOR = [
  {
    what: "Classic load balancers of services",
    reason: "no namespace may have a service of type LoadBalancer (docs/platform.md)",
  },
  {
    what: "access points of shared files",
    reason: "they are Terraform's; the class efs makes none (charts/mindscape-platform)",
  },
  {
    what: "the control plane's log group, which EKS may make again while it goes",
    reason: "its name is Terraform's, and it holds nothing but logs: delete it by hand (docs/cluster.md)",
  },
] as const;
