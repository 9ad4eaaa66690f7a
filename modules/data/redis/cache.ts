import {
  ElasticacheReplicationGroup,
  type ElasticacheReplicationGroupConfig,
} from "@cdktf/provider-aws/lib/elasticache-replication-group";
import { Construct } from "constructs";
import { GlobalDatastore } from "./global-datastore";
import { CacheLogGroups } from "./log-groups";
import { CacheNetwork, type CacheNetworkProps } from "./network";
import { CacheParameters } from "./parameters";
import {
  type CacheEngine,
  type CacheOperations,
  type CacheProtection,
  type CacheUsersProps,
  ownSettings,
  PORT,
} from "./settings";
import { CacheUserGroup } from "./users";

export interface CacheProps {
  /** Lower-case, at most 40 characters. */
  readonly name: string;
  readonly engine: CacheEngine;
  /** For example `cache.r7g.large`; a global datastore takes no t-class. */
  readonly nodeType: string;
  /** Standby nodes beside the primary, 0-5; below 1 nothing can take over. */
  readonly replicas: number;
  readonly network: CacheNetworkProps;
  readonly kmsKeyArn: string;
  readonly users: CacheUsersProps;
  readonly operations: CacheOperations;
  readonly protection: CacheProtection;
  /** Makes this the first member of a datastore over regions. */
  readonly globalDatastore: { readonly suffix: string } | "none";
}

/**
 * Redis or Valkey where it was born: encrypted, over TLS only, entered by IAM, and reached by nobody until `allowFrom` says
 * so.
 */
export class Cache extends Construct {
  /** What `elasticache:Connect` names, and what clients sign their tokens for. */
  readonly name: string;
  readonly arn: string;
  readonly endpoint: string;
  readonly readerEndpoint: string;
  readonly port = PORT;
  readonly apiUserArn: string;
  private readonly network: CacheNetwork;

  constructor(scope: Construct, id: string, props: CacheProps) {
    super(scope, id);
    const { name, engine, globalDatastore } = props;
    this.name = name;
    this.network = new CacheNetwork(this, "network", { ...props.network, name });
    const logs = new CacheLogGroups(this, "logs", props.operations.logs);
    const users = new CacheUserGroup(this, "users", { ...props.users, name });
    this.apiUserArn = users.apiUserArn;
    const parameters = new CacheParameters(this, "parameters", { name, family: engine.family });
    const group = new ElasticacheReplicationGroup(this, "group", {
      ...ownSettings(props),
      description: "sessions and cached values",
      engine: engine.name,
      engineVersion: engine.version,
      // Redis 7.1 is the last minor version, so this brings patches only. Valkey's further ones are chosen in configuration:
      // Terraform would take what AWS chose for a downgrade, and plan a replacement.
      autoMinorVersionUpgrade: String(engine.name === "redis"),
      nodeType: props.nodeType,
      parameterGroupName: parameters.name,
      port: PORT,
      subnetGroupName: this.network.subnetGroupName,
      securityGroupIds: [this.network.securityGroup.id],
      atRestEncryptionEnabled: "true",
      kmsKeyId: props.kmsKeyArn,
      transitEncryptionEnabled: true,
      transitEncryptionMode: "required",
      userGroupIds: [users.id],
      logDeliveryConfiguration: logs.delivery,
      ...lifecycle(props),
    });
    this.arn = group.arn;
    this.endpoint = group.primaryEndpointAddress;
    this.readerEndpoint = group.readerEndpointAddress;
    if (globalDatastore !== "none") {
      new GlobalDatastore(this, "global-datastore", {
        suffix: globalDatastore.suffix,
        description: `${name}: sessions and cached values`,
        nodeType: props.nodeType,
        automaticFailover: props.replicas > 0,
        firstMember: group.replicationGroupId,
      });
    }
  }

  /** Opens the port to `client`, by a rule in the caller's `scope`. */
  allowFrom(scope: Construct, client: string, clientSecurityGroupId: string): void {
    this.network.securityGroup.allowFrom(scope, client, clientSecurityGroupId);
  }
}

/** Alone, the cache decides by itself what a datastore would decide for it. */
function lifecycle({
  globalDatastore,
  protection,
}: CacheProps): Pick<ElasticacheReplicationGroupConfig, "lifecycle"> {
  const rules = {
    ...(globalDatastore !== "none" && { ignoreChanges: [...GlobalDatastore.DECIDES] }),
    ...(protection.preventDestroy && { preventDestroy: true }),
  };
  return Object.keys(rules).length > 0 ? { lifecycle: rules } : {};
}
