import { isObject, type JsonObject } from "../../../planning/json";
import { type SafeText, say } from "../../text";
import { type Facts, valueAt } from "../facts";
import { foundAt } from "../paths";
import { type Effect, GONE, UPDATED } from "./row";
import { isMajor, isMinor } from "./versions";

const RDS = ["aws_db_instance", "aws_rds_cluster", "aws_docdb_cluster", "aws_neptune_cluster"];
const INSTANCES = ["aws_rds_cluster_instance", "aws_docdb_cluster_instance", "aws_neptune_cluster_instance"];
const CACHES = ["aws_elasticache_replication_group", "aws_elasticache_cluster", "aws_memorydb_cluster"];
const PARAMETERS = [
  "aws_db_parameter_group",
  "aws_rds_cluster_parameter_group",
  "aws_docdb_cluster_parameter_group",
  "aws_neptune_cluster_parameter_group",
  "aws_neptune_parameter_group",
];

/** Whether it happens now or in the maintenance window: the provider tells AWS with each change. */
export function whenApplied({ after }: Facts): SafeText[] {
  return valueAt(after, "apply_immediately") === true
    ? [say`apply_immediately is on: it happens during this apply`]
    : [
        say`apply_immediately is off: it waits for the maintenance window, and until then plans may show it again`,
      ];
}

