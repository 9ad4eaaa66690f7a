import { EfsReplicationConfiguration } from "@cdktf/provider-aws/lib/efs-replication-configuration";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";

export interface FileReplicationProps {
  readonly sourceId: string;
  /** Born as a destination: EFS overwrites everything in it. */
  readonly destination: { readonly id: string; readonly region: string };
  /** Of the source's region. */
  readonly provider: TerraformProvider;
}

/**
 * Keeps one file system a read-only copy of another, mostly within 15 minutes. Failing over is deleting it: the copy becomes
 * writable, and EFS refuses to replicate into it again until somebody lifts its protection.
 * https://docs.aws.amazon.com/efs/latest/ug/efs-replication.html
 */
export class FileReplication extends Construct {
  constructor(scope: Construct, id: string, { sourceId, destination, provider }: FileReplicationProps) {
    super(scope, id);
    new EfsReplicationConfiguration(this, "configuration", {
      provider,
      sourceFileSystemId: sourceId,
      destination: { fileSystemId: destination.id, region: destination.region },
    });
  }
}
