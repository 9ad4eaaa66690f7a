import { EfsAccessPoint } from "@cdktf/provider-aws/lib/efs-access-point";
import { EfsBackupPolicy } from "@cdktf/provider-aws/lib/efs-backup-policy";
import { EfsFileSystem } from "@cdktf/provider-aws/lib/efs-file-system";
import { EfsFileSystemPolicy } from "@cdktf/provider-aws/lib/efs-file-system-policy";
import { EfsMountTarget } from "@cdktf/provider-aws/lib/efs-mount-target";
import { Construct } from "constructs";
import { ClosedGroup } from "../closed-group";
import { fileSystemPolicy } from "./file-system-policy";

const PORT = 2049;
// The user and group that own an application's directory, whoever the process in the container is.
const OWNER = 1000;

export interface FileSystemProps {
  readonly name: string;
  readonly securityGroupName: string;
  readonly vpcId: string;
  /** One isolated subnet a zone; the order is part of the mount targets' addresses. */
  readonly subnetIds: readonly string[];
  readonly kmsKeyArn: string;
  /** A destination lets replication overwrite it: it is born empty, and what is written before replication starts is lost. */
  readonly born: "alone" | "as-destination";
  readonly preventDestroy: boolean;
}

/**
 * Shared files that cannot be mounted before a client is allowed in, and then only over TLS, by a role that IAM lets in,
 * through an access point of its own.
 */
export class FileSystem extends Construct {
  readonly id: string;
  readonly arn: string;
  readonly port = PORT;
  private readonly securityGroup: ClosedGroup;

  constructor(scope: Construct, id: string, props: FileSystemProps) {
    super(scope, id);
    const files = this.files(props);
    this.id = files.id;
    this.arn = files.arn;
    this.securityGroup = new ClosedGroup(this, "security-group", {
      name: props.securityGroupName,
      store: "files",
      vpcId: props.vpcId,
      port: PORT,
    });
    const policy = new EfsFileSystemPolicy(this, "policy", {
      fileSystemId: files.id,
      policy: fileSystemPolicy(files.arn),
    });
    props.subnetIds.forEach((subnetId, zone) => {
      new EfsMountTarget(this, `mount-target-${zone}`, {
        fileSystemId: files.id,
        subnetId,
        securityGroups: [this.securityGroup.id],
        // Without a policy, whoever reaches the port may mount.
        dependsOn: [policy],
      });
    });
  }

  /**
   * A way in that shows `directory` as the root and acts as its owner, whatever user the client names. EFS makes the directory
   * at the first mount; a destination gets it by replication.
   */
  accessPoint(id: string, directory: string): EfsAccessPoint {
    return new EfsAccessPoint(this, id, {
      fileSystemId: this.id,
      posixUser: { uid: OWNER, gid: OWNER },
      rootDirectory: {
        path: `/${directory}`,
        creationInfo: { ownerUid: OWNER, ownerGid: OWNER, permissions: "0750" },
      },
      tags: { Name: directory },
    });
  }

  /** Opens the port to `client`, by a rule in the caller's `scope`. */
  allowFrom(scope: Construct, client: string, clientSecurityGroupId: string): void {
    this.securityGroup.allowFrom(scope, client, clientSecurityGroupId);
  }

  private files({ name, kmsKeyArn, born, preventDestroy }: FileSystemProps): EfsFileSystem {
    const files = new EfsFileSystem(this, "files", {
      encrypted: true,
      kmsKeyId: kmsKeyArn,
      // Paid by what is read and written. Bursting would be free, but gives a small file system 1 MiB/s once its credits are
      // spent. https://docs.aws.amazon.com/efs/latest/ug/performance.html#throughput-modes
      throughputMode: "elastic",
      // A block takes one transition.
      lifecyclePolicy: [
        { transitionToIa: "AFTER_30_DAYS" },
        { transitionToPrimaryStorageClass: "AFTER_1_ACCESS" },
      ],
      ...(born === "as-destination" && { protection: { replicationOverwrite: "DISABLED" } }),
      tags: { Name: name },
      lifecycle: {
        ...(preventDestroy && { preventDestroy: true }),
        // Replication sets it to REPLICATING and, when it ends, to ENABLED: then nothing overwrites the promoted side.
        ignoreChanges: ["protection"],
      },
    });
    // EFS's own plan writes to a vault with an AWS key and makes no copies: the backup plan of this layer does both better.
    new EfsBackupPolicy(this, "no-second-plan", {
      fileSystemId: files.id,
      backupPolicy: { status: "DISABLED" },
    });
    return files;
  }
}
