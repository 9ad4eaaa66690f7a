import { say } from "../../text";
import { valueAt } from "../facts";
import { comes } from "../identities";
import { foundAt } from "../paths";
import { type Effect, GONE, UPDATED } from "./row";

/** Tables, buckets, queues: what is deleted or interrupted by rule. */
export const STORES: readonly Effect[] = [
  {
    types: ["aws_s3_bucket_lifecycle_configuration"],
    fates: ["created", "updated", "replaced"],
    paths: ["rule"],
    when: ({ after, plan }) =>
      !comes(plan, "aws_s3_bucket", valueAt(after, "bucket")) &&
      foundAt(after, "rule[].expiration[]").length +
        foundAt(after, "rule[].noncurrent_version_expiration[]").length >
        0,
    rule: "data-expires",
    words: say`its rules delete objects by age, those that exist included: what they reach goes within days`,
  },
  {
    types: ["google_storage_bucket", "azurerm_storage_management_policy"],
    fates: UPDATED,
    paths: ["lifecycle_rule", "rule"],
    rule: "data-expires",
    words: say`its rules may delete objects by age, those that exist included`,
  },
  {
    types: ["aws_ecr_lifecycle_policy"],
    fates: ["created", "updated", "replaced"],
    paths: ["policy"],
    when: ({ after, plan }) => !comes(plan, "aws_ecr_repository", valueAt(after, "repository")),
    rule: "data-expires",
    words: say`images that its rules select are deleted within a day, those that run and those that a rollback needs included`,
  },
  {
    types: ["aws_dynamodb_table"],
    fates: UPDATED,
    paths: ["ttl[].enabled", "ttl[].attribute_name"],
    when: ({ after }) => valueAt(after, "ttl[].enabled") === true,
    rule: "data-expires",
    words: say`items whose time has passed are deleted from now on`,
  },
  {
    types: ["aws_dynamodb_table"],
    fates: UPDATED,
    paths: ["replica"],
    when: ({ before, after }) => foundAt(after, "replica[]").length < foundAt(before, "replica[]").length,
    rule: "contents-destroyed",
    words: say`a replica is deleted: its region loses its copy`,
  },
  {
    types: ["aws_dynamodb_table"],
    fates: UPDATED,
    paths: ["global_secondary_index"],
    rule: "workload-rolls",
    words: say`an index that changes its keys or its projection is deleted and filled again: queries that use it fail until then`,
  },
  {
    types: ["aws_dynamodb_table"],
    fates: UPDATED,
    paths: ["stream_enabled", "stream_view_type"],
    rule: "address-changes",
    words: say`its stream gets another ARN, or ends: consumers of the old one read nothing new`,
  },
  {
    types: ["aws_efs_mount_target"],
    fates: GONE,
    rule: "network-interrupted",
    words: say`clients of its zone that have the file system mounted hang`,
  },
  {
    types: ["aws_volume_attachment"],
    fates: GONE,
    rule: "workload-stops",
    words: say`the volume is taken from the machine while it may be writing`,
  },
  {
    types: ["aws_sns_topic"],
    fates: GONE,
    rule: "workload-stops",
    words: say`its subscriptions go with it: those by mail have to be confirmed again`,
  },
  {
    types: [
      "aws_cloudwatch_event_bus",
      "aws_pipes_pipe",
      "aws_cloudwatch_event_rule",
      "aws_scheduler_schedule",
    ],
    fates: GONE,
    rule: "workload-stops",
    words: say`events that come until there is another one are handled by nobody`,
  },
  {
    types: ["aws_cloudwatch_log_subscription_filter"],
    fates: GONE,
    rule: "logs-off",
    words: say`logs that come until there is another one do not reach their receiver`,
  },
  {
    types: ["aws_s3_bucket_notification"],
    fates: GONE,
    rule: "workload-stops",
    words: say`nobody is told of new objects until there is another one`,
  },
];
