import type { LaunchTemplateConfig } from "@cdktf/provider-aws/lib/launch-template";

// What Amazon Linux 2023 boots from.
const ROOT_DEVICE = "/dev/xvda";
// The default tags reach none of these: the machines are their group's, not Terraform's.
const TAGGED = ["instance", "volume", "network-interface"];

export interface LaunchSettingsProps {
  /** The machines' `Name` tag; also begins the template's name. */
  readonly machineName: string;
  /** Of the root volume. */
  readonly diskGiB: number;
  /** The Auto Scaling and Spot roles must be allowed to use it. */
  readonly kmsKeyArn: string;
  /** For what the machines bring along. */
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * What every machine has, whoever starts it: metadata that takes a token and stays on the machine (a packet of a pod or task with
 * a network of its own dies on the way), an encrypted disk, and the tags.
 */
export function launchSettings(props: LaunchSettingsProps): LaunchTemplateConfig {
  return {
    namePrefix: `${props.machineName}-`,
    updateDefaultVersion: true,
    metadataOptions: {
      httpEndpoint: "enabled",
      httpTokens: "required",
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
  };
}
