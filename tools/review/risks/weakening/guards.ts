import { say } from "../../text";
import type { Guard } from "./row";

/** Resources that are a protection: with them it ends. */
export const GUARDS: readonly Guard[] = [
  {
    types: ["aws_s3_bucket_versioning"],
    rule: "versioning-off",
    words: say`versioning is suspended: what is overwritten or deleted from now on is gone`,
    of: { path: "bucket", owner: "aws_s3_bucket" },
  },
  {
    types: ["aws_s3_bucket_public_access_block"],
    rule: "public-access-block-off",
    words: say`ACLs and policies of the bucket may open it to everybody, unless the account forbids it`,
    of: { path: "bucket", owner: "aws_s3_bucket" },
  },
  {
    types: ["aws_s3_account_public_access_block"],
    rule: "public-access-block-off",
    words: say`every bucket of the account may be opened to everybody`,
  },
  {
    types: ["aws_ebs_snapshot_block_public_access", "aws_ec2_image_block_public_access"],
    rule: "public-access-block-off",
    words: say`snapshots or images may be shared with everybody`,
  },
  {
    types: ["aws_s3_bucket_server_side_encryption_configuration"],
    rule: "encryption-key-changed",
    words: say`new objects are encrypted with the key of S3 (SSE-S3): whoever may read the bucket needs no key any more`,
    of: { path: "bucket", owner: "aws_s3_bucket" },
  },
  {
    types: ["aws_s3_bucket_object_lock_configuration"],
    rule: "object-lock-weaker",
    words: say`new objects are not locked by default any more`,
    of: { path: "bucket", owner: "aws_s3_bucket" },
  },
  {
    types: ["aws_s3_bucket_replication_configuration"],
    rule: "backups-off",
    words: say`new objects are no longer copied elsewhere; copies that exist stay`,
    of: { path: "bucket", owner: "aws_s3_bucket" },
  },
  {
    types: ["aws_s3_bucket_logging"],
    rule: "logs-off",
    words: say`requests to the bucket are no longer logged`,
    of: { path: "bucket", owner: "aws_s3_bucket" },
  },
  {
    types: ["aws_s3_bucket_ownership_controls"],
    rule: "authentication-weaker",
    words: say`ACLs of the bucket may count again`,
    of: { path: "bucket", owner: "aws_s3_bucket" },
  },
  {
    types: ["aws_ebs_encryption_by_default"],
    rule: "encryption-off",
    words: say`new volumes of this region are no longer encrypted by default`,
  },
  {
    types: ["aws_backup_vault_lock_configuration"],
    rule: "object-lock-weaker",
    words: say`recovery points can be deleted early; in compliance mode AWS refuses this after the cooling-off time`,
    of: { path: "backup_vault_name", owner: "aws_backup_vault" },
  },
  {
    types: ["aws_backup_plan", "aws_backup_selection", "aws_dlm_lifecycle_policy"],
    rule: "backups-off",
    words: say`no new recovery points are made; those that exist stay until they expire`,
  },
  {
    types: ["aws_efs_backup_policy"],
    rule: "backups-off",
    words: say`the file system is no longer backed up, or copied, by this`,
    of: { path: "file_system_id", owner: "aws_efs_file_system" },
  },
  {
    types: ["aws_efs_replication_configuration"],
    rule: "backups-off",
    words: say`the copy in the other region no longer follows, and can be written to`,
    of: { path: "source_file_system_id", owner: "aws_efs_file_system" },
  },
  {
    types: ["aws_kms_key_policy"],
    rule: "authentication-weaker",
    words: say`the key gets back the default policy: whoever IAM allows in this account may use it`,
    of: { path: "key_id", owner: "aws_kms_key" },
  },
  {
    types: ["aws_secretsmanager_secret_rotation"],
    rule: "key-rotation-off",
    words: say`the secret is no longer rotated`,
    of: { path: "secret_id", owner: "aws_secretsmanager_secret" },
  },
  {
    types: ["aws_wafv2_web_acl_association", "aws_wafregional_web_acl_association"],
    rule: "firewall-off",
    words: say`no firewall stands in front of what it was associated with`,
    of: { path: "resource_arn", owner: "*" },
  },
  {
    types: ["aws_wafv2_web_acl_logging_configuration"],
    rule: "logs-off",
    words: say`what the firewall does is no longer logged`,
    of: { path: "resource_arn", owner: "*" },
  },
  {
    types: ["aws_networkfirewall_firewall", "aws_wafv2_web_acl"],
    rule: "firewall-off",
    words: say`traffic is no longer filtered by it`,
  },
  {
    types: ["aws_shield_protection", "aws_shield_application_layer_automatic_response"],
    rule: "firewall-off",
    words: say`attacks are no longer answered by Shield Advanced`,
    of: { path: "resource_arn", owner: "*" },
  },
  {
    types: ["aws_route53_resolver_firewall_rule_group_association", "aws_route53_resolver_firewall_rule"],
    rule: "firewall-off",
    words: say`lookups of names are no longer filtered by it`,
  },
  {
    types: ["aws_cloudtrail"],
    rule: "audit-off",
    words: say`its trail ends; files that exist stay`,
  },
  {
    types: [
      "aws_config_configuration_recorder",
      "aws_config_configuration_recorder_status",
      "aws_config_delivery_channel",
    ],
    rule: "audit-off",
    words: say`changes of resources are no longer recorded, or no longer delivered`,
  },
  {
    types: [
      "aws_guardduty_detector",
      "aws_guardduty_detector_feature",
      "aws_securityhub_account",
      "aws_inspector2_enabler",
      "aws_macie2_account",
      "aws_accessanalyzer_analyzer",
      "aws_ecr_registry_scanning_configuration",
      "aws_config_config_rule",
      "aws_securityhub_standards_subscription",
    ],
    rule: "detection-off",
    words: say`what it found is no longer found, and its earlier findings may go with it`,
  },
  {
    types: ["aws_flow_log"],
    rule: "logs-off",
    words: say`traffic is no longer logged`,
    of: { path: "vpc_id", owner: "aws_vpc" },
  },
  {
    types: ["aws_route53_query_log"],
    rule: "logs-off",
    words: say`lookups of names are no longer logged`,
    of: { path: "zone_id", owner: "aws_route53_zone" },
  },
  {
    types: ["aws_route53_resolver_query_log_config_association"],
    rule: "logs-off",
    words: say`lookups of names are no longer logged`,
    of: { path: "resource_id", owner: "aws_vpc" },
  },
  {
    types: [
      "aws_cloudwatch_metric_alarm",
      "aws_cloudwatch_composite_alarm",
      "aws_cloudwatch_log_metric_filter",
      "aws_ce_anomaly_subscription",
      "aws_budgets_budget",
      "aws_prometheus_rule_group_namespace",
    ],
    rule: "alarm-off",
    words: say`nobody is told any more`,
  },
  {
    types: ["aws_sns_topic_subscription"],
    rule: "alarm-off",
    words: say`its receiver is told nothing any more; by mail it has to be confirmed again`,
    of: { path: "topic_arn", owner: "aws_sns_topic" },
  },
  {
    types: ["aws_iam_account_password_policy"],
    rule: "authentication-weaker",
    words: say`the default password policy counts again`,
  },
  {
    types: ["aws_cloudfront_origin_access_control", "aws_cloudfront_origin_access_identity"],
    rule: "authentication-weaker",
    words: say`the distribution no longer signs its requests to the bucket`,
  },
  {
    types: [
      "kubernetes_network_policy",
      "kubernetes_network_policy_v1",
      "kubernetes_validating_webhook_configuration_v1",
    ],
    rule: "firewall-off",
    words: say`what it kept out is let in`,
  },
  {
    types: ["kubernetes_pod_disruption_budget_v1", "kubernetes_pod_disruption_budget"],
    rule: "availability-lower",
    words: say`a drain of nodes may take all of its pods at once`,
  },
  {
    types: ["azurerm_management_lock"],
    rule: "deletion-protection-off",
    words: say`what it locked can be changed and deleted`,
  },
  {
    types: ["azurerm_monitor_diagnostic_setting", "google_logging_project_sink"],
    rule: "logs-off",
    words: say`logs no longer reach their destination`,
  },
  {
    types: ["github_branch_protection", "github_branch_protection_v3", "github_repository_ruleset"],
    rule: "authentication-weaker",
    words: say`code reaches the branch without review and checks`,
  },
];
