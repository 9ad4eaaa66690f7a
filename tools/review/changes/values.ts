import { isObject, type Json, type JsonObject } from "../../planning/json";

/** Stands for a value that only the apply will tell. */
class Unknown {
  readonly #known = false;
  toString(): string {
    return this.#known ? "known" : "unknown";
  }
}
export const UNKNOWN = new Unknown();

/** A planned value; what is not known yet may be anywhere in it. */
export type Value = Json | Unknown | readonly Value[] | ValueObject;
export interface ValueObject {
  readonly [key: string]: Value | undefined;
}

/** Deeper than this nobody nests on purpose; a hostile plan must not end the process. */
export const MAX_DEPTH = 60;

export function isList(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value);
}

export function isMap(value: Value | undefined): value is ValueObject {
  return isObject(value) && !(value instanceof Unknown);
}

export type Scalar = string | number | boolean;

export function isScalar(value: Value | undefined): value is Scalar {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

/** `null` and what is missing: Terraform means the same by both. */
export function isNothing(value: Value | undefined): value is null | undefined {
  return value === null || value === undefined;
}

/** Nothing, in any of the forms that providers give it. */
export function isVoid(value: Value | undefined): boolean {
  if (isNothing(value) || value === "" || (isList(value) && value.length === 0)) return true;
  return isMap(value) && Object.keys(value).length === 0;
}

/** `after` with what `after_unknown` says: the value that will be there. */
export function planned(after: Json | undefined, unknown: Json | undefined, depth = 0): Value | undefined {
  if (unknown === true) return UNKNOWN;
  if (depth > MAX_DEPTH) return after;
  if (Array.isArray(unknown)) return plannedList(after, unknown as readonly Json[], depth);
  return isObject(unknown) && !Array.isArray(after) ? plannedMap(after, unknown, depth) : after;
}

function plannedMap(after: Json | undefined, unknown: JsonObject, depth: number): Value | undefined {
  const known = isObject(after) ? after : {};
  let merged: Record<string, Value | undefined> | undefined;
  for (const key in unknown) {
    const value = planned(known[key], unknown[key], depth + 1);
    if (value === known[key] || key === "__proto__") continue;
    merged ??= { ...known };
    merged[key] = value;
  }
  return merged ?? after;
}

function plannedList(after: Json | undefined, unknown: readonly Json[], depth: number): Value | undefined {
  const known: readonly Json[] = Array.isArray(after) ? after : [];
  if (unknown.length === 0) return after;
  const length = Math.max(known.length, unknown.length);
  return Array.from({ length }, (_, at) => planned(known[at], unknown[at], depth + 1) ?? null);
}

export function same(a: Value | undefined, b: Value | undefined, depth = 0): boolean {
  if (a === b) return true;
  if (isNothing(a) || isNothing(b)) return isNothing(a) && isNothing(b);
  if (depth > MAX_DEPTH) return false;
  if (isList(a) && isList(b)) return sameElements(a, b, depth + 1);
  return isMap(a) && isMap(b) && sameMembers(a, b, depth + 1);
}

function sameElements(a: readonly Value[], b: readonly Value[], depth: number): boolean {
  return a.length === b.length && a.every((element, at) => same(element, b[at], depth));
}

function sameMembers(a: ValueObject, b: ValueObject, depth: number): boolean {
  for (const key in a) if (!same(a[key], b[key], depth)) return false;
  for (const key in b) if (!Object.hasOwn(a, key) && !isNothing(b[key])) return false;
  return true;
}

/** Equal for equal values, whatever the order of their members. */
export function keyOf(value: Value | undefined, depth = 0): string {
  if (typeof value === "string" && depth <= MAX_DEPTH) return JSON.stringify(value);
  if (value === UNKNOWN) return "?";
  if (depth > MAX_DEPTH) return "…";
  if (isList(value)) return `[${value.map((element) => keyOf(element, depth + 1)).join()}]`;
  if (!isMap(value)) return JSON.stringify(value ?? null);
  const members = Object.keys(value)
    .filter((key) => !isNothing(value[key]))
    .sort()
    .map((key) => `${JSON.stringify(key)}:${keyOf(value[key], depth + 1)}`);
  return `{${members.join()}}`;
}

/** Members of both, sorted. */
export function keysOf(a: object, b: object): string[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].sort();
}

/** Those of them whose values are not the same. */
export function keysThatDiffer(a: ValueObject, b: ValueObject): string[] {
  const keys: string[] = [];
  for (const key of Object.keys(a)) if (!same(a[key], b[key])) keys.push(key);
  for (const key of Object.keys(b)) if (!Object.hasOwn(a, key) && !same(a[key], b[key])) keys.push(key);
  return keys.sort();
}

const DOCUMENT = /^\s*[[{]/;

export function mayBeDocument(text: string): boolean {
  return DOCUMENT.test(text);
}

/** The object or list inside of a JSON text; undefined for other texts. */
export function documentIn(text: string): Value | undefined {
  if (!mayBeDocument(text)) return undefined;
  try {
    const parsed = JSON.parse(text) as Json;
    return typeof parsed === "object" && parsed !== null ? parsed : undefined;
  } catch {
    return undefined;
  }
}
