import { ElasticacheParameterGroup } from "@cdktf/provider-aws/lib/elasticache-parameter-group";
import { Construct } from "constructs";

// When memory is full: first what would expire soonest anyway. Sessions live for hours, cached values for minutes, so a full
// cache costs hits before it logs anybody out; what has no time to live is never evicted. `noeviction` would refuse logins,
// `allkeys-*` might throw out sessions first.
const EVICTION = "volatile-ttl";

export interface CacheParametersProps {
  /** The cache's name; the group appends the family. */
  readonly name: string;
  readonly family: string;
}

/**
 * What differs from AWS's own group, which keeps a quarter of a node for snapshots and replication
 * (`reserved-memory-percent` 25): cache.r7g.large stores 9.8 GiB. The family is part of the name, so that an upgrade makes the
 * new group before it leaves the old one.
 *
 * A global datastore is born with a copy of this group; from then on parameters are changed in that copy.
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Redis-Global-Datastores-Getting-Started.html
 */
export class CacheParameters extends Construct {
  readonly name: string;

  constructor(scope: Construct, id: string, { name, family }: CacheParametersProps) {
    super(scope, id);
    this.name = new ElasticacheParameterGroup(this, "group", {
      name: `${name}-${family}`,
      family,
      description: `${name}: sessions and cached values`,
      parameter: [{ name: "maxmemory-policy", value: EVICTION }],
      lifecycle: { createBeforeDestroy: true },
    }).name;
  }
}
