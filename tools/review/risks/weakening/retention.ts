import { say } from "../../text";
import { lower, lowerNotZero, removed } from "./comparisons";
import type { Weakening } from "./row";

/** How long logs, messages and records are kept. */
export const RETENTION: readonly Weakening[] = [
  {
    types: ["aws_cloudwatch_log_group"],
    path: "retention_in_days",
    weaker: lower({ forever: 0 }),
    rule: "retention-shorter",
    words: say`logs are kept for fewer days: those that are older than that are deleted`,
  },
  {
    types: "*",
    path: "retention_in_days",
    weaker: lowerNotZero(),
    rule: "retention-shorter",
    words: say`records are kept for fewer days`,
  },
  {
    types: ["aws_kinesis_stream"],
    path: "retention_period",
    weaker: lower({ absent: 24 }),
    rule: "retention-shorter",
    words: say`records are kept for fewer hours: consumers that are further behind lose them`,
  },
  {
    types: ["aws_kinesis_video_stream"],
    path: "data_retention_in_hours",
    weaker: lower(),
    rule: "retention-shorter",
    words: say`records are kept for fewer hours`,
  },
  {
    types: ["aws_sqs_queue"],
    path: "message_retention_seconds",
    weaker: lower({ absent: 345_600 }),
    rule: "retention-shorter",
    words: say`messages are kept for a shorter time: those that are older than that are deleted`,
  },
  {
    types: ["aws_sqs_queue"],
    path: "redrive_policy",
    weaker: removed,
    rule: "retention-shorter",
    words: say`no dead-letter queue any more: a message that cannot be handled comes back until it expires`,
  },
  {
    types: ["aws_timestreamwrite_table"],
    path: "retention_properties[].magnetic_store_retention_period_in_days",
    weaker: lower(),
    rule: "retention-shorter",
    words: say`rows are kept for fewer days: those that are older than that are deleted`,
  },
  {
    types: ["aws_cloudtrail_event_data_store"],
    path: "retention_period",
    weaker: lower({ absent: 2555 }),
    rule: "retention-shorter",
    words: say`events are kept for fewer days`,
  },
  {
    types: ["aws_cloudwatch_event_archive"],
    path: "retention_days",
    weaker: lower({ forever: 0 }),
    rule: "retention-shorter",
    words: say`events are kept for fewer days`,
  },
];
