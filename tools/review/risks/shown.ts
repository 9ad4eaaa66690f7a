import { canonicalJson, isObject, type Json } from "../../planning/json";
import type { Subject } from "../detector";
import type { Path } from "../secrets/masker";
import { type SafeText, say } from "../text";
import { type Found, foundAt, type Pattern, pathText } from "./paths";

// More lines of one finding nobody reads; the diff has all of them.
const MAX_LINES = 5;

/** A line for each value at `pattern` that is not the same before and after: `versioning[0].enabled: true -> false`. */
export function changedLines(subject: Subject, patterns: readonly Pattern[]): SafeText[] {
  const { before, after } = subject.resource.change;
  const lines = patterns.flatMap((pattern) =>
    pairs(foundAt(before, pattern), foundAt(after, pattern)).map((pair) => () => line(subject, pair)),
  );
  const shown = lines.slice(0, MAX_LINES).map((make) => make());
  return lines.length > MAX_LINES ? [...shown, say`and ${lines.length - MAX_LINES} more`] : shown;
}

/** How a value stood before, for the words of a destruction. */
export function beforeLine(subject: Subject, { path, value }: Found): SafeText {
  return say`${pathText(path, subject.masker)}: ${subject.masker.show(subject.resource, "before", path, value).text}`;
}

interface Pair {
  readonly path: Path;
  readonly before: Json;
  readonly after: Json;
}

function line({ masker, resource }: Subject, { path, before, after }: Pair): SafeText {
  const was = masker.show(resource, "before", path, before).text;
  return say`${pathText(path, masker)}: ${was} -> ${masker.show(resource, "after", path, after).text}`;
}

/** Values that differ, by where they stand, the removed ones included. */
function pairs(before: readonly Found[], after: readonly Found[]): Pair[] {
  const found = new Map<string, Pair>();
  for (const { path, value } of before.flatMap(leavesOf))
    found.set(path.join("."), { path, before: value, after: null });
  for (const { path, value } of after.flatMap(leavesOf)) {
    const key = path.join(".");
    found.set(key, { path, before: found.get(key)?.before ?? null, after: value });
  }
  return [...found.values()].filter((pair) => !same(pair.before, pair.after));
}

// What a schema may call an attribute. Other keys are those of maps, and are left to the diff.
const ATTRIBUTE = /^[a-z][a-z0-9_]{0,63}$/;

/** Of blocks their attributes; nothing for null and for empty lists. */
function leavesOf({ path, value }: Found): Found[] {
  if (value === null) return [];
  if (Array.isArray(value)) {
    const list = value as readonly Json[];
    if (!list.some((inner) => isObject(inner))) return list.length === 0 ? [] : [{ path, value }];
    return list.flatMap((inner, index) => leavesOf({ path: [...path, index], value: inner }));
  }
  if (!isObject(value) || !isBlock(Object.keys(value))) return [{ path, value }];
  return Object.entries(value).flatMap(([key, inner]) =>
    inner === undefined ? [] : leavesOf({ path: [...path, key], value: inner }),
  );
}

function isBlock(keys: readonly string[]): boolean {
  return keys.length > 0 && keys.every((key) => ATTRIBUTE.test(key));
}

export function same(one: Json | undefined, other: Json | undefined): boolean {
  if (one === other) return true;
  if (typeof one !== "object" || typeof other !== "object") return false;
  return canonicalJson(one) === canonicalJson(other);
}
