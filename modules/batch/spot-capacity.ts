import { AutoscalingGroup } from "@cdktf/provider-aws/lib/autoscaling-group";
import { EcsCapacityProvider } from "@cdktf/provider-aws/lib/ecs-capacity-provider";
import { EcsClusterCapacityProviders } from "@cdktf/provider-aws/lib/ecs-cluster-capacity-providers";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { BatchCluster } from "./batch-cluster";
import { type ClientGroupProps, ClientGroup } from "./client-group";
import { HostRole } from "./host-role";
import { HostTemplate, type HostTemplateProps } from "./host-template";

// Machines go with their work, so most are gone within hours. One that is never idle is protected by ECS for as long, and replaced by
// the weekly security patches. https://docs.aws.amazon.com/autoscaling/ec2/userguide/asg-max-instance-lifetime.html
const MAX_LIFETIME_SECONDS = 7 * 24 * 60 * 60;
// An agent is registered within about three minutes; until then its machine counts as coming.
const WARMUP_SECONDS = 180;

export interface SpotCapacityProps extends Pick<
  HostTemplateProps,
  "architecture" | "diskGiB" | "volumesKeyArn" | "reservedMiB" | "tags"
> {
  /** Of the capacity provider, the group and its machines; not beginning with aws, ecs or fargate. */
  readonly name: string;
  readonly roleName: string;
  readonly securityGroup: Omit<ClientGroupProps, "description" | "reaches">;
  readonly region: string;
  readonly accountId: string;
  readonly cluster: BatchCluster;
  readonly clusterName: string;
  readonly subnetIds: readonly string[];
  /** Of the same architecture and of about the same size. */
  readonly instanceTypes: readonly string[];
  readonly max: number;
}

/**
 * Machines on Spot that come with the work and go with it, down to none. Scaling takes only machines without tasks; a machine
 * that Spot calls back is drained first. Without a strategy of its own a task runs on Fargate: nobody takes that away.
 */
export class SpotCapacity extends Construct {
  readonly providerName: string;
  /** A service that names the provider comes after it. */
  readonly ready: ITerraformDependable;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: SpotCapacityProps,
  ) {
    super(scope, id);
    const { name, cluster, clusterName } = props;
    const role = new HostRole(this, "role", { ...props, name: props.roleName });
    const securityGroup = new ClientGroup(this, "security-group", {
      ...props.securityGroup,
      description: "machines of the batch cluster",
      reaches: [],
    });
    const template = new HostTemplate(this, "template", {
      ...props,
      profileArn: role.profileArn,
      securityGroupId: securityGroup.id,
      // The cluster comes before its machines, and goes after them.
      after: [...role.grants, cluster.cluster, cluster.trunking],
    });
    const provider = new EcsCapacityProvider(this, "provider", {
      name,
      autoScalingGroupProvider: {
        autoScalingGroupArn: this.group(template).arn,
        managedDraining: "ENABLED",
        managedTerminationProtection: "ENABLED",
        managedScaling: { status: "ENABLED", targetCapacity: 100, instanceWarmupPeriod: WARMUP_SECONDS },
      },
    });
    this.providerName = provider.name;
    this.ready = new EcsClusterCapacityProviders(this, "providers", {
      clusterName,
      capacityProviders: [provider.name, "FARGATE", "FARGATE_SPOT"],
      defaultCapacityProviderStrategy: [{ capacityProvider: "FARGATE", weight: 1 }],
      dependsOn: [cluster.cluster],
    });
  }

  private group(template: HostTemplate): AutoscalingGroup {
    const { name, subnetIds, instanceTypes, max, tags } = this.props;
    return new AutoscalingGroup(this, "group", {
      name,
      minSize: 0,
      // Between the two ECS decides, so nothing is desired here.
      maxSize: max,
      vpcZoneIdentifier: [...subnetIds],
      mixedInstancesPolicy: {
        instancesDistribution: {
          onDemandBaseCapacity: 0,
          onDemandPercentageAboveBaseCapacity: 0,
          spotAllocationStrategy: "price-capacity-optimized",
        },
        launchTemplate: {
          launchTemplateSpecification: {
            launchTemplateId: template.launchTemplateId,
            version: template.version,
          },
          override: instanceTypes.map((instanceType) => ({ instanceType })),
        },
      },
      // Managed termination protection asks for it: ECS takes it from a machine that has nothing to do.
      protectFromScaleIn: true,
      // A machine that may be called back works on until it is: most of them never are.
      capacityRebalance: false,
      healthCheckType: "EC2",
      maxInstanceLifetime: MAX_LIFETIME_SECONDS,
      waitForCapacityTimeout: "0",
      tag: Object.entries({
        ...tags,
        Name: name,
        // ECS would add it by itself, and the next plan take it away.
        // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/asg-capacity-providers.html
        AmazonECSManaged: "true",
      }).map(([key, value]) => ({ key, value, propagateAtLaunch: true })),
    });
  }
}
