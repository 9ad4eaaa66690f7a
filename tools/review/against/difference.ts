import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { readManifest, readStacks, type SynthesizedStack } from "../../planning/synthesis";
import { refuseCycles, withPrerequisites } from "../../planning/order";

export type Stacks = ReadonlyMap<string, SynthesizedStack>;

/** Two syntheses, and which of their stacks have to be looked at. */
export interface Difference {
  readonly old: Stacks;
  readonly new: Stacks;
  /** Whose files differ; stacks of both. */
  readonly changed: ReadonlySet<string>;
  readonly added: ReadonlySet<string>;
  readonly removed: ReadonlySet<string>;
  /** Changed ones, and all that read from them, directly or through others. */
  readonly touched: ReadonlySet<string>;
  /** Of the old synthesis, what has to be planned to know that. */
  readonly needed: Stacks;
}

export function readSyntheses(oldDirectory: string, newDirectory: string): { old: Stacks; new: Stacks } {
  const read = (directory: string): Stacks => {
    const manifest = readManifest(directory);
    refuseCycles(manifest);
    return readStacks(withPrerequisites(manifest, manifest.keys()).flatMap((id) => manifest.get(id) ?? []));
  };
  return { old: read(oldDirectory), new: read(newDirectory) };
}

/** `thorough`: everything counts as changed. `wanted`: stacks that the review is about; those upstream of them are looked at as well. */
export function differenceOf(
  { old, new: fresh }: { readonly old: Stacks; readonly new: Stacks },
  wanted: ReadonlySet<string>,
  thorough = false,
): Difference {
  const kept = only(fresh, withPrerequisites(fresh, wanted));
  const gone = [...old.keys()].filter((id) => !fresh.has(id) && wanted.has(id));
  const was = only(old, withPrerequisites(old, [...kept.keys(), ...gone]));
  const added = new Set([...kept.keys()].filter((id) => !was.has(id)));
  const removed = new Set(gone);
  const changed = new Set(
    [...kept]
      .filter(([id, stack]) => thorough || !same(was.get(id), stack))
      .flatMap(([id]) => (added.has(id) ? [] : [id])),
  );
  const touched = new Set<string>([...added, ...changed]);
  // Upstream stacks come first in both maps.
  for (const { id, dependencies } of kept.values()) {
    if ([...dependencies, ...(was.get(id)?.dependencies ?? [])].some((upstream) => touched.has(upstream)))
      touched.add(id);
  }
  const starts = [...touched].flatMap((id) => [id, ...(kept.get(id)?.dependencies ?? [])]);
  const needed = only(was, withPrerequisites(was, [...starts, ...removed]));
  return { old: was, new: kept, changed, added, removed, touched, needed };
}

function only(stacks: Stacks, ids: readonly string[]): Stacks {
  return new Map(ids.flatMap((id) => (stacks.has(id) ? [[id, stacks.get(id)!] as const] : [])));
}

function same(one: SynthesizedStack | undefined, other: SynthesizedStack): boolean {
  return one !== undefined && one.source.equals(other.source) && assetsDigest(one) === assetsDigest(other);
}

function assetsDigest({ file }: SynthesizedStack): string {
  const folder = path.join(path.dirname(file), "assets");
  if (!existsSync(folder)) return "";
  const hash = createHash("sha256");
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
  for (const name of files.sort()) {
    const content = readFileSync(name);
    hash.update(`${path.relative(folder, name)} ${content.length}\n`).update(content);
  }
  return hash.digest("hex");
}
