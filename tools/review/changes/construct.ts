import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { objectOf, type Json } from "../../planning/json";
import type { ResourceChange } from "../plan";
import { name, type SafeText } from "../text";

/** Construct paths by address, as CDKTF wrote them beside the configuration of a stack; empty if it did not. */
export function constructPaths(synthDir: string, stackId: string): Map<string, string> {
  const paths = new Map<string, string>();
  const root = readConfiguration(path.join(synthDir, "stacks", stackId, "cdk.tf.json"));
  for (const [section, prefix] of [["resource", ""] as const, ["data", "data."] as const])
    for (const [type, named] of Object.entries(objectOf(root[section])))
      for (const [id, body] of Object.entries(objectOf(named))) {
        const found = objectOf(objectOf(objectOf(body)["//"])["metadata"])["path"];
        if (typeof found === "string") paths.set(`${prefix}${type}.${id}`, found);
      }
  return paths;
}

function readConfiguration(file: string) {
  try {
    return objectOf(JSON.parse(readFileSync(file, "utf8")) as Json);
  } catch {
    return objectOf(null);
  }
}

/** Where a resource is in the code: as CDKTF wrote it, else as its name proves; null of what CDKTF did not make. */
export function constructOf(
  stack: string,
  {
    mode,
    type,
    name: id,
    module_address: module,
  }: Pick<ResourceChange, "mode" | "type" | "name" | "module_address">,
  paths?: ReadonlyMap<string, string>,
): SafeText | null {
  if (module !== undefined) return null;
  const known = paths?.get(mode === "data" ? `data.${type}.${id}` : `${type}.${id}`);
  if (known !== undefined) return name(known);
  const proven = provenPath(id);
  return proven === null ? null : name(`${stack}/${proven}`);
}

const UNIQUE_ID = /^(.+)_([0-9A-F]{8})$/;

/**
 * CDKTF names a resource by the ids on its path and ends it with a hash of them: `database_instance_D7FC2283`. A way to read
 * the name as a path is right if it gives the same hash. An id that repeats the end of the one before is not in the name.
 */
function provenPath(id: string): string | null {
  const [, human = "", hash = ""] = UNIQUE_ID.exec(id) ?? [];
  if (hash === "") return null;
  const ids = human.split("_");
  const repeated = ids.map((one, at) => [...ids.slice(0, at + 1), one, ...ids.slice(at + 1)]);
  const merged = ids
    .slice(1)
    .map((one, at) => [...ids.slice(0, at), `${ids[at] ?? ""}_${one}`, ...ids.slice(at + 2)]);
  const found = [ids, ...repeated, ...merged, [...ids, "Resource"]].find((path) => hashOf(path) === hash);
  return found?.join("/") ?? null;
}

/** As cdktf 0.21's lib/private/unique.js does it. */
function hashOf(ids: readonly string[]): string {
  return createHash("md5").update(ids.join("/")).digest("hex").slice(0, 8).toUpperCase();
}
