import { DbInstance } from "@cdktf/provider-aws/lib/db-instance";
import { Construct } from "constructs";
import { DatabaseLogGroups } from "./log-groups";
import type { MonitoringRole } from "./monitoring-role";
import { sharedSettings, type SharedSettings } from "./settings";

export interface ReadReplicaProps {
  readonly name: string;
  readonly source: DbInstance;
  readonly shared: SharedSettings;
  readonly monitoring: MonitoringRole;
}

/**
 * A copy beside the primary, for reading. It is made again from its source at any time, so nothing protects it; it keeps
 * backups, so that it can be recovered to a point in time from the moment it is promoted.
 */
export class ReadReplica extends Construct {
  readonly address: string;
  /** What `rds-db:connect` names. */
  readonly resourceId: string;

  constructor(scope: Construct, id: string, props: ReadReplicaProps) {
    super(scope, id);
    const { name, source, shared, monitoring } = props;
    const logs = new DatabaseLogGroups(this, "logs", { ...shared.operations.logs, instance: name });
    const instance = new DbInstance(this, "instance", {
      ...sharedSettings(shared),
      identifier: name,
      // By name and not by ARN: key, subnets and engine come from the source.
      replicateSourceDb: source.identifier,
      skipFinalSnapshot: true,
      dependsOn: [...logs.groups, ...monitoring.ready],
    });
    this.address = instance.address;
    this.resourceId = instance.resourceId;
  }
}
