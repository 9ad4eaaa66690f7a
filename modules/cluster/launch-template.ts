import { LaunchTemplate } from "@cdktf/provider-aws/lib/launch-template";
import { Construct } from "constructs";
import { nodeUserData, type Reserve } from "./node-config";

// What EKS's AL2023 images boot from. https://docs.aws.amazon.com/eks/latest/userguide/launch-templates.html
const ROOT_DEVICE = "/dev/xvda";
// The default tags reach none of these: the group's machines are not Terraform's.
const TAGGED = ["instance", "volume", "network-interface"];

export interface NodeTemplateProps {
  /** The machines' `Name` tag. */
  readonly machineName: string;
  /** Of the root volume: images, logs and scratch space of pods. */
  readonly diskGiB: number;
  /** The Auto Scaling and Spot roles must be allowed to use it. */
  readonly kmsKeyArn: string;
  /** Kept from pods on each node. */
  readonly reserved: Reserve;
  /** For what the machines bring along; a changed tag replaces all of them, one by one. */
  readonly tags: Readonly<Record<string, string>>;
}

/** How a node is made. Its image, type, role, subnets and security group are the node group's. */
export class NodeTemplate extends Construct {
  readonly launchTemplateId: string;
  readonly version: string;

  constructor(scope: Construct, id: string, props: NodeTemplateProps) {
    super(scope, id);
    const template = new LaunchTemplate(this, "template", {
      namePrefix: `${props.machineName}-`,
      updateDefaultVersion: true,
      userData: Buffer.from(nodeUserData(props.reserved)).toString("base64"),
      metadataOptions: {
        httpEndpoint: "enabled",
        httpTokens: "required",
        // A pod's packet dies on the way: only what runs in the node's own network (CNI, CSI and log daemons) gets there.
        httpPutResponseHopLimit: 1,
        instanceMetadataTags: "disabled",
      },
      blockDeviceMappings: [
        {
          deviceName: ROOT_DEVICE,
          ebs: {
            volumeType: "gp3",
            volumeSize: props.diskGiB,
            encrypted: "true",
            kmsKeyId: props.kmsKeyArn,
            deleteOnTermination: "true",
          },
        },
      ],
      tagSpecifications: TAGGED.map((resourceType) => ({
        resourceType,
        tags: { ...props.tags, Name: props.machineName },
      })),
    });
    this.launchTemplateId = template.id;
    this.version = `\${${template.fqn}.latest_version}`;
  }
}
