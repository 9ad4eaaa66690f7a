import { textAt } from "./attributes";
import type { Attributes } from "./types";

/** A read replica: it has no data, key, name or user of its own to give. */
export function isReplica(database: Attributes): boolean {
  return textAt(database, "replicate_source_db") !== "";
}

/** A replica beside its source, named by identifier; an ARN or another stack's output may be in another region. */
export function isReplicaBesideSource(database: Attributes): boolean {
  const source = textAt(database, "replicate_source_db");
  return source !== "" && !/^arn:|\.arn\b|remote_state/.test(source);
}

/** The other region's part of a global datastore: it inherits what its first region was born with, and refuses to be told. */
export function isSecondaryCache(cache: Attributes): boolean {
  return textAt(cache, "global_replication_group_id") !== "";
}
