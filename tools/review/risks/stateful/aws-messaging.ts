import { say } from "../../text";
import { contents, data, type StatefulTypes } from "./row";

export const AWS_MESSAGING: readonly StatefulTypes[] = [
  contents({
    types: ["aws_sqs_queue"],
    kind: say`queue`,
    why: say`messages wait in it, for up to 14 days`,
    lost: say`messages that wait in it are lost, and for 60 seconds no queue may have its name`,
    replaced: say`messages that wait in it are lost, and its URL changes unless its name stays`,
  }),
  data({
    types: [
      "aws_kinesis_stream",
      "aws_kinesis_video_stream",
      "aws_msk_cluster",
      "aws_msk_serverless_cluster",
    ],
    kind: say`stream`,
    why: say`it holds records until their retention ends, and consumers remember how far they have read`,
    lost: say`its records are lost, read or not`,
  }),
  data({
    types: ["aws_mq_broker"],
    kind: say`message broker`,
    why: say`it holds messages and durable subscriptions`,
    lost: say`its messages are lost`,
  }),
  contents({
    types: ["aws_kinesis_firehose_delivery_stream"],
    kind: say`delivery stream`,
    why: say`it buffers records that are not delivered yet`,
    lost: say`records that are not delivered yet are lost`,
  }),
  contents({
    types: ["aws_cloudwatch_event_archive"],
    kind: say`event archive`,
    why: say`it holds events for a replay`,
    lost: say`its events can no longer be replayed`,
  }),
  contents({
    types: ["aws_cloudwatch_log_group", "aws_cloudwatch_log_stream"],
    kind: say`log group`,
    why: say`it holds logs, which may have to be kept`,
    lost: say`its logs are lost`,
  }),
  data({
    types: ["aws_cloudtrail_event_data_store", "aws_securitylake_data_lake"],
    kind: say`event data store`,
    why: say`it holds the record of what was done in the account`,
    lost: say`that record can no longer be searched`,
  }),
  contents({
    types: ["aws_prometheus_workspace", "aws_grafana_workspace", "aws_detective_graph"],
    kind: say`monitoring workspace`,
    why: say`it holds metrics, dashboards or findings and their history`,
    lost: say`its history is lost`,
  }),
  contents({
    types: ["aws_sfn_state_machine", "aws_swf_domain", "aws_mwaa_environment"],
    kind: say`workflow engine`,
    why: say`it holds executions that run, and the history of those that ended`,
    lost: say`executions that run are ended at their next step, and their history goes`,
    replaced: say`executions that run are ended at their next step, their history goes, and callers have to use the new name`,
  }),
  contents({
    types: ["aws_batch_job_queue"],
    kind: say`job queue`,
    why: say`jobs wait in it`,
    lost: say`jobs that wait in it are lost`,
  }),
  data({
    types: [
      "aws_sesv2_contact_list",
      "aws_pinpoint_app",
      "aws_connect_instance",
      "aws_customerprofiles_domain",
    ],
    kind: say`customer contact data`,
    why: say`it holds contacts and their choices`,
    lost: say`contacts, and what they have consented to, are lost`,
  }),
  data({
    types: ["aws_chime_voice_connector", "aws_connect_phone_number", "aws_pinpointsmsvoicev2_phone_number"],
    kind: say`telephone number`,
    why: say`it is known to customers`,
    lost: say`the number goes back to its pool, and may be given to others`,
    replaced: say`the new number is another one, and the old one may be given to others`,
  }),
];
