import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { SqsQueuePolicy } from "@cdktf/provider-aws/lib/sqs-queue-policy";
import { Construct } from "constructs";
import { type Place, policyDocument } from "../cluster/policy";

const DAY = 24 * 60 * 60;
// A message keeps its age when it is moved to the other queue: there it must live longer.
// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html
const KEEP_SECONDS = 4 * DAY;
const KEEP_FAILED_SECONDS = 14 * DAY;
// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-short-and-long-polling.html
const LONG_POLL_SECONDS = 20;
// Each data key is good for an hour, which makes KMS nearly free.
const KEY_REUSE_SECONDS = 60 * 60;

export interface JobQueueProps extends Place {
  readonly name: string;
  readonly failedName: string;
  readonly kmsKeyArn: string;
  /** Longer than the longest job, or a second worker starts what the first still does. */
  readonly visibilitySeconds: number;
  /** After so many attempts a job is put aside; machines that Spot takes back count as attempts too. */
  readonly attempts: number;
  readonly preventDestroy: boolean;
}

/** Jobs wait here, encrypted, until a worker deletes them; those that fail again and again wait beside, for a person. */
export class JobQueue extends Construct {
  readonly name: string;
  readonly arn: string;
  readonly url: string;

  constructor(scope: Construct, id: string, props: JobQueueProps) {
    super(scope, id);
    const { name, failedName, kmsKeyArn } = props;
    this.name = name;
    this.arn = queueArn(props, name);
    const shared = {
      kmsMasterKeyId: kmsKeyArn,
      kmsDataKeyReusePeriodSeconds: KEY_REUSE_SECONDS,
      ...(props.preventDestroy && { lifecycle: { preventDestroy: true } }),
    };
    const failed = new SqsQueue(this, "failed", {
      ...shared,
      name: failedName,
      messageRetentionSeconds: KEEP_FAILED_SECONDS,
      redriveAllowPolicy: JSON.stringify({ redrivePermission: "byQueue", sourceQueueArns: [this.arn] }),
    });
    const jobs = new SqsQueue(this, "jobs", {
      ...shared,
      name,
      messageRetentionSeconds: KEEP_SECONDS,
      visibilityTimeoutSeconds: props.visibilitySeconds,
      receiveWaitTimeSeconds: LONG_POLL_SECONDS,
      redrivePolicy: JSON.stringify({ deadLetterTargetArn: failed.arn, maxReceiveCount: props.attempts }),
    });
    this.url = jobs.url;
    for (const [role, queue, arn] of [
      ["jobs-policy", jobs, this.arn],
      ["failed-policy", failed, queueArn(props, failedName)],
    ] as const) {
      closeToPlainText(this, role, { url: queue.url, arn });
    }
  }
}

/** Known without the queue, so that who sends to it needs no output of its stack. */
export function queueArn({ region, accountId }: Place, name: string): string {
  return `arn:aws:sqs:${region}:${accountId}:${name}`;
}

/** As `queueArn`, for who sends. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-queue-message-identifiers.html */
export function queueUrl({ region, accountId }: Place, name: string): string {
  return `https://sqs.${region}.amazonaws.com/${accountId}/${name}`;
}

/** A queue's only policy: who may use it is said by identities. */
export function closeToPlainText(
  scope: Construct,
  id: string,
  { url, arn }: { readonly url: string; readonly arn: string },
): void {
  new SqsQueuePolicy(scope, id, { queueUrl: url, policy: tlsOnly(arn) });
}

function tlsOnly(arn: string): string {
  return policyDocument([
    {
      Sid: "TlsOnly",
      Effect: "Deny",
      Principal: "*",
      Action: "sqs:*",
      Resource: arn,
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    },
  ]);
}
