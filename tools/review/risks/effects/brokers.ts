import { say } from "../../text";
import { whenApplied } from "./databases";
import { DESTROYED, type Effect, GONE, UPDATED } from "./row";

/** Search, brokers, warehouses and what stands in front of databases. */
export const BROKERS: readonly Effect[] = [
  {
    types: ["aws_opensearch_domain", "aws_elasticsearch_domain"],
    fates: UPDATED,
    paths: ["engine_version", "elasticsearch_version"],
    rule: "no-way-back",
    words: say`another version of the engine: the domain is copied to new nodes, and only a snapshot from before leads back`,
  },
  {
    types: ["aws_opensearch_domain", "aws_elasticsearch_domain"],
    fates: UPDATED,
    paths: ["cluster_config", "advanced_options", "encrypt_at_rest", "node_to_node_encryption"],
    rule: "nodes-roll",
    words: say`the domain may be copied to new nodes (blue/green), which takes hours and slows it`,
  },
  {
    types: ["aws_msk_cluster"],
    fates: UPDATED,
    paths: ["kafka_version", "configuration_info", "broker_node_group_info[].instance_type"],
    rule: "restart",
    words: say`brokers restart one after another: topics with one replica, and clients that know one broker, are interrupted`,
  },
  {
    types: ["aws_mq_broker"],
    fates: UPDATED,
    paths: ["engine_version", "host_instance_type", "configuration", "user"],
    rule: "restart",
    words: say`the broker reboots`,
    details: whenApplied,
  },
  {
    types: ["aws_redshift_cluster"],
    fates: UPDATED,
    paths: ["node_type", "number_of_nodes", "cluster_type", "cluster_version"],
    rule: "restart",
    words: say`the warehouse is resized or upgraded: connections break, and meanwhile it may take no writes`,
  },
  {
    types: ["aws_dms_replication_instance"],
    fates: UPDATED,
    paths: ["replication_instance_class", "engine_version", "allocated_storage"],
    rule: "restart",
    words: say`replication pauses while it restarts`,
    details: whenApplied,
  },
  {
    types: ["aws_db_proxy", "aws_db_proxy_endpoint", "aws_rds_cluster_endpoint"],
    fates: GONE,
    rule: "address-changes",
    words: say`its endpoint goes, and a new one has to be made known`,
  },
  {
    types: ["aws_rds_cluster_activity_stream"],
    fates: DESTROYED,
    rule: "audit-off",
    words: say`what is done in the database is no longer streamed`,
  },
];
