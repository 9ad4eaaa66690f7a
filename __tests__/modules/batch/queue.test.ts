import { queueArn } from "../../../modules/batch/job-queue";
import { senderStatements } from "../../../modules/batch/worker-statements";
import { evaluate } from "../../support/policy";
import { resource } from "../../support/synthesis";
import { ACCOUNT, development, production } from "./stacks";

const ARN = `arn:aws:sqs:us-west-2:${ACCOUNT}:mindscape-production-jobs`;
const FAILED_ARN = `${ARN}-failed`;
const jobs = resource(production, "aws_sqs_queue", "queue/jobs");
const failed = resource(production, "aws_sqs_queue", "queue/failed");

test("a job that fails again and again is put aside, where it outlives the queue", () => {
  const redrive = JSON.parse(String(jobs["redrive_policy"])) as { maxReceiveCount: number };
  expect(redrive).toEqual({
    deadLetterTargetArn: expect.stringMatching(/^\$\{aws_sqs_queue\.queue_failed_\w+\.arn\}$/) as string,
    maxReceiveCount: 5,
  });
  expect(Number(failed["message_retention_seconds"])).toBeGreaterThan(
    Number(jobs["message_retention_seconds"]),
  );
  expect(failed["redrive_policy"]).toBeUndefined();
});

test("only the queue of jobs may put anything aside", () => {
  expect(JSON.parse(String(failed["redrive_allow_policy"]))).toEqual({
    redrivePermission: "byQueue",
    sourceQueueArns: [ARN],
  });
});

test("a job stays hidden longer than a worker may take for it, with its way out", () => {
  const environment = JSON.stringify(resource(production, "aws_ecs_task_definition", "worker/task"));
  const [, seconds] = /JOB_SECONDS[^0-9]+(\d+)/.exec(environment) ?? [];
  expect(Number(seconds)).toBeGreaterThan(0);
  expect(Number(jobs["visibility_timeout_seconds"])).toBeGreaterThanOrEqual(Number(seconds) + 120);
});

test("both are encrypted with the key of data, and long polls cost next to nothing", () => {
  for (const queue of [jobs, failed]) expect(queue["kms_master_key_id"]).toContain("aws_kms_keydata-key");
  expect(jobs["receive_wait_time_seconds"]).toBe(20);
});

test("both stay where data is locked", () => {
  for (const role of ["queue/jobs", "queue/failed"]) {
    expect(resource(production, "aws_sqs_queue", role)["lifecycle"]).toEqual({ prevent_destroy: true });
    expect(resource(development, "aws_sqs_queue", role)["lifecycle"]).toBeUndefined();
  }
});

test.each([
  ["queue/jobs-policy", ARN],
  ["queue/failed-policy", FAILED_ARN],
])("%s refuses everybody without TLS, and admits nobody by itself", (path, arn) => {
  const { policy } = resource(production, "aws_sqs_queue_policy", path);
  const request = {
    principal: { AWS: `arn:aws:iam::${ACCOUNT}:role/any` },
    action: "sqs:SendMessage",
    resource: arn,
  };
  expect(evaluate(String(policy), { ...request, context: { "aws:SecureTransport": "false" } })).toBe("deny");
  expect(evaluate(String(policy), { ...request, context: { "aws:SecureTransport": "true" } })).toBe("none");
});

test("who sends needs no more than the queue's name and the key", () => {
  const key = `arn:aws:kms:us-west-2:${ACCOUNT}:key/1`;
  const arn = queueArn({ region: "us-west-2", accountId: ACCOUNT }, "mindscape-production-jobs");
  expect(arn).toBe(ARN);
  const policy = { Statement: senderStatements("us-west-2", arn, key) };
  const viaSqs = { "kms:ViaService": "sqs.us-west-2.amazonaws.com" };
  expect(evaluate(policy, { action: "sqs:SendMessage", resource: ARN })).toBe("allow");
  expect(evaluate(policy, { action: "kms:GenerateDataKey", resource: key, context: viaSqs })).toBe("allow");
  expect(evaluate(policy, { action: "kms:GenerateDataKey", resource: key })).toBe("none");
  for (const action of ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:PurgeQueue"]) {
    expect(evaluate(policy, { action, resource: ARN })).toBe("none");
  }
});
