/** What a policy is for: it decides how its parts are read. */
export type PolicyKind =
  /** Of a role, user, group or permission set: what its holder may do. */
  | "identity"
  /** Who may assume a role. */
  | "trust"
  /** Who may use one resource. */
  | "resource"
  /** The most that others may give: service control policies, endpoint policies, boundaries. */
  | "limit";

export interface PolicyAttribute {
  readonly attribute: string;
  readonly kind: PolicyKind;
  /** Of a policy that is a resource by itself: the attribute that names whose policy it is. */
  readonly owner?: string;
  /** Whether everything is allowed where there is no policy. */
  readonly openByDefault?: true;
}

const of = (owner: string, attribute = "policy"): PolicyAttribute => ({ attribute, kind: "resource", owner });
const own = (attribute = "policy"): PolicyAttribute => ({ attribute, kind: "resource" });
const held = (owner: string, attribute = "policy"): PolicyAttribute => ({
  attribute,
  kind: "identity",
  owner,
});
const limit = (attribute: string): PolicyAttribute => ({ attribute, kind: "limit" });

/** Where policies stand, by resource type. */
export const POLICY_ATTRIBUTES: ReadonlyMap<string, readonly PolicyAttribute[]> = new Map(
  Object.entries({
    aws_iam_policy: [{ attribute: "policy", kind: "identity" }],
    aws_iam_role_policy: [held("role")],
    aws_iam_user_policy: [held("user")],
    aws_iam_group_policy: [held("group")],
    aws_ssoadmin_permission_set_inline_policy: [held("permission_set_arn", "inline_policy")],
    aws_iam_role: [{ attribute: "assume_role_policy", kind: "trust" }],
    aws_organizations_policy: [limit("content")],
    aws_organizations_resource_policy: [own("content")],
    aws_vpc_endpoint: [{ attribute: "policy", kind: "limit", openByDefault: true }],
    aws_vpc_endpoint_policy: [
      { attribute: "policy", kind: "limit", owner: "vpc_endpoint_id", openByDefault: true },
    ],
    aws_s3_bucket: [own()],
    aws_s3_bucket_policy: [of("bucket")],
    aws_s3_access_point: [own()],
    aws_s3control_access_point_policy: [of("access_point_arn")],
    aws_s3control_object_lambda_access_point_policy: [of("name")],
    aws_s3control_bucket_policy: [of("bucket")],
    aws_s3tables_table_bucket_policy: [of("table_bucket_arn", "resource_policy")],
    aws_s3tables_table_policy: [of("name", "resource_policy")],
    aws_kms_key: [own()],
    aws_kms_external_key: [own()],
    aws_kms_replica_key: [own()],
    aws_kms_key_policy: [of("key_id")],
    aws_sns_topic: [own()],
    aws_sns_topic_policy: [of("arn")],
    aws_sqs_queue: [own()],
    aws_sqs_queue_policy: [of("queue_url")],
    aws_ecr_repository_policy: [of("repository")],
    aws_ecr_registry_policy: [own()],
    aws_ecrpublic_repository_policy: [of("repository_name")],
    aws_secretsmanager_secret: [own()],
    aws_secretsmanager_secret_policy: [of("secret_arn")],
    aws_ssm_resource_policy: [of("resource_arn")],
    aws_opensearch_domain: [own("access_policies")],
    aws_opensearch_domain_policy: [of("domain_name", "access_policies")],
    aws_elasticsearch_domain: [own("access_policies")],
    aws_elasticsearch_domain_policy: [of("domain_name", "access_policies")],
    aws_dynamodb_resource_policy: [of("resource_arn")],
    aws_kinesis_resource_policy: [of("resource_arn")],
    aws_efs_file_system_policy: [of("file_system_id")],
    aws_backup_vault_policy: [of("backup_vault_name")],
    aws_glacier_vault: [own("access_policy")],
    aws_glue_resource_policy: [own()],
    aws_cloudwatch_event_bus_policy: [of("event_bus_name")],
    aws_cloudwatch_log_resource_policy: [own("policy_document")],
    aws_cloudwatch_log_destination_policy: [of("destination_name", "access_policy")],
    aws_api_gateway_rest_api: [own()],
    aws_api_gateway_rest_api_policy: [of("rest_api_id")],
    aws_codeartifact_domain_permissions_policy: [of("domain", "policy_document")],
    aws_codeartifact_repository_permissions_policy: [of("repository", "policy_document")],
    aws_codebuild_resource_policy: [of("resource_arn")],
    aws_redshift_resource_policy: [of("resource_arn")],
    aws_media_store_container_policy: [of("container_name")],
    aws_msk_cluster_policy: [of("cluster_arn")],
    aws_acmpca_policy: [of("resource_arn")],
    aws_vpclattice_auth_policy: [of("resource_identifier")],
    aws_vpclattice_resource_policy: [of("resource_arn")],
    aws_ses_identity_policy: [of("identity")],
    aws_sesv2_email_identity_policy: [of("email_identity")],
    aws_networkfirewall_resource_policy: [of("resource_arn")],
    aws_route53_resolver_firewall_rule_group_policy: [of("arn")],
    aws_schemas_registry_policy: [of("registry_name")],
    aws_iot_policy: [{ attribute: "policy", kind: "identity" }],
  }),
);
