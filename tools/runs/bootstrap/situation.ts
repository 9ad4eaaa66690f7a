import { PlanningError } from "../../planning/errors";
import type { AwsAccess } from "../aws/access";
import { ask } from "../aws/ask";
import {
  readState,
  stateAt,
  type StateAddress,
  type StateHead,
  type StatePresence,
} from "../aws/state-store";
import type { LocalHead, LocalState } from "./local-state";

/** What there is of a region's state. */
export type Situation =
  | { readonly kind: "remote"; readonly leftover: LocalHead | undefined }
  | { readonly kind: "to-make"; readonly bucketExists: boolean; readonly begun: LocalHead | undefined };

export interface Subject {
  readonly environment: string;
  readonly stack: string;
  readonly address: StateAddress;
  readonly local: LocalState;
  /** Somebody says what exists. */
  readonly imports: boolean;
}

const LOST = "docs/first-deployment.md#when-the-local-state-is-lost";

/** Looks, and changes nothing. Rejects with a PlanningError where going on would be a guess. */
export async function situationOf(access: AwsAccess, subject: Subject): Promise<Situation> {
  const { address, local, stack } = subject;
  const presence = await presenceOf(access, subject);
  const begun = local.read();
  if (presence.kind === "present") {
    const remote = await readState(access, address);
    if (remote === undefined) throw new PlanningError([emptyState(subject)]);
    if (begun !== undefined) refuseOther(subject, begun, remote);
    return { kind: "remote", leftover: begun };
  }
  if (presence.kind === "no-bucket") return { kind: "to-make", bucketExists: false, begun };
  if (await hasVersions(access, address)) throw new PlanningError([deletedState(subject)]);
  if (begun === undefined && !subject.imports) {
    throw new PlanningError([
      `${stack}: the bucket ${address.bucket} is ours and holds no state, and no bootstrap was begun in ${local.file}: it was begun elsewhere, by somebody or in another checkout, and has to go on there; if that file is lost: ${importing(subject)}`,
    ]);
  }
  return { kind: "to-make", bucketExists: true, begun };
}

/** How to get a state for what exists. */
export function importing({ environment, stack }: Pick<Subject, "environment" | "stack">): string {
  return `mindscape orphans --env ${environment} --stack ${stack} writes import blocks, look through them, then mindscape bootstrap --env ${environment} --imports DIR (${LOST})`;
}

/** Throws a PlanningError unless `remote` is the state that was begun here, or a later one of it. */
export function refuseOther({ stack, address, local }: Subject, begun: LocalHead, remote: StateHead): void {
  if (remote.lineage === begun.lineage && remote.serial >= begun.serial) return;
  const what =
    remote.lineage === begun.lineage
      ? `${local.file} (serial ${begun.serial}) is newer than the remote state (serial ${remote.serial})`
      : `somebody else's bootstrap was first, and ${local.file} is of another lineage (${begun.lineage}, there ${remote.lineage})`;
  throw new PlanningError([
    `${stack}: s3://${address.bucket}/${address.key} is there, but ${what}; nothing was overwritten. This file alone may know ${begun.addresses.join(", ")}: see what exists twice (mindscape orphans), then remove the file (docs/first-deployment.md#two-at-once)`,
  ]);
}

async function presenceOf(access: AwsAccess, { stack, address }: Subject): Promise<StatePresence> {
  try {
    return await stateAt(access, address);
  } catch (error) {
    if (!(error instanceof PlanningError)) throw error;
    throw new PlanningError([
      ...error.problems.map((problem) => `${stack}: ${problem}`),
      `${stack}: the bucket's name is made in config/names.ts, of organization.name, environment, account and region (config/environments/organization.ts)`,
    ]);
  }
}

/** Whether there has been a state: S3 says "not found" of what was deleted, too. */
async function hasVersions(
  access: AwsAccess,
  { bucket, key, region, owner }: StateAddress,
): Promise<boolean> {
  const listed = await ask(
    { access, region },
    "s3",
    `list the versions of s3://${bucket}/${key}`,
    (s3, options) =>
      s3.listObjectVersions(
        { Bucket: bucket, Prefix: key, ...(owner !== undefined && { ExpectedBucketOwner: owner }) },
        options,
      ),
  );
  const all = [...(listed.Versions ?? []), ...(listed.DeleteMarkers ?? [])];
  return all.some(({ Key }) => Key === key);
}

function deletedState({ stack, address: { bucket, key } }: Subject): string {
  return `${stack}: s3://${bucket}/${key} was there and has been deleted; ${restoring(bucket, key)}`;
}

function emptyState({ stack, address: { bucket, key } }: Subject): string {
  return `${stack}: s3://${bucket}/${key} is empty; ${restoring(bucket, key)}`;
}

/** The bucket's policy lets nobody take a delete marker away. */
function restoring(bucket: string, key: string): string {
  return `find its versions (aws s3api list-object-versions --bucket ${bucket} --prefix ${key}) and copy the last whole one in its place (aws s3api copy-object --bucket ${bucket} --key ${key} --copy-source '${bucket}/${key}?versionId=ID')`;
}
