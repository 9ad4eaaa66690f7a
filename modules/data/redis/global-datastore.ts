import { ElasticacheGlobalReplicationGroup } from "@cdktf/provider-aws/lib/elasticache-global-replication-group";
import { Construct } from "constructs";
import { TIMEOUTS } from "./settings";

export interface GlobalDatastoreProps {
  /** ElastiCache puts its region's five letters and a dash before it. */
  readonly suffix: string;
  readonly description: string;
  readonly nodeType: string;
  readonly automaticFailover: boolean;
  /** Replication group that it is made from. */
  readonly firstMember: string;
}

/**
 * The datastore that the caches of both regions belong to; it decides their node type, engine and parameters. Engine version
 * and parameter group are left out: upgrades are a step of their own, for the provider changes only one thing at a time and
 * takes a version that AWS moved for a downgrade.
 */
export class GlobalDatastore extends Construct {
  /** Arguments of a member that the datastore decides: ElastiCache refuses to change them at the member. */
  static readonly DECIDES = [
    "automatic_failover_enabled",
    "engine",
    "engine_version",
    "global_replication_group_id",
    "node_type",
    "parameter_group_name",
  ] as const;

  constructor(scope: Construct, id: string, props: GlobalDatastoreProps) {
    super(scope, id);
    new ElasticacheGlobalReplicationGroup(this, "group", {
      globalReplicationGroupIdSuffix: props.suffix,
      globalReplicationGroupDescription: props.description,
      primaryReplicationGroupId: props.firstMember,
      cacheNodeType: props.nodeType,
      automaticFailoverEnabled: props.automaticFailover,
      timeouts: TIMEOUTS,
      // A failover makes another member primary, and the provider answers with a replacement.
      // https://github.com/hashicorp/terraform-provider-aws/issues/46121
      lifecycle: { ignoreChanges: ["primary_replication_group_id"] },
    });
  }
}
