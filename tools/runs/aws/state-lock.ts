import path from "node:path";
import type { AwsAccess } from "./access";
import { describeAddress, parsed, readObject, type StateAddress } from "./state-store";

/** Who holds a state, as Terraform wrote it beside the state. */
export interface StateLock {
  readonly id: string;
  /** For example `OperationTypeApply`. */
  readonly operation: string;
  /** User and machine. */
  readonly who: string;
  readonly terraformVersion: string;
  /** ISO; undefined where the lock does not say. */
  readonly created: string | undefined;
  readonly info: string;
  /** Bucket and key of the state. */
  readonly path: string;
}

export interface LockView {
  /** Folder in which Terraform has been initialised for this state. @default the synthesized one, which has to be initialised */
  readonly folder?: string | undefined;
  /** @default now */
  readonly now?: Date;
}

// https://developer.hashicorp.com/terraform/language/backend/s3#state-locking
const SUFFIX = ".tflock";
const UNKNOWN = "unknown";
const MINUTE = 60_000;

/** The lock of a state, or undefined if nobody holds it. Rejects with a PlanningError where that cannot be told. */
export async function lockOf(access: AwsAccess, address: StateAddress): Promise<StateLock | undefined> {
  const doing = `look for a lock of ${describeAddress(address)}`;
  const text = await readObject(access, { ...address, key: `${address.key}${SUFFIX}` }, doing);
  if (text === undefined) return undefined;
  const lock = parsed(text);
  const said = (name: string): string => {
    const value = lock[name];
    return typeof value === "string" && value !== "" ? value : UNKNOWN;
  };
  const created = said("Created");
  return {
    id: said("ID"),
    operation: said("Operation"),
    who: said("Who"),
    terraformVersion: said("Version"),
    created: Number.isNaN(Date.parse(created)) ? undefined : created,
    info: said("Info") === UNKNOWN ? "" : said("Info"),
    path: said("Path"),
  };
}

/** One line: who holds the stack since when for what, when that may be ended, and how. */
export function describeLock(
  stack: string,
  lock: StateLock,
  address: StateAddress,
  view: LockView = {},
): string {
  const { folder, now = new Date() } = view;
  const operation = lock.operation.replace(/^OperationType/, "").toLowerCase();
  const held = `${stack} is locked by ${lock.who}${since(lock, now)}, for ${operation} with Terraform ${lock.terraformVersion}`;
  return `${held}; wait for it to end, or, once it is certain that it no longer runs anywhere: ${release(lock, address, { stack, folder })} (docs/runbooks/state-lock.md)`;
}

function release(
  { id }: StateLock,
  { bucket, key }: StateAddress,
  { stack, folder }: { readonly stack: string; readonly folder: string | undefined },
): string {
  // Terraform asks for the id, and a lock that was cut short has none.
  if (id === UNKNOWN) return `aws s3 rm s3://${bucket}/${key}${SUFFIX}`;
  if (folder !== undefined) return `terraform -chdir=${folder} force-unlock ${id}`;
  const synthesized = `terraform -chdir=${path.join("cdktf.out", "stacks", stack)}`;
  return `${synthesized} init -input=false && ${synthesized} force-unlock ${id}`;
}

function since({ created }: StateLock, now: Date): string {
  return created === undefined ? "" : ` since ${created} (${ageOf(now.getTime() - Date.parse(created))})`;
}

function ageOf(milliseconds: number): string {
  const minutes = Math.floor(milliseconds / MINUTE);
  if (minutes < 1) return "less than a minute ago";
  if (minutes < 120) return `${minutes} min ago`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} hours ago` : `${Math.floor(hours / 24)} days ago`;
}