/** Engines, sizes and parameters of databases, caches and brokers. */
export const DATABASES: readonly Effect[] = [
  {
    types: RDS,
    fates: UPDATED,
    paths: ["engine_version"],
    when: (facts) => isMajor(facts, "engine_version"),
    rule: "no-way-back",
    words: say`a major version of the engine: it is away while it is upgraded, and only a snapshot from before leads back`,
    details: whenApplied,
  },
  {
    types: RDS,
    fates: UPDATED,
    paths: ["engine_version"],
    when: (facts) => isMinor(facts, "engine_version"),
    rule: "engine-upgrade",
    words: say`another version of the engine: connections break while it is upgraded, and it cannot go back`,
    details: whenApplied,
  },
  {
    types: ["aws_db_instance", ...INSTANCES],
    fates: UPDATED,
    paths: ["instance_class"],
    rule: "restart",
    words: say`another size: connections break when it fails over, and without a standby it is away for minutes`,
    details: whenApplied,
  },
  {
    types: ["aws_rds_cluster"],
    fates: UPDATED,
    paths: ["db_cluster_instance_class"],
    rule: "restart",
    words: say`another size: connections break when it fails over`,
    details: whenApplied,
  },
  {
    types: [...RDS, "aws_rds_cluster_instance", "aws_neptune_cluster_instance"],
    fates: UPDATED,
    paths: [
      "parameter_group_name",
      "db_parameter_group_name",
      "db_cluster_parameter_group_name",
      "neptune_parameter_group_name",
      "neptune_cluster_parameter_group_name",
    ],
    // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithParamGroups.html
    rule: "waits-for-reboot",
    words: say`another parameter group: its parameters count after the next reboot, which this apply does not do`,
  },
  {
    types: PARAMETERS,
    fates: UPDATED,
    paths: ["parameter"],
    when: (facts) => methods(facts).includes("pending-reboot"),
    rule: "waits-for-reboot",
    words: say`parameters with pending-reboot count after the next reboot, which this apply does not do`,
  },
  {
    types: PARAMETERS,
    fates: UPDATED,
    paths: ["parameter"],
    when: (facts) => methods(facts).some((method) => method !== "pending-reboot"),
    rule: "restart",
    words: say`parameters with immediate count at once, in every database that uses the group`,
  },
  {
    types: ["aws_db_instance", "aws_rds_cluster"],
    fates: UPDATED,
    paths: ["identifier", "cluster_identifier", "port"],
    rule: "address-changes",
    words: say`its endpoint changes, and connections break: whoever has it written down has to follow`,
    details: whenApplied,
  },
  {
    types: ["aws_db_instance", "aws_rds_cluster_instance", "aws_docdb_cluster_instance"],
    fates: UPDATED,
    paths: ["ca_cert_identifier"],
    rule: "certificate-changes",
    words: say`its certificate comes from another authority: clients that verify it and do not know that one are refused`,
    details: whenApplied,
  },
  {
    types: ["aws_db_instance"],
    fates: UPDATED,
    paths: ["allocated_storage"],
    rule: "no-way-back",
    words: say`storage grows: it cannot be made smaller, and for hours not be changed again`,
    details: whenApplied,
  },
  {
    types: ["aws_db_instance"],
    fates: UPDATED,
    paths: ["storage_type", "iops", "storage_throughput"],
    // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.ModifyingExisting.html
    rule: "no-way-back",
    words: say`storage is changed: it is slower while AWS moves it, and cannot be changed back for hours`,
    details: whenApplied,
  },
  {
    types: ["aws_db_instance", "aws_rds_cluster"],
    fates: UPDATED,
    paths: ["replicate_source_db", "replication_source_identifier"],
    rule: "no-way-back",
    words: say`its replication changes: a replica that is promoted follows its source no more`,
  },
  {
    types: ["aws_db_instance"],
    fates: UPDATED,
    paths: ["backup_retention_period"],
    when: ({ before, after }) =>
      (valueAt(before, "backup_retention_period") === 0) !==
      (valueAt(after, "backup_retention_period") === 0),
    rule: "restart",
    words: say`backups go on or off, which is a short outage`,
    details: whenApplied,
  },
  {
    types: INSTANCES,
    fates: GONE,
    rule: "restart",
    words: say`connections to it break, and if it is the writer the cluster fails over; the data is in the cluster's volume and stays`,
  },
  {
    types: CACHES,
    fates: UPDATED,
    paths: ["engine_version", "engine"],
    when: (facts) => !isMemcached(facts),
    rule: "engine-upgrade",
    words: say`another version of the engine: connections break while nodes are replaced, and it cannot go back`,
    details: whenApplied,
  },
  {
    types: ["aws_elasticache_cluster"],
    fates: UPDATED,
    paths: ["engine_version", "engine"],
    when: isMemcached,
    rule: "contents-destroyed",
    words: say`another version of Memcached: all of its keys are lost`,
    details: whenApplied,
  },
  {
    types: CACHES,
    fates: UPDATED,
    paths: ["node_type"],
    rule: "restart",
    words: say`another size: nodes are exchanged and connections break`,
    details: whenApplied,
  },
  {
    types: ["aws_elasticache_replication_group"],
    fates: UPDATED,
    paths: ["num_node_groups"],
    rule: "restart",
    words: say`keys move between shards, which takes long and slows it`,
  },
  {
    types: CACHES,
    fates: UPDATED,
    paths: ["parameter_group_name"],
    rule: "waits-for-reboot",
    words: say`another parameter group: some of its parameters count after a reboot, which this apply does not do`,
  },
  {
    types: ["aws_elasticache_replication_group"],
    fates: UPDATED,
    paths: ["transit_encryption_mode", "auth_token", "auth_token_update_strategy"],
    rule: "restart",
    words: say`clients have to speak and prove something else, and are refused if they do not`,
  },
  {
    types: ["aws_dax_cluster", "aws_elasticache_cluster"],
    fates: UPDATED,
    paths: ["replication_factor", "num_cache_nodes"],
    when: ({ before, after }) =>
      ["replication_factor", "num_cache_nodes"].some(
        (path) => Number(valueAt(after, path)) < Number(valueAt(before, path)),
      ),
    rule: "capacity-lower",
    words: say`nodes go, with what they cache`,
  },
];

function isMemcached({ before }: Facts): boolean {
  return valueAt(before, "engine") === "memcached";
}

/** Of the parameters that change, come or go. */
function methods({ before, after }: Facts): unknown[] {
  const was = parametersOf(before);
  const is = parametersOf(after);
  const changed = [...is].filter(([name, one]) => JSON.stringify(was.get(name)) !== JSON.stringify(one));
  const gone = [...was].filter(([name]) => !is.has(name));
  return [...changed, ...gone].map(([, one]) => one["apply_method"]);
}

function parametersOf(side: Facts["after"]): ReadonlyMap<unknown, JsonObject> {
  return new Map(
    foundAt(side, "parameter[]")
      .map(({ value }) => value)
      .filter(isObject)
      .map((one) => [one["name"], one]),
  );
}
