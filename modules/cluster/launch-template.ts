import { LaunchTemplate } from "@cdktf/provider-aws/lib/launch-template";
import { Construct } from "constructs";
import { launchSettings } from "../machines/launch-settings";
import { nodeUserData, type Reserve } from "./node-config";

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
      ...launchSettings(props),
      userData: Buffer.from(nodeUserData(props.reserved)).toString("base64"),
    });
    this.launchTemplateId = template.id;
    this.version = `\${${template.fqn}.latest_version}`;
  }
}
