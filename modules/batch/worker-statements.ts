import type { Place, PolicyStatement } from "../cluster/policy";

export interface WorkerGrants {
  readonly queueArn: string;
  readonly queueKeyArn: string;
  readonly clusterName: string;
}

/** What polling a queue takes, and saying that one must not be stopped in the middle of a job. */
export function workerStatements(
  { region, accountId }: Place,
  { queueArn, queueKeyArn, clusterName }: WorkerGrants,
): PolicyStatement[] {
  return [
    {
      Sid: "WorkOffJobs",
      Effect: "Allow",
      Action: [
        "sqs:ReceiveMessage",
        "sqs:DeleteMessage",
        "sqs:ChangeMessageVisibility",
        "sqs:GetQueueAttributes",
      ],
      Resource: queueArn,
    },
    {
      // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html
      Sid: "ReadJobs",
      Effect: "Allow",
      Action: "kms:Decrypt",
      Resource: queueKeyArn,
      Condition: { StringEquals: { "kms:ViaService": `sqs.${region}.amazonaws.com` } },
    },
    {
      // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-scale-in-protection-endpoint.html
      Sid: "FinishJobs",
      Effect: "Allow",
      Action: ["ecs:GetTaskProtection", "ecs:UpdateTaskProtection"],
      Resource: `arn:aws:ecs:${region}:${accountId}:task/${clusterName}/*`,
    },
  ];
}

/** What sending a job takes, for the policy of who does. */
export function senderStatements(region: string, queueArn: string, queueKeyArn: string): PolicyStatement[] {
  return [
    { Sid: "SendJobs", Effect: "Allow", Action: "sqs:SendMessage", Resource: queueArn },
    {
      Sid: "EncryptJobs",
      Effect: "Allow",
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      Resource: queueKeyArn,
      Condition: { StringEquals: { "kms:ViaService": `sqs.${region}.amazonaws.com` } },
    },
  ];
}
