import { chmodSync, closeSync, openSync, readdirSync, readFileSync, rmdirSync, rmSync } from "node:fs";
import path from "node:path";
import { makeDirectory } from "../../directories";
import { codeOf, PlanningError } from "../../planning/errors";
import { blocksOf, isObject, type JsonObject } from "../../planning/json";

const OWNER_ONLY = { folder: 0o700, file: 0o600 } as const;

/** What a state says of itself; its values stay where they are. */
export interface LocalHead {
  readonly lineage: string;
  readonly serial: number;
  readonly addresses: readonly string[];
  /** Addresses that Terraform would replace, because their creation did not come to its end. */
  readonly tainted: readonly string[];
}

/**
 * The state of a region's state while there is no bucket that could hold it. It lies beside the plans, where nothing
 * empties, and only its owner can read it.
 */
export class LocalState {
  /** Absolute, as the local backend needs it: Terraform works in a folder that is laid out afresh each time. */
  readonly file: string;
  private readonly folder: string;

  constructor(
    plansDirectory: string,
    account: string,
    private readonly stack: string,
  ) {
    this.folder = path.resolve(plansDirectory, ".bootstrap", account, stack);
    this.file = path.join(this.folder, "terraform.tfstate");
  }

  /** Undefined if no bootstrap was begun here, or it made nothing. Throws a PlanningError for a file that is no state. */
  read(): LocalHead | undefined {
    const text = this.text();
    if (text.trim() === "") return undefined;
    const state = parsed(text);
    const { lineage, serial } = state;
    if (typeof lineage !== "string" || typeof serial !== "number") {
      throw new PlanningError([
        `${this.stack}: ${this.file} is no state of Terraform, maybe a part of one; put ${this.file}.backup in its place if that is whole, else import what exists (docs/first-deployment.md#when-the-local-state-is-lost)`,
      ]);
    }
    const resources = blocksOf(state["resources"]).filter(({ mode }) => mode === "managed");
    const instances = resources.flatMap((resource) =>
      blocksOf(resource["instances"]).map((instance) => ({
        address: addressOf(resource, instance),
        instance,
      })),
    );
    if (instances.length === 0) return undefined;
    const tainted = instances.filter(({ instance }) => instance["status"] === "tainted");
    const names = (list: typeof instances): string[] => list.map(({ address }) => address);
    return { lineage, serial, addresses: names(instances), tainted: names(tainted) };
  }

  /** The file's text; empty if there is none. */
  text(): string {
    try {
      return readFileSync(this.file, "utf8");
    } catch (error) {
      if (codeOf(error) === "ENOENT") return "";
      throw new PlanningError([
        `${this.stack}: ${this.file} cannot be read (${codeOf(error) ?? "unknown error"}); make it readable: it alone may know what was made`,
      ]);
    }
  }

  /** Makes an empty file that only its owner reads: Terraform writes into it, and keeps its rights. */
  prepare(): void {
    makeDirectory(this.folder);
    chmodSync(this.folder, OWNER_ONLY.folder);
    closeSync(openSync(this.file, "a", OWNER_ONLY.file));
    chmodSync(this.file, OWNER_ONLY.file);
  }

  /** Takes it away, and the folders above that it leaves empty. */
  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
    const account = path.dirname(this.folder);
    for (const folder of [account, path.dirname(account)]) if (isEmpty(folder)) rmdirSync(folder);
  }
}

function addressOf(resource: JsonObject, { index_key: index }: JsonObject): string {
  const { module, type, name } = resource as {
    readonly module?: string;
    readonly type: string;
    readonly name: string;
  };
  const prefix = module === undefined ? "" : `${module}.`;
  const suffix = index === undefined ? "" : `[${JSON.stringify(index)}]`;
  return `${prefix}${type}.${name}${suffix}`;
}

function isEmpty(folder: string): boolean {
  try {
    return readdirSync(folder).length === 0;
  } catch {
    return false;
  }
}

/** The object of `text`, or an empty one: what a state holds must not be in the message of a parser. */
function parsed(text: string): JsonObject {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}
