import { textAt } from "../attributes";
import { type Condition, type Statement, statementsOf } from "../statements";
import type { Rule } from "../types";

// Where a resource says by itself who may use it. An endpoint's policy only narrows what passes, so it is not here.
const POLICIES: Readonly<Record<string, string>> = {
  aws_backup_vault_policy: "policy",
  aws_cloudwatch_event_bus_policy: "policy",
  aws_cloudwatch_log_resource_policy: "policy_document",
  aws_dynamodb_resource_policy: "policy",
  aws_ecr_registry_policy: "policy",
  aws_ecr_repository_policy: "policy",
  aws_efs_file_system_policy: "policy",
  aws_iam_role: "assume_role_policy",
  aws_kinesis_resource_policy: "policy",
  aws_kms_key: "policy",
  aws_kms_key_policy: "policy",
  aws_kms_replica_key: "policy",
  aws_s3_bucket: "policy",
  aws_s3_bucket_policy: "policy",
  aws_secretsmanager_secret: "policy",
  aws_secretsmanager_secret_policy: "policy",
  aws_sns_topic: "policy",
  aws_sns_topic_policy: "policy",
  aws_sqs_queue: "policy",
  aws_sqs_queue_policy: "policy",
};

// Conditions that name somebody. Their absence in a request refuses it, unless the operator forgives absence.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status
const NAMES_SOMEBODY =
  /^(aws:(source(account|arn|owner|orgid|orgpaths|vpc|vpce|vpcarn)|principal(arn|account|orgid|orgpaths|servicename)|userid)|kms:calleraccount|elasticfilesystem:accessedviamounttarget|.+:sub)$/;
const POSITIVE = /^(ForAnyValue:)?(String(Equals|EqualsIgnoreCase|Like)|Arn(Equals|Like)|Bool)$/;
const ANYBODY = /^([*?]+|repo:[*?].*|organization:[*?].*|arn:[^:]*:[^:]*:[*?]?:[*?]?:[*?]+)$/;

export const noAnonymousGrants = {
  id: "no-anonymous-grants",
  promise:
    "No policy of a resource and no role's trust admits everybody, or every user of an identity provider.",
  looksAt: Object.entries(POLICIES).map(([type, attribute]) => `${type}.${attribute}`),
  appliesTo: ({ kind, type, attributes }) =>
    kind === "resource" && textAt(attributes, POLICIES[type] ?? "") !== "",
  check: ({ type, attributes }, context) => {
    const attribute = POLICIES[type] ?? "";
    const statements = statementsOf(textAt(attributes, attribute), context);
    if (statements === "unreadable") {
      const remedy = "write it with JSON.stringify or aws_iam_policy_document";
      return [{ problem: `${attribute} cannot be read at synthesis`, remedy }];
    }
    return statements.filter(admitsAnybody).map(({ actions }) => ({
      problem: `${attribute} allows ${actions.join(", ") || "actions"} to anybody`,
      remedy: "name the principals, or add a condition such as aws:SourceArn or aws:PrincipalAccount",
    }));
  },
} as const satisfies Rule;

function admitsAnybody(statement: Statement): boolean {
  const anybody = statement.hasNotPrincipal || statement.principals.includes("*");
  const anyIdentity = statement.actions.includes("sts:AssumeRoleWithWebIdentity");
  return statement.effect === "Allow" && (anybody || anyIdentity) && !statement.conditions.some(narrows);
}

function narrows({ operator, key, values }: Condition): boolean {
  return POSITIVE.test(operator) && NAMES_SOMEBODY.test(key) && !values.some((value) => ANYBODY.test(value));
}
