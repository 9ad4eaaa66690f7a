import type { Account } from "./account";
import { deny, type Statement } from "./statement";

/** What opens a secret, a shell or a session: for no role of people or pipelines. */
export const SECRETS_AND_SHELLS = [
  "secretsmanager:GetSecretValue",
  "secretsmanager:BatchGetSecretValue",
  "ssm:GetParameter*",
  "ssm:StartSession",
  "ssm:ResumeSession",
  "ssm:SendCommand",
  "ssm:GetCommandInvocation",
  "ec2:GetPasswordData",
  "ec2:GetConsole*",
  "ecs:ExecuteCommand",
  "rds-db:*",
  "rds-data:*",
  "elasticache:Connect",
  "elasticfilesystem:Client*",
  "sqs:ReceiveMessage",
  "rds:Download*",
] as const;

/** What reads the data of users out of a store. */
export const DATA = [
  "dynamodb:GetItem",
  "dynamodb:BatchGetItem",
  "dynamodb:Query",
  "dynamodb:Scan",
  "dynamodb:PartiQL*",
  "dynamodb:GetRecords",
  "dynamodb:Export*",
  "dax:GetItem",
  "dax:BatchGetItem",
  "dax:Query",
  "dax:Scan",
  "ebs:GetSnapshotBlock",
  "athena:*",
  "kinesis:Get*",
] as const;

/** What reads log lines and traces. */
export const LOG_LINES = [
  "logs:GetLogEvents",
  "logs:FilterLogEvents",
  "logs:GetLogRecord",
  "logs:GetLogObject",
  "logs:GetLogGroupFields",
  "logs:GetQueryResults",
  "logs:StartQuery",
  "logs:StopQuery",
  "logs:StartLiveTail",
  "xray:BatchGetTraces",
  "xray:GetTraceSummaries",
  "xray:GetTraceGraph",
] as const;

/**
 * Refuses secrets, shells and data to a role that only looks, so that a policy which somebody attaches later opens none of
 * them. Objects and keys outside the state are refused by `onlyState`.
 */
export function noContent(): Statement {
  return deny("NoSecretsNoData", { actions: [...SECRETS_AND_SHELLS, ...DATA, "logs:Unmask"] });
}

/**
 * Refuses what shows how CloudFront proves to a load balancer that it is ours. Operators move the rule that asks for it, and
 * plans compare it; who only looks around needs neither.
 */
export function noProof(): Statement {
  return deny("NoProofOfOrigin", {
    actions: ["elasticloadbalancing:DescribeRules", "cloudfront:GetDistribution*"],
  });
}

/** Refuses to read an object outside the state that is not public, and to decrypt with another key than the state's. */
export function onlyState({ stateBuckets, stateKeyAlias, pages }: Account): Statement[] {
  return [
    {
      Sid: "NoObjectsButState",
      Effect: "Deny",
      Action: "s3:GetObject*",
      NotResource: [...stateBuckets.map((bucket) => `arn:aws:s3:::${bucket}/*`), ...pages],
    },
    deny("NoKeyButTheStates", {
      actions: ["kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*"],
      // For keys without an alias too: of nothing, all are different.
      when: { "ForAllValues:StringNotEquals": { "kms:ResourceAliases": stateKeyAlias } },
    }),
  ];
}
