import { mountsAndWrites } from "../../data/files/file-system-policy";
import type { PolicyStatement } from "../policy";

export interface MountedFiles {
  readonly fileSystemArn: string;
  /** The only way in: another directory or user cannot be asked for. */
  readonly accessPointArn: string;
}

/**
 * With the mount option `iam` the file system sees the identity of the daemon that mounts, never that of the pod that reads
 * and writes. https://github.com/kubernetes-sigs/aws-efs-csi-driver/blob/master/docs/parameters.md
 */
export function efsCsiStatements({ fileSystemArn, accessPointArn }: MountedFiles): PolicyStatement[] {
  return [
    mountsAndWrites(fileSystemArn, accessPointArn) as PolicyStatement,
    {
      // Where the file system's name does not resolve.
      // https://docs.aws.amazon.com/efs/latest/ug/mounting-fs-mount-helper-ec2-linux.html
      Sid: "FindTheMountTarget",
      Effect: "Allow",
      Action: "elasticfilesystem:DescribeMountTargets",
      Resource: fileSystemArn,
    },
  ];
}
