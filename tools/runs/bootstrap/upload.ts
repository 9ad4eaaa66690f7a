import { createHash } from "node:crypto";
import os from "node:os";
import { PlanningError } from "../../planning/errors";
import type { AwsAccess } from "../aws/access";
import { ask, AwsError } from "../aws/ask";
import { describeLock, lockOf } from "../aws/state-lock";
import { readState, type StateAddress } from "../aws/state-store";
import type { JsonObject } from "../../planning/json";
import { refuseOther, type Subject } from "./situation";

const CONFLICT_ATTEMPTS = 5;

export interface Upload {
  readonly access: AwsAccess;
  readonly subject: Subject;
  /** Of the stack's S3 backend. */
  readonly backend: JsonObject;
  readonly terraformVersion: string;
  readonly onLocked: () => Promise<void>;
  readonly onUploaded: () => Promise<void>;
}

/**
 * Puts the local state where the S3 backend looks for it, byte for byte, under Terraform's own lock and only if nothing is
 * there: docs/adr/0029. An upload that an earlier run made counts. Rejects with a PlanningError if somebody else holds the lock or was first.
 */
export async function uploadState(upload: Upload): Promise<void> {
  const { access, subject, onLocked, onUploaded } = upload;
  const head = subject.local.read();
  if (head === undefined) throw new PlanningError([`${subject.stack}: ${subject.local.file} is gone`]);
  await lock(upload, lockId(head.lineage));
  try {
    await onLocked();
    await putIfNew(upload, subject.address, subject.local.text());
    const remote = await readState(access, subject.address);
    if (remote === undefined) {
      throw new PlanningError([
        `${subject.stack}: s3://${subject.address.bucket}/${subject.address.key} was uploaded and is not there; run again`,
      ]);
    }
    refuseOther(subject, head, remote);
    await onUploaded();
  } finally {
    await unlock(upload);
  }
}

/** The same in each run on the same local state, of which there is one in the world: a lock with it is our own. */
function lockId(lineage: string): string {
  const hash = createHash("sha256").update(`bootstrap ${lineage}`).digest("hex");
  return [
    hash.slice(0, 8),
    hash.slice(8, 12),
    hash.slice(12, 16),
    hash.slice(16, 20),
    hash.slice(20, 32),
  ].join("-");
}

/** Takes the lock, or keeps the one that a run before this one left behind. */
async function lock(upload: Upload, id: string): Promise<void> {
  const { access, subject, terraformVersion } = upload;
  const { address, stack } = subject;
  const info = {
    ID: id,
    Operation: "bootstrap",
    Info: "",
    Who: `${userName()}@${os.hostname()}`,
    Version: terraformVersion,
    Created: new Date().toISOString(),
    Path: `${address.bucket}/${address.key}`,
  };
  if (await putIfNew(upload, { ...address, key: lockKey(address) }, JSON.stringify(info))) return;
  const held = await lockOf(access, address);
  if (held?.id === id) return;
  throw new PlanningError([
    held === undefined
      ? `${stack}: its lock was held a moment ago; run again`
      : describeLock(stack, held, address),
  ]);
}

/** A container may run as somebody without a name. */
function userName(): string {
  try {
    return os.userInfo().username;
  } catch {
    return "somebody";
  }
}

/** Releases what an upload that was killed has left behind, and nobody else's. */
export async function releaseLeftLock({
  access,
  subject,
}: Pick<Upload, "access" | "subject">): Promise<void> {
  const head = subject.local.read();
  const held = await lockOf(access, subject.address);
  if (head !== undefined && held?.id === lockId(head.lineage)) await unlock({ access, subject });
}

async function unlock({ access, subject }: Pick<Upload, "access" | "subject">): Promise<void> {
  const { bucket, region } = subject.address;
  await ask({ access, region }, "s3", `release the lock of ${subject.stack}`, (s3, options) =>
    s3.deleteObject({ Bucket: bucket, Key: lockKey(subject.address) }, options),
  );
}

function lockKey({ key }: StateAddress): string {
  return `${key}.tflock`;
}

/**
 * Whether the object is new; one that is there stays as it is. An attempt whose answer was lost counts as not new, so
 * whoever asks looks what is there.
 */
async function putIfNew(
  { access, backend }: Upload,
  { bucket, key, region, owner }: StateAddress,
  body: string,
): Promise<boolean> {
  for (let attempt = 1; ; attempt++) {
    try {
      await ask({ access, region }, "s3", `write s3://${bucket}/${key}`, (s3, options) =>
        s3.putObject(
          {
            Bucket: bucket,
            Key: key,
            Body: body,
            ContentType: "application/json",
            IfNoneMatch: "*",
            ...(owner !== undefined && { ExpectedBucketOwner: owner }),
            ...encryption(backend),
          },
          options,
        ),
      );
      return true;
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      if (error.status === 412) return false;
      // Two conditional writes at the same moment: neither may have won.
      // https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
      if (error.status !== 409 || attempt === CONFLICT_ATTEMPTS) throw error;
    }
  }
}

/** As the S3 backend asks for it. */
function encryption(backend: JsonObject): {
  ServerSideEncryption?: "aws:kms" | "AES256";
  SSEKMSKeyId?: string;
} {
  const { encrypt, kms_key_id: key } = backend;
  if (encrypt !== true) return {};
  return typeof key === "string"
    ? { ServerSideEncryption: "aws:kms", SSEKMSKeyId: key }
    : { ServerSideEncryption: "AES256" };
}
