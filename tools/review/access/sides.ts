import { canonicalJson, isObject, type Json, type JsonObject, objectOf } from "../../planning/json";
import type { Subject } from "../detector";
import type { Path } from "../secrets/masker";
import { joined, name, say, type SafeText } from "../text";

export type Side = "before" | "after";

/** A resource before and after; null where there is none. */
export interface Sides {
  readonly before: JsonObject | null;
  readonly after: JsonObject | null;
  /** What is known only after apply: `true`, or parts of it. */
  readonly unknown: JsonObject;
}

/** Undefined for a resource to which nothing is done. */
export function sidesOf({ resource }: Pick<Subject, "resource">): Sides | undefined {
  const { actions, before, after, after_unknown: unknown } = resource.change;
  if (resource.deposed !== undefined || actions.every((action) => UNTOUCHED.has(action))) return undefined;
  return {
    before: actions.includes("create") && !actions.includes("delete") ? null : sideOf(before),
    after: actions.includes("delete") && !actions.includes("create") ? null : sideOf(after),
    unknown: objectOf(unknown),
  };
}

const UNTOUCHED: ReadonlySet<string> = new Set(["no-op", "read", "forget"]);

function sideOf(value: Json | undefined): JsonObject | null {
  return isObject(value) ? value : null;
}

export function stringOf(side: JsonObject | null, attribute: string): string | undefined {
  const value = side?.[attribute];
  return typeof value === "string" && value !== "" ? value : undefined;
}

export function stringsOf(side: JsonObject | null, attribute: string): string[] {
  const value = side?.[attribute];
  return Array.isArray(value) ? (value as Json[]).filter((inner) => typeof inner === "string") : [];
}

/** A value as it is compared. */
export function textOf(value: Json | undefined): string {
  return typeof value === "object" || value === undefined ? canonicalJson(value ?? null) : String(value);
}

/** A value as it may be shown; a plain text without its quotes. */
export function shown({ masker, resource }: Subject, side: Side, path: Path, value: Json): SafeText {
  const { text } = masker.show(resource, side, path, value);
  const [, inner] = /^"([^"\\]+)"$/.exec(text) ?? [];
  return inner === undefined ? text : name(inner);
}

// More than this of a list tells a reviewer nothing.
const MOST_ITEMS = 6;
const MOST_LINES = 12;

/** `a, b, c and 4 more`. */
export function listOf(texts: readonly SafeText[]): SafeText {
  const first = joined(texts.slice(0, MOST_ITEMS), ", ");
  const rest = texts.length - MOST_ITEMS;
  return rest > 0 ? say`${first} and ${rest} more` : first;
}

/** The first lines, and how many more there are. */
export function linesOf(lines: readonly SafeText[]): SafeText[] {
  const rest = lines.length - MOST_LINES;
  return rest > 1 ? [...lines.slice(0, MOST_LINES), say`and ${rest} more`] : [...lines];
}

/** `16,777,216`. */
export function countOf(count: bigint): SafeText {
  if (count < 1000n) return say`${Number(count)}`;
  const rest = Number(count % 1000n);
  return say`${countOf(count / 1000n)},${Math.floor(rest / 100)}${Math.floor(rest / 10) % 10}${rest % 10}`;
}
