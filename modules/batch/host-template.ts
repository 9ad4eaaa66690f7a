import { LaunchTemplate } from "@cdktf/provider-aws/lib/launch-template";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { launchSettings } from "../machines/launch-settings";

// Resolved when a machine starts, so that a new one always has the newest image and no plan changes with it.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/retrieve-ecs-optimized_AMI.html
const IMAGES = {
  x86_64: "/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id",
  arm64: "/aws/service/ecs/optimized-ami/amazon-linux-2023/arm64/recommended/image_id",
} as const;

/** The public parameter that has the newest image's id. */
export function hostImageParameter(architecture: keyof typeof IMAGES): string {
  return IMAGES[architecture];
}

export interface HostTemplateProps {
  /** The machines' `Name` tag. */
  readonly name: string;
  readonly clusterName: string;
  readonly architecture: keyof typeof IMAGES;
  /** Of the root volume; the image asks for 30 at least. */
  readonly diskGiB: number;
  /** The Auto Scaling and Spot roles must be allowed to use it. */
  readonly volumesKeyArn: string;
  readonly profileArn: string;
  readonly securityGroupId: string;
  /** Kept from tasks for the system and the agent. */
  readonly reservedMiB: number;
  readonly tags: Readonly<Record<string, string>>;
  /** What a machine needs when it starts. */
  readonly after: readonly ITerraformDependable[];
}

/** How a machine of the cluster is made; its type is the group's. */
export class HostTemplate extends Construct {
  readonly launchTemplateId: string;
  readonly version: string;

  constructor(scope: Construct, id: string, props: HostTemplateProps) {
    super(scope, id);
    const template = new LaunchTemplate(this, "template", {
      ...launchSettings({ ...props, machineName: props.name, kmsKeyArn: props.volumesKeyArn }),
      imageId: `resolve:ssm:${hostImageParameter(props.architecture)}`,
      iamInstanceProfile: { arn: props.profileArn },
      vpcSecurityGroupIds: [props.securityGroupId],
      userData: Buffer.from(userData(props)).toString("base64"),
      dependsOn: [...props.after],
    });
    this.launchTemplateId = template.id;
    this.version = `\${${template.fqn}.latest_version}`;
  }
}

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-agent-config.html */
function userData({ clusterName, reservedMiB }: HostTemplateProps): string {
  const settings = {
    ECS_CLUSTER: clusterName,
    // Tasks hear of Spot's two minutes of notice by SIGTERM.
    ECS_ENABLE_SPOT_INSTANCE_DRAINING: "true",
    // A task has its own role; the machine's is none of its business.
    ECS_AWSVPC_BLOCK_IMDS: "true",
    ECS_DISABLE_PRIVILEGED: "true",
    ECS_ENABLE_AWSLOGS_EXECUTIONROLE_OVERRIDE: "true",
    ECS_RESERVED_MEMORY: String(reservedMiB),
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name}=${value}`);
  return ["#!/bin/bash", "cat >> /etc/ecs/ecs.config <<'EOF'", ...lines, "EOF", ""].join("\n");
}
