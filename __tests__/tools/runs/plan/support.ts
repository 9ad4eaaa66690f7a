import { S3 } from "@aws-sdk/client-s3";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { MOCK_KEYS } from "../../../../tools/emulation/server";
import { planEnvironment } from "../../../../tools/planning/child-environment";
import type { Summary } from "../../../../tools/planning/summary";
import { remoteState, type Block, type FixtureStack } from "../../fixtures/synthesis";

export const BUCKET = "states";
export const BASE = "sandbox-us-west-2-base";
export const APP = "sandbox-us-west-2-app";
export const FREE = "sandbox-us-west-2-free";

const parameter = (name: string, value: string): Block => ({
  aws_ssm_parameter: { it: { name, type: "String", value } },
});

/** A stack whose output another one reads, and one that only comes after it. */
export const STACKS: readonly FixtureStack[] = [
  {
    id: BASE,
    configuration: {
      resource: { aws_sns_topic: { alerts: { name: "alerts" } } },
      output: { topic: { value: "${aws_sns_topic.alerts.arn}" } },
    },
  },
  {
    id: APP,
    dependencies: [BASE],
    configuration: {
      resource: parameter("app", "${data.terraform_remote_state.base.outputs.topic}"),
      data: { terraform_remote_state: { base: remoteState(BASE) } },
    },
  },
  { id: FREE, dependencies: [BASE], configuration: { resource: parameter("free", "x") } },
];

export function emulatedEnvironment(endpoint: string): NodeJS.ProcessEnv {
  return { ...process.env, AWS_ENDPOINT_URL: endpoint };
}

export function s3At(endpoint: string): S3 {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = MOCK_KEYS;
  const credentials = { accessKeyId, secretAccessKey };
  return new S3({ endpoint, region: "us-west-2", forcePathStyle: true, credentials });
}

export async function makeBucket(endpoint: string): Promise<void> {
  const CreateBucketConfiguration = { LocationConstraint: "us-west-2" } as const;
  await s3At(endpoint).createBucket({ Bucket: BUCKET, CreateBucketConfiguration });
}

/** Applies the saved plan of a stack with Terraform alone. */
export function applySaved(folder: string, stack: string, endpoint: string): void {
  const cwd = path.join(folder, ".plans/.work/runs", stack);
  const env = { ...planEnvironment(process.env), ...MOCK_KEYS, AWS_ENDPOINT_URL: endpoint };
  execFileSync("terraform", ["apply", "-input=false", "plan.bin"], { cwd, env, stdio: "pipe" });
}

export function readSummary(folder: string): Summary {
  return JSON.parse(readFileSync(path.join(folder, ".plans/sandbox/summary.json"), "utf8")) as Summary;
}
