import { say } from "../../text";
import { DESTROYED, type Effect, GONE, REPLACED, UPDATED } from "./row";

/** Identities that others have written down. What they may do is read elsewhere. */
export const IDENTITY: readonly Effect[] = [
  {
    types: ["aws_iam_role", "aws_iam_user"],
    fates: REPLACED,
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
    rule: "identity-replaced",
    words: say`policies elsewhere that name it as principal keep the id of the old one and refuse the new one, even under the same name, until they are written again`,
  },
  {
    types: ["aws_iam_role", "aws_iam_user"],
    fates: DESTROYED,
    rule: "identity-replaced",
    words: say`whoever acts as it is refused from now on; grants elsewhere that name it stay behind`,
  },
  {
    types: ["aws_iam_instance_profile"],
    fates: GONE,
    rule: "identity-replaced",
    words: say`machines that run with it lose their credentials, and new ones cannot start`,
  },
  {
    types: ["aws_iam_access_key"],
    fates: GONE,
    rule: "secret-value-changes",
    words: say`the old key stops working at once: whoever uses it needs the new one`,
  },
  {
    types: ["aws_iam_service_specific_credential", "aws_iam_user_login_profile"],
    fates: GONE,
    rule: "secret-value-changes",
    words: say`the old credential stops working at once`,
  },
  {
    types: ["aws_iam_openid_connect_provider", "aws_iam_saml_provider"],
    fates: GONE,
    rule: "identity-replaced",
    words: say`nobody who comes by it gets credentials: pods, pipelines or people`,
  },
  {
    types: ["aws_iam_openid_connect_provider", "aws_iam_saml_provider"],
    fates: UPDATED,
    paths: ["client_id_list", "thumbprint_list", "saml_metadata_document"],
    rule: "identity-replaced",
    words: say`who comes by it may be refused, or let in, from now on`,
  },
  {
    types: ["aws_iam_service_linked_role"],
    fates: GONE,
    rule: "identity-replaced",
    words: say`its service can no longer act in the account`,
  },
  {
    types: ["aws_cognito_user_pool_client", "aws_cognito_managed_user_pool_client"],
    fates: GONE,
    rule: "identity-replaced",
    words: say`its client id and secret go: programs need the new ones, and tokens of the old one end`,
  },
  {
    types: ["aws_cognito_identity_provider", "aws_cognito_resource_server"],
    fates: GONE,
    rule: "identity-replaced",
    words: say`users who come by it, or its scopes, are refused meanwhile`,
  },
  {
    types: ["aws_kms_alias"],
    fates: UPDATED,
    paths: ["target_key_id"],
    rule: "encryption-key-changed",
    words: say`whoever encrypts by the alias uses another key from now on; what exists still needs the old one`,
  },
  {
    types: ["aws_kms_alias"],
    fates: GONE,
    rule: "identity-replaced",
    words: say`whoever names the key by its alias fails meanwhile`,
  },
  {
    types: ["aws_kms_grant"],
    fates: GONE,
    rule: "identity-replaced",
    words: say`its grantee can no longer use the key`,
  },
  {
    types: ["aws_secretsmanager_secret_version"],
    fates: ["updated", "replaced"],
    rule: "secret-value-changes",
    words: say`the secret gets another value: programs that read it at their start keep the old one until they restart`,
  },
  {
    types: ["aws_ssm_parameter"],
    fates: UPDATED,
    paths: ["value", "insecure_value", "value_wo_version"],
    rule: "secret-value-changes",
    words: say`it gets another value: programs that read it at their start keep the old one until they restart`,
  },
  {
    types: ["aws_ram_resource_share", "aws_ram_principal_association", "aws_ram_resource_association"],
    fates: GONE,
    rule: "identity-replaced",
    words: say`other accounts lose what is shared with them`,
  },
  {
    types: [
      "aws_organizations_policy",
      "aws_organizations_policy_attachment",
      "aws_organizations_organizational_unit",
    ],
    fates: GONE,
    rule: "audit-off",
    words: say`accounts below it are bound by it no more`,
  },
  {
    types: ["aws_elasticache_user", "aws_memorydb_user", "aws_memorydb_acl", "aws_elasticache_user_group"],
    fates: GONE,
    rule: "identity-replaced",
    words: say`clients that come by it are refused`,
  },
];
