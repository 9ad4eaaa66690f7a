import { AutoscalingGroupTagA } from "@cdktf/provider-aws/lib/autoscaling-group-tag";
import { EksNodeGroup } from "@cdktf/provider-aws/lib/eks-node-group";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { Cluster } from "./cluster";
import type { NodeTemplate } from "./launch-template";
import type { NodeRole } from "./node-role";
import { taintOf, WORKLOAD, type Workload } from "./workloads";

// https://docs.aws.amazon.com/eks/latest/APIReference/API_Nodegroup.html
const AMI_TYPES = { x86_64: "AL2023_x86_64_STANDARD", arm64: "AL2023_ARM_64_STANDARD" } as const;
const TEMPLATE_TAG = "k8s.io/cluster-autoscaler/node-template";

export interface NodeGroupProps {
  /** Begins the group's name, at most 37 characters; AWS adds 26. */
  readonly name: string;
  readonly workload: Workload;
  readonly cluster: Cluster;
  readonly role: NodeRole;
  readonly template: NodeTemplate;
  /** One subnet pins the group to its zone. */
  readonly subnetIds: string[];
  readonly architecture: keyof typeof AMI_TYPES;
  /** Of about the same size: the autoscaler takes all for the first. */
  readonly instanceTypes: readonly string[];
  /** Spot is taken where it is cheap and lasting; EKS moves pods away when a machine is called back. */
  readonly capacity: "on-demand" | "spot";
  readonly nodes: { readonly min: number; readonly max: number };
  /** Who decides how many there are between `min` and `max`. */
  readonly sizedBy: "terraform" | "autoscaler";
  /** For the Auto Scaling group, which EKS gives only its own. */
  readonly tags: Readonly<Record<string, string>>;
  /** What must be there before a node can be ready. */
  readonly after: readonly ITerraformDependable[];
}

/**
 * Machines that EKS starts, updates one by one and replaces when they fail. A change that needs another group makes the new
 * one before it drains the old.
 */
export class NodeGroup extends Construct {
  readonly ready: ITerraformDependable;

  constructor(scope: Construct, id: string, props: NodeGroupProps) {
    super(scope, id);
    const { workload, cluster, template, nodes } = props;
    const taint = taintOf(workload);
    const group = new EksNodeGroup(this, "group", {
      clusterName: cluster.name,
      nodeGroupNamePrefix: `${props.name}-`,
      nodeRoleArn: props.role.arn,
      subnetIds: props.subnetIds,
      version: cluster.version,
      amiType: AMI_TYPES[props.architecture],
      instanceTypes: [...props.instanceTypes],
      capacityType: props.capacity === "spot" ? "SPOT" : "ON_DEMAND",
      launchTemplate: { id: template.launchTemplateId, version: template.version },
      scalingConfig: { minSize: nodes.min, maxSize: nodes.max, desiredSize: nodes.min },
      labels: { [WORKLOAD]: workload },
      ...(taint !== undefined && { taint: [taint] }),
      updateConfig: { maxUnavailable: 1 },
      nodeRepairConfig: { enabled: true },
      dependsOn: [...props.role.grants, ...props.after],
      lifecycle: {
        createBeforeDestroy: true,
        // Maintenance owns the image's release.
        ignoreChanges: [
          "release_version",
          ...(props.sizedBy === "autoscaler" ? ["scaling_config[0].desired_size"] : []),
        ],
      },
    });
    this.ready = group;
    this.tagAutoscalingGroup(group, props);
  }

  /**
   * EKS tags the group for discovery. Without a machine to look at, the autoscaler has to read from tags what one would be like.
   * https://github.com/kubernetes/autoscaler/blob/master/cluster-autoscaler/cloudprovider/aws/README.md#auto-discovery-setup
   */
  private tagAutoscalingGroup(group: EksNodeGroup, { tags, workload, nodes }: NodeGroupProps): void {
    const fromZero = {
      [`${TEMPLATE_TAG}/label/${WORKLOAD}`]: workload,
      [`${TEMPLATE_TAG}/taint/${WORKLOAD}`]: `${workload}:NoSchedule`,
    };
    const all = { ...tags, ...(nodes.min === 0 && fromZero) };
    const autoscalingGroupName = group.resources.get(0).autoscalingGroups.get(0).name;
    for (const [key, value] of Object.entries(all)) {
      new AutoscalingGroupTagA(this, `tag-${key.replaceAll("/", "-")}`, {
        autoscalingGroupName,
        // The launch template tags the machines.
        tag: { key, value, propagateAtLaunch: false },
      });
    }
  }
}
