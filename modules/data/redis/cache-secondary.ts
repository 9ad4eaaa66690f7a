import { ElasticacheReplicationGroup } from "@cdktf/provider-aws/lib/elasticache-replication-group";
import { Construct } from "constructs";
import { GlobalDatastore } from "./global-datastore";
import { CacheLogGroups } from "./log-groups";
import { CacheNetwork, type CacheNetworkProps } from "./network";
import {
  type CacheOperations,
  type CacheProtection,
  type CacheUsersProps,
  ownSettings,
  PORT,
} from "./settings";
import { CacheUserGroup } from "./users";

export interface CacheSecondaryProps {
  /** Lower-case, at most 40 characters. */
  readonly name: string;
  /** AWS's prefix of the region where the datastore was born, a dash, and its suffix. */
  readonly globalDatastoreId: string;
  /** Standby nodes; at least 1 where the first region has one. */
  readonly replicas: number;
  readonly network: CacheNetworkProps;
  /** A key of this region. */
  readonly kmsKeyArn: string;
  readonly users: CacheUsersProps;
  readonly operations: CacheOperations;
  readonly protection: CacheProtection;
}

/**
 * The cache of the second region: reads at once, writes after a promotion. Engine, node type, encryption and parameters come
 * from the datastore, which refuses to hear them here; users are of a region, so it has its own, with the same rights.
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Redis-Global-Datastores-CLI.html
 */
export class CacheSecondary extends Construct {
  /** What `elasticache:Connect` names, and what clients sign their tokens for. */
  readonly name: string;
  readonly arn: string;
  /** Refuses writes until the promotion, which does not change it. */
  readonly endpoint: string;
  readonly readerEndpoint: string;
  readonly port = PORT;
  readonly apiUserArn: string;
  private readonly network: CacheNetwork;

  constructor(scope: Construct, id: string, props: CacheSecondaryProps) {
    super(scope, id);
    const { name } = props;
    this.name = name;
    this.network = new CacheNetwork(this, "network", { ...props.network, name });
    const logs = new CacheLogGroups(this, "logs", props.operations.logs);
    const users = new CacheUserGroup(this, "users", { ...props.users, name });
    this.apiUserArn = users.apiUserArn;
    const group = new ElasticacheReplicationGroup(this, "group", {
      ...ownSettings(props),
      description: "sessions and cached values, second region",
      globalReplicationGroupId: props.globalDatastoreId,
      port: PORT,
      subnetGroupName: this.network.subnetGroupName,
      securityGroupIds: [this.network.securityGroup.id],
      kmsKeyId: props.kmsKeyArn,
      userGroupIds: [users.id],
      logDeliveryConfiguration: logs.delivery,
      lifecycle: {
        ignoreChanges: [...GlobalDatastore.DECIDES],
        ...(props.protection.preventDestroy && { preventDestroy: true }),
      },
    });
    this.arn = group.arn;
    this.endpoint = group.primaryEndpointAddress;
    this.readerEndpoint = group.readerEndpointAddress;
  }

  /** Opens the port to `client`, by a rule in the caller's `scope`. */
  allowFrom(scope: Construct, client: string, clientSecurityGroupId: string): void {
    this.network.securityGroup.allowFrom(scope, client, clientSecurityGroupId);
  }
}
