import type { AwsAccess } from "./access";
import { ask, AwsError } from "./ask";
import type { Configuration } from "../../planning/configuration";
import { PlanningError } from "../../planning/errors";
import { blocksOf, isObject, objectOf, type JsonObject } from "../../planning/json";
import { accountOf } from "../../planning/resource-attributes";

/** Where Terraform's S3 backend keeps the state of one stack. */
export interface StateAddress {
  readonly bucket: string;
  readonly key: string;
  readonly region: string;
  /** Account that must own the bucket: names of buckets are of the whole world, and anybody may have taken it. */
  readonly owner?: string;
}

export type StatePresence =
  | { readonly kind: "no-bucket" }
  | { readonly kind: "no-state" }
  | { readonly kind: "present"; readonly versionId?: string };

/** What is said of a state; its values stay where they are. */
export interface StateHead {
  readonly lineage: string;
  readonly serial: number;
  readonly terraformVersion: string;
  /** Names of its outputs. */
  readonly outputs: string[];
  /** Types of its resources, each once. */
  readonly types: string[];
}

const ACCOUNT_ID = /^\d{12}$/;

/** Where `configuration` keeps its state. Throws a PlanningError for a backend that is not `s3`. */
export function stateAddressOf(configuration: Configuration): StateAddress {
  const { type, config } = configuration.backend;
  const { bucket, key, region } = config;
  if (type !== "s3" || typeof bucket !== "string" || typeof key !== "string" || typeof region !== "string") {
    throw new PlanningError([
      `terraform.backend is ${type}; runs need s3 with bucket, key and region: synthesize with MINDSCAPE_BACKEND=s3 (npm run synth)`,
    ]);
  }
  const owner = accountOf(configuration);
  return { bucket, key, region, ...(ACCOUNT_ID.test(owner) && { owner }) };
}

/** For people. */
export function describeAddress({ bucket, key, region }: StateAddress): string {
  return `s3://${bucket}/${key} (${region})`;
}

/**
 * Whether there is a bucket, and a state in it.
 * Rejects with a PlanningError where that cannot be told, or where the bucket is in another region or somebody else's.
 */
export async function stateAt(access: AwsAccess, address: StateAddress): Promise<StatePresence> {
  try {
    const head = await ask(
      placeOf(access, address),
      "s3",
      `look for ${describeAddress(address)}`,
      (s3, options) => s3.headObject(objectIn(address), options),
    );
    return { kind: "present", ...(head.VersionId !== undefined && { versionId: head.VersionId }) };
  } catch (error) {
    if (isNotFound(error)) return await bucketOf(access, address);
    throw await explained(error, access, address);
  }
}

async function bucketOf(access: AwsAccess, address: StateAddress): Promise<StatePresence> {
  try {
    await ask(placeOf(access, address), "s3", `look for the bucket ${address.bucket}`, (s3, options) =>
      s3.headBucket(bucketIn(address), options),
    );
    return { kind: "no-state" };
  } catch (error) {
    if (isNotFound(error)) return { kind: "no-bucket" };
    throw await explained(error, access, address);
  }
}

/** The state's head, or undefined if there is no state, nor maybe a bucket. Rejects as `stateAt` does. */
export async function readState(access: AwsAccess, address: StateAddress): Promise<StateHead | undefined> {
  const text = await readObject(access, address, `read the state ${describeAddress(address)}`, refuseDeleted);
  if (text === undefined || text.trim() === "") return undefined;
  const state = parsed(text);
  const { lineage, serial, terraform_version: terraformVersion } = state;
  if (typeof lineage !== "string" || typeof serial !== "number") {
    throw new PlanningError([
      `${describeAddress(address)} is no state of Terraform: it has no lineage or serial; see its earlier versions (aws s3api list-object-versions) and docs/runbooks/state-upload.md`,
    ]);
  }
  return {
    lineage,
    serial,
    terraformVersion: typeof terraformVersion === "string" ? terraformVersion : "unknown",
    outputs: Object.keys(objectOf(state["outputs"])),
    types: [
      ...new Set(
        blocksOf(state["resources"]).flatMap(({ type }) => (typeof type === "string" ? [type] : [])),
      ),
    ],
  };
}

/** Text of the object at `address`, or undefined if there is none, nor maybe a bucket. */
export async function readObject(
  access: AwsAccess,
  address: StateAddress,
  doing: string,
  onMissing?: (error: AwsError, address: StateAddress) => void,
): Promise<string | undefined> {
  try {
    return await ask(placeOf(access, address), "s3", doing, async (s3, options) => {
      const { Body } = await s3.getObject(objectIn(address), options);
      return (await Body?.transformToString()) ?? "";
    });
  } catch (error) {
    if (!isNotFound(error)) throw elsewhere(error, address) ?? error;
    onMissing?.(error, address);
    return undefined;
  }
}

/** The object of `text`, or an empty one: what a state holds must not be in the message of a parser. */
export function parsed(text: string): JsonObject {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}

function placeOf(access: AwsAccess, { region }: StateAddress): { access: AwsAccess; region: string } {
  return { access, region };
}

function bucketIn({ bucket, owner }: StateAddress): { Bucket: string; ExpectedBucketOwner?: string } {
  return { Bucket: bucket, ...(owner !== undefined && { ExpectedBucketOwner: owner }) };
}

function objectIn(address: StateAddress): { Bucket: string; Key: string; ExpectedBucketOwner?: string } {
  return { ...bucketIn(address), Key: address.key };
}

/** Terraform never deletes a state: to plan as if there had been none would make everything a second time. */
export function refuseDeleted({ headers }: AwsError, address: StateAddress): void {
  if (headers["x-amz-delete-marker"] !== "true") return;
  throw new PlanningError([
    `${describeAddress(address)} was deleted, which nobody does on purpose; find its last version (aws s3api list-object-versions) and copy it back (docs/state.md), then go on`,
  ]);
}

function isNotFound(error: unknown): error is AwsError {
  return error instanceof AwsError && error.status === 404;
}

/** An answer to HEAD has no body that would say why: the same question once more, with one. */
async function explained(error: unknown, access: AwsAccess, address: StateAddress): Promise<unknown> {
  const moved = elsewhere(error, address);
  if (moved !== undefined || !(error instanceof AwsError) || ![400, 403].includes(error.status ?? 0))
    return moved ?? error;
  const doing = `look for ${describeAddress(address)}`;
  const list = { ...bucketIn(address), Prefix: address.key, MaxKeys: 1 };
  const answer = ask(placeOf(access, address), "s3", doing, (s3, options) => s3.listObjectsV2(list, options));
  const told = await answer.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (told instanceof AwsError && told.code !== "AccessDenied") return elsewhere(told, address) ?? told;
  const owner = address.owner === undefined ? "its account" : `account ${address.owner}`;
  return new PlanningError([
    `${doing}: S3 refuses it (${error.status}); the bucket is not of ${owner}, or the caller may not s3:ListBucket, s3:GetObject and kms:Decrypt in it (docs/access.md)`,
  ]);
}

// https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html
function elsewhere(error: unknown, { bucket, region }: StateAddress): PlanningError | undefined {
  if (!(error instanceof AwsError) || ![301, 307].includes(error.status ?? 0)) return undefined;
  const there = error.headers["x-amz-bucket-region"] ?? "another region";
  return new PlanningError([
    `the bucket ${bucket} is in ${there}, not in ${region}; if it is ours, the backend's region is wrong, else the name is taken: choose another project name`,
  ]);
}
