import type { PolicyStatement } from "../policy";

export interface AlertmanagerGrants {
  readonly region: string;
  readonly topicArns: readonly string[];
  /** Of the topics. */
  readonly kmsKeyArn: string;
}

/**
 * Publishes to these topics, which are encrypted.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#sns-what-permissions-for-sse
 */
export function alertmanagerStatements({
  region,
  topicArns,
  kmsKeyArn,
}: AlertmanagerGrants): PolicyStatement[] {
  return [
    { Sid: "Tell", Effect: "Allow", Action: "sns:Publish", Resource: [...topicArns] },
    {
      Sid: "UseTheTopicsKey",
      Effect: "Allow",
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      Resource: kmsKeyArn,
      Condition: { StringEquals: { "kms:ViaService": `sns.${region}.amazonaws.com` } },
    },
  ];
}
