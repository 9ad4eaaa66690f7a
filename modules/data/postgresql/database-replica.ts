import { DbInstance } from "@cdktf/provider-aws/lib/db-instance";
import { DbInstanceAutomatedBackupsReplication } from "@cdktf/provider-aws/lib/db-instance-automated-backups-replication";
import { Construct } from "constructs";
import { DatabaseLogGroups } from "./log-groups";
import { MonitoringRole } from "./monitoring-role";
import { DatabaseNetwork, type DatabaseNetworkProps } from "./network";
import { DatabaseParameters } from "./parameters";
import {
  type DatabaseCapacity,
  type DatabaseOperations,
  type DatabaseProtection,
  guards,
  PORT,
  sharedSettings,
} from "./settings";

export interface DatabaseReplicaProps {
  readonly name: string;
  /** ARN of the primary in the region where the database was born. */
  readonly sourceArn: string;
  /** The primary's major version. */
  readonly engineVersion: string;
  readonly availability: "single-zone" | "multi-zone";
  /** The primary's: a replica must admit at least as many connections and workers. */
  readonly capacity: DatabaseCapacity;
  readonly network: DatabaseNetworkProps;
  /** A key of this region. */
  readonly kmsKeyArn: string;
  readonly operations: DatabaseOperations;
  readonly protection: DatabaseProtection;
}

/**
 * PostgreSQL in the second region: a replica of the first one's primary, and a copy of its automated backups. The replica
 * survives the loss of a region, the backups a mistake that the replica copies.
 *
 * It is ready to become the primary: it keeps backups, is protected and leaves a final snapshot like one. A promotion changes
 * nothing that Terraform manages. While it is still a replica RDS takes no final snapshot and so refuses its deletion: say
 * `protection` without one, apply, then destroy.
 */
export class DatabaseReplica extends Construct {
  readonly identifier: string;
  readonly arn: string;
  readonly address: string;
  readonly port = PORT;
  /** What `rds-db:connect` names; another one than the primary's. */
  readonly resourceId: string;
  private readonly network: DatabaseNetwork;

  constructor(scope: Construct, id: string, props: DatabaseReplicaProps) {
    super(scope, id);
    const { name, engineVersion, capacity, operations, kmsKeyArn, protection } = props;
    this.identifier = name;
    this.network = new DatabaseNetwork(this, "network", { ...props.network, name });
    const parameters = new DatabaseParameters(this, "parameters", { name, engineVersion, capacity });
    const monitoring = new MonitoringRole(this, "monitoring", { name, operations });
    const logs = new DatabaseLogGroups(this, "logs", { ...operations.logs, instance: name });
    const instance = new DbInstance(this, "instance", {
      ...sharedSettings({
        capacity,
        operations,
        kmsKeyArn,
        securityGroupId: this.network.securityGroup.id,
        parameterGroupName: parameters.name,
        monitoringRoleArn: monitoring.arn,
      }),
      ...guards(name, protection),
      identifier: name,
      replicateSourceDb: props.sourceArn,
      kmsKeyId: kmsKeyArn,
      dbSubnetGroupName: this.network.subnetGroupName,
      multiAz: props.availability === "multi-zone",
      dependsOn: [...logs.groups, ...monitoring.ready],
      lifecycle: {
        // A promoted replica has no source; naming it again would plan a change that RDS refuses.
        ignoreChanges: ["replicate_source_db"],
        ...(protection.preventDestroy && { preventDestroy: true }),
      },
    });
    this.arn = instance.arn;
    this.address = instance.address;
    this.resourceId = instance.resourceId;
    new DbInstanceAutomatedBackupsReplication(this, "backups", {
      sourceDbInstanceArn: props.sourceArn,
      kmsKeyId: kmsKeyArn,
      retentionPeriod: operations.backupRetentionDays,
      timeouts: { create: "2h" },
      // Making a replica leaves its source `modifying`, and RDS starts this only from an available one.
      // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ReadRepl.XRgn.html#USER_ReadRepl.XRgn.Process
      dependsOn: [instance],
    });
  }

  /** Opens the port to `client`, by a rule in the caller's `scope`. */
  allowFrom(scope: Construct, client: string, clientSecurityGroupId: string): void {
    this.network.securityGroup.allowFrom(scope, client, clientSecurityGroupId);
  }
}
