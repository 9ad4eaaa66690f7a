import path from "node:path";
import { NoSuchBucket, S3 } from "@aws-sdk/client-s3";
import {
  bootstrap,
  type Bootstrapped,
  type BootstrapRequest,
} from "../../../../../tools/runs/bootstrap/bootstrap";
import { type Block, type FixtureStack, temporaryFolder, writeSynthesis } from "../../../fixtures/synthesis";

export const ACCOUNT = "123456789012";
export const STACK = "trial-us-west-2-state";
export const BUCKET = "trial-states";
export const KEY = `${STACK}/terraform.tfstate`;
const REGION = "us-west-2";
const ALIAS = "alias/trial-state";

/** A small layer `state`, whose own state goes into the bucket that it makes. */
export function stateStack(more: Record<string, Block> = {}, id = STACK): FixtureStack {
  return {
    id,
    configuration: {
      provider: { aws: [{ region: REGION, allowed_account_ids: [ACCOUNT] }] },
      terraform: {
        required_version: "1.11.4",
        required_providers: { aws: { source: "aws", version: "5.100.0" } },
        backend: {
          s3: {
            bucket: BUCKET,
            key: `${id}/terraform.tfstate`,
            region: REGION,
            encrypt: true,
            kms_key_id: `arn:aws:kms:${REGION}:${ACCOUNT}:${ALIAS}`,
            use_lockfile: true,
          },
        },
      },
      resource: {
        aws_kms_key: { state: { description: "states" } },
        aws_kms_alias: { state: { name: ALIAS, target_key_id: "${aws_kms_key.state.key_id}" } },
        aws_s3_bucket: {
          states: {
            bucket: BUCKET,
            lifecycle: { prevent_destroy: true },
            // The key first, so that an interruption leaves one without the other.
            depends_on: ["aws_kms_alias.state"],
          },
        },
        aws_s3_bucket_versioning: {
          states: {
            bucket: "${aws_s3_bucket.states.bucket}",
            versioning_configuration: { status: "Enabled" },
          },
        },
        ...more,
      },
    },
  };
}

/** Somewhere to synthesize into and to plan in. */
export interface Place {
  readonly synthDirectory: string;
  readonly plansDirectory: string;
}

export function place(stacks: readonly FixtureStack[] = [stateStack()]): Place {
  const folder = temporaryFolder();
  const synthDirectory = path.join(folder, "cdktf.out");
  writeSynthesis(synthDirectory, stacks);
  return { synthDirectory, plansDirectory: path.join(folder, ".plans") };
}

export function never(): BootstrapRequest["interruptions"] {
  return { first: new AbortController().signal, second: new AbortController().signal };
}

/** In this process, approved by everybody. */
export function run(
  endpoint: string,
  where: Place,
  more: Partial<BootstrapRequest> = {},
): Promise<Bootstrapped> {
  return bootstrap({
    ...where,
    kind: "emulated",
    environmentName: "trial",
    stacks: [],
    environment: emulatedEnvironment(endpoint),
    interruptions: never(),
    approve: async () => true,
    ...more,
  });
}

export function emulatedEnvironment(endpoint: string): NodeJS.ProcessEnv {
  return { ...process.env, AWS_ENDPOINT_URL: endpoint };
}

export function localFile({ plansDirectory }: Place, stack = STACK): string {
  return path.join(plansDirectory, ".bootstrap", ACCOUNT, stack, "terraform.tfstate");
}

export function s3At(endpoint: string): S3 {
  return new S3({
    endpoint,
    forcePathStyle: true,
    region: REGION,
    credentials: { accessKeyId: "mock", secretAccessKey: "mock" },
  });
}

export async function makeBucket(endpoint: string): Promise<void> {
  const s3 = s3At(endpoint);
  await s3.createBucket({ Bucket: BUCKET, CreateBucketConfiguration: { LocationConstraint: REGION } });
  await s3.putBucketVersioning({ Bucket: BUCKET, VersioningConfiguration: { Status: "Enabled" } });
}

/** The text of the remote state, or undefined. */
export async function remoteState(endpoint: string): Promise<string | undefined> {
  try {
    const { Body } = await s3At(endpoint).getObject({ Bucket: BUCKET, Key: KEY });
    return await Body?.transformToString();
  } catch {
    return undefined;
  }
}

/** Names of all objects of the bucket; none if there is no bucket. */
export async function objects(endpoint: string): Promise<string[]> {
  try {
    const { Contents = [] } = await s3At(endpoint).listObjectsV2({ Bucket: BUCKET });
    return Contents.flatMap(({ Key }) => Key ?? []);
  } catch (error) {
    if (error instanceof NoSuchBucket) return [];
    throw error;
  }
}

/** How often the state was written. */
export async function versions(endpoint: string): Promise<number> {
  const { Versions = [] } = await s3At(endpoint).listObjectVersions({ Bucket: BUCKET, Prefix: KEY });
  return Versions.filter(({ Key }) => Key === KEY).length;
}

/** How many keys were made in the account. */
export async function keys(endpoint: string): Promise<number> {
  const answer = await fetch(`${endpoint}/`, {
    method: "POST",
    headers: {
      "x-amz-target": "TrentService.ListKeys",
      "content-type": "application/x-amz-json-1.1",
      authorization: `AWS4-HMAC-SHA256 Credential=mock/20260101/${REGION}/kms/aws4_request, SignedHeaders=host, Signature=none`,
    },
    body: "{}",
  });
  return ((await answer.json()) as { Keys: unknown[] }).Keys.length;
}
