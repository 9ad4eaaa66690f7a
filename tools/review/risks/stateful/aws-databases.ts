import { say } from "../../text";
import { contents, data, type StatefulTypes } from "./row";

const CACHE = say`it holds sessions and other things that may be kept nowhere else`;
const COLD = say`its keys are lost, and what relied on them starts cold`;

export const AWS_DATABASES: readonly StatefulTypes[] = [
  data({
    types: ["aws_db_instance", "aws_lightsail_database", "aws_timestreaminfluxdb_db_instance"],
    kind: say`database`,
    why: say`it holds the rows of a database`,
    copyIf: ["replicate_source_db"],
  }),
  data({
    types: [
      "aws_rds_cluster",
      "aws_docdb_cluster",
      "aws_docdbelastic_cluster",
      "aws_neptune_cluster",
      "aws_neptunegraph_graph",
      "aws_dsql_cluster",
    ],
    kind: say`database cluster`,
    why: say`its volume holds the data of all of its instances`,
    copyIf: ["replication_source_identifier"],
  }),
  data({
    types: ["aws_rds_global_cluster", "aws_docdb_global_cluster", "aws_neptune_global_cluster"],
    kind: say`global database`,
    why: say`it is what keeps clusters of several regions together`,
    lost: say`replication between regions ends, and a lost region is a lost database`,
    replaced: say`its clusters have to be taken out and joined again, and replication between regions stops until then`,
  }),
  data({
    types: [
      "aws_dynamodb_table",
      "aws_keyspaces_table",
      "aws_timestreamwrite_table",
      "aws_cloudfront_key_value_store",
    ],
    kind: say`table`,
    why: say`it holds items that exist nowhere else`,
    lost: say`its items are lost`,
  }),
  data({
    types: [
      "aws_keyspaces_keyspace",
      "aws_timestreamwrite_database",
      "aws_finspace_kx_database",
      "aws_simpledb_domain",
      "aws_qldb_ledger",
    ],
    kind: say`database`,
    why: say`its tables hold rows that exist nowhere else`,
    lost: say`its tables are lost`,
  }),
  data({
    types: ["aws_dynamodb_global_table"],
    kind: say`global table`,
    why: say`it is what keeps the replicas of a table together`,
    lost: say`its replicas no longer follow each other`,
  }),
  contents({
    types: ["aws_dynamodb_table_replica"],
    kind: say`table replica`,
    why: say`it is the table if the first region is lost`,
    lost: say`the copy of this region is lost, and has to be filled again`,
  }),
  data({
    types: ["aws_dynamodb_table_item"],
    kind: say`table item`,
    why: say`it is a record that programs may have read and relied on`,
    lost: say`the item is lost`,
  }),
  contents({
    types: ["aws_elasticache_replication_group", "aws_elasticache_serverless_cache"],
    kind: say`cache`,
    why: CACHE,
    lost: COLD,
    copyIf: ["global_replication_group_id"],
  }),
  contents({
    types: ["aws_elasticache_cluster"],
    kind: say`cache`,
    why: CACHE,
    lost: COLD,
    copyIf: ["replication_group_id"],
  }),
  contents({
    types: ["aws_elasticache_global_replication_group"],
    kind: say`global datastore`,
    why: say`it is what keeps caches of several regions together`,
    lost: say`the second region no longer follows the first`,
  }),
  contents({
    types: ["aws_dax_cluster"],
    kind: say`DAX cluster`,
    why: say`it caches a table`,
    lost: say`its cache is lost, and the table takes all reads until it is warm`,
  }),
  data({
    types: ["aws_memorydb_cluster", "aws_memorydb_multi_region_cluster"],
    kind: say`database cluster`,
    why: say`MemoryDB is a database that keeps its data in memory and in a log of its own`,
  }),
  data({
    types: ["aws_redshift_cluster", "aws_redshiftserverless_namespace"],
    kind: say`data warehouse`,
    why: say`it holds the tables of a warehouse`,
  }),
  data({
    types: [
      "aws_db_snapshot",
      "aws_db_snapshot_copy",
      "aws_db_cluster_snapshot",
      "aws_rds_cluster_snapshot_copy",
      "aws_docdb_cluster_snapshot",
      "aws_neptune_cluster_snapshot",
      "aws_memorydb_snapshot",
      "aws_redshift_cluster_snapshot",
      "aws_redshiftserverless_snapshot",
    ],
    kind: say`database snapshot`,
    why: say`it is a state of a database that cannot be made again`,
    lost: say`that state of the database can no longer be restored`,
    replaced: say`the new one holds the state of today, and that of its day can no longer be restored`,
  }),
  data({
    types: ["aws_db_instance_automated_backups_replication", "aws_redshift_snapshot_copy"],
    kind: say`backup replication`,
    why: say`it keeps the backups of another region`,
    lost: say`no new backups reach the other region`,
    replaced: say`the other region's backups start anew`,
  }),
];
