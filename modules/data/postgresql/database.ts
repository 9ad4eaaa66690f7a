import { DbInstance } from "@cdktf/provider-aws/lib/db-instance";
import { Construct } from "constructs";
import { DatabaseLogGroups } from "./log-groups";
import { MasterPassword } from "./master-password";
import { MonitoringRole } from "./monitoring-role";
import { DatabaseNetwork, type DatabaseNetworkProps } from "./network";
import { DatabaseParameters } from "./parameters";
import { ReadReplica } from "./read-replica";
import {
  type DatabaseCapacity,
  type DatabaseOperations,
  type DatabaseProtection,
  guards,
  PORT,
  sharedSettings,
  type SharedSettings,
} from "./settings";

// When standard support of the major version ends, RDS upgrades instead of charging for extended support.
// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/extended-support.html
const SUPPORT = "open-source-rds-extended-support-disabled";

export interface DatabaseProps {
  /** Identifier of the instance; replicas append `-replica-1` and so on. */
  readonly name: string;
  /** Major version only: minor ones belong to AWS. */
  readonly engineVersion: string;
  readonly databaseName: string;
  /** Not `admin`, which RDS reserves. */
  readonly masterUsername: string;
  readonly availability: "single-zone" | "multi-zone";
  readonly readReplicas: number;
  readonly capacity: DatabaseCapacity;
  readonly network: DatabaseNetworkProps;
  readonly kmsKeyArn: string;
  readonly operations: DatabaseOperations;
  readonly protection: DatabaseProtection;
}

/**
 * PostgreSQL where it was born, with its read replicas: encrypted, over TLS only, entered by IAM, and reached by nobody until
 * `allowFrom` says so.
 */
export class Database extends Construct {
  readonly identifier: string;
  readonly arn: string;
  readonly address: string;
  readonly port = PORT;
  /** What `rds-db:connect` names: `arn:aws:rds-db:<region>:<account>:dbuser:<resourceId>/<user>`. */
  readonly resourceId: string;
  readonly readReplicas: readonly ReadReplica[];
  private readonly network: DatabaseNetwork;

  constructor(scope: Construct, id: string, props: DatabaseProps) {
    super(scope, id);
    const { name, engineVersion, capacity, operations, kmsKeyArn } = props;
    this.identifier = name;
    this.network = new DatabaseNetwork(this, "network", { ...props.network, name });
    const parameters = new DatabaseParameters(this, "parameters", { name, engineVersion, capacity });
    const monitoring = new MonitoringRole(this, "monitoring", { name, operations });
    const shared = {
      capacity,
      operations,
      kmsKeyArn,
      securityGroupId: this.network.securityGroup.id,
      parameterGroupName: parameters.name,
      monitoringRoleArn: monitoring.arn,
    };
    const primary = this.primary(props, shared, monitoring);
    this.arn = primary.arn;
    this.address = primary.address;
    this.resourceId = primary.resourceId;
    this.readReplicas = Array.from({ length: props.readReplicas }, (_, index) => {
      const role = `replica-${index + 1}`;
      return new ReadReplica(this, role, { name: `${name}-${role}`, source: primary, shared, monitoring });
    });
  }

  /** Opens the port of the primary and its replicas to `client`, by a rule in the caller's `scope`. */
  allowFrom(scope: Construct, client: string, clientSecurityGroupId: string): void {
    this.network.securityGroup.allowFrom(scope, client, clientSecurityGroupId);
  }

  private primary(props: DatabaseProps, shared: SharedSettings, monitoring: MonitoringRole): DbInstance {
    const { name, protection } = props;
    const logs = new DatabaseLogGroups(this, "logs", { ...props.operations.logs, instance: name });
    const password = new MasterPassword(this, "master-password");
    return new DbInstance(this, "instance", {
      ...sharedSettings(shared),
      ...guards(name, protection),
      identifier: name,
      engine: "postgres",
      engineVersion: props.engineVersion,
      engineLifecycleSupport: SUPPORT,
      dbName: props.databaseName,
      username: props.masterUsername,
      passwordWo: password.value,
      passwordWoVersion: password.version,
      allocatedStorage: props.capacity.storageGiB,
      kmsKeyId: props.kmsKeyArn,
      dbSubnetGroupName: this.network.subnetGroupName,
      multiAz: props.availability === "multi-zone",
      dependsOn: [...logs.groups, ...monitoring.ready],
      ...(protection.preventDestroy && { lifecycle: { preventDestroy: true } }),
    });
  }
}
