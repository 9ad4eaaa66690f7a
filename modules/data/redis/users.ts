import { ElasticacheUser } from "@cdktf/provider-aws/lib/elasticache-user";
import { ElasticacheUserGroup } from "@cdktf/provider-aws/lib/elasticache-user-group";
import { Construct } from "constructs";
import type { CacheUsersProps } from "./settings";

// Valkey accepts users and groups of the engine redis as well, and Redis no others: so an upgrade to Valkey leaves them
// alone. https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Clusters.RBAC.html
const ENGINE = "redis";

// Sessions and cached values: keys under these prefixes, in the form in which ElastiCache gives access strings back.
const KEYS = ["session:*", "cache:*"];
// @dangerous holds what empties, lists or reconfigures the whole store (FLUSHALL, KEYS, CONFIG); INFO is asked by clients when
// they connect. Publishing and subscribing are not needed; scripts are what locks and rate limits are made of.
const COMMANDS = "-@all +@read +@write +@connection +@transaction +eval +evalsha -@dangerous +info";

export interface CacheUserGroupProps extends CacheUsersProps {
  readonly name: string;
}

/**
 * Who may enter: the application, by IAM. ElastiCache asks for a user named `default` in every group, which is who a client is
 * before it says more; ours is off and may do nothing, so that it needs no password and Terraform keeps none.
 */
export class CacheUserGroup extends Construct {
  readonly id: string;
  /** What `elasticache:Connect` names beside the cache. */
  readonly apiUserArn: string;

  constructor(scope: Construct, id: string, props: CacheUserGroupProps) {
    super(scope, id);
    const nobody = new ElasticacheUser(this, "default", {
      userId: props.default,
      userName: "default",
      engine: ENGINE,
      accessString: "off ~* -@all",
      // Not `authentication_mode`: AWS reports it as `no-password`, and each plan would change it.
      noPasswordRequired: true,
    });
    const api = new ElasticacheUser(this, "api", {
      // IAM authentication asks for the same id and name.
      // https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth-iam.html#auth-iam-limits
      userId: props.api,
      userName: props.api,
      engine: ENGINE,
      accessString: `on ${KEYS.map((keys) => `~${keys}`).join(" ")} ${COMMANDS}`,
      authenticationMode: { type: "iam" },
    });
    this.apiUserArn = api.arn;
    this.id = new ElasticacheUserGroup(this, "group", {
      userGroupId: props.name,
      engine: ENGINE,
      userIds: [nobody.userId, api.userId],
    }).userGroupId;
  }
}
