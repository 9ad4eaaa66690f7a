import { objectOf, type JsonObject } from "../json";
import { token } from "./hash";

/** The resource whose attribute gets a placeholder. */
export interface PlaceholderContext {
  /** For example `aws_vpc`. */
  readonly type: string;
  /** For example `main-vpc`: what the configuration calls it. */
  readonly name: string;
  readonly account: string;
  readonly region: string;
  /** Decides the value: the stack's id and the resource's address, usually. */
  readonly seed: string;
  /** Attributes that are known, so that an ARN ends in the resource's real name. */
  readonly known: JsonObject;
}

// What AWS calls a resource, most telling first.
const NAMES = [
  "bucket",
  "identifier",
  "cluster_identifier",
  "replication_group_id",
  "global_replication_group_id_suffix",
  "cluster_id",
  "cluster_name",
  "node_group_name",
  "repository_name",
  "function_name",
  "alarm_name",
  "family",
  "domain_name",
  "name",
] as const;

/** The resource's physical name if it is known, else a stable invented one. */
export function nameOf({ known, name, seed }: PlaceholderContext): string {
  const own = known["name"];
  if (typeof own === "string" && own !== "") return own;
  for (const attribute of NAMES) {
    const value = known[attribute];
    if (typeof value === "string" && value !== "") return value;
  }
  const prefix = objectOf(known)["name_prefix"];
  return typeof prefix === "string" ? `${prefix}${token(seed, 26)}` : `${slug(name)}-${token(seed, 8)}`;
}

function slug(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "")
    .slice(0, 24);
}
