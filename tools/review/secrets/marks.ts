import { isObject, type Json } from "../../planning/json";
import type { ValueChange } from "../plan";

/** Which places the provider or the configuration marks as sensitive: `true` for all below. Elements of lists count as one. */
export type Marks = true | ReadonlyMap<string, Marks> | null;

/** Stands for every element of a list. */
export const ELEMENT = "[]";

/** `before_sensitive` and `after_sensitive` together: what one side marks is hidden on both. */
export function marksOf(...sensitive: readonly unknown[]): Marks {
  let marks: Marks = null;
  for (const value of sensitive) marks = mergedMarks(marks, read(value as Json | undefined, 0));
  return marks;
}

const changes = new WeakMap<object, Marks>();

/** Of one change; remembered, since several ask. */
export function marksOfChange(change: ValueChange | undefined): Marks {
  if (!isObject(change)) return null;
  let marks = changes.get(change);
  if (marks === undefined)
    changes.set(change, (marks = marksOf(change["before_sensitive"], change["after_sensitive"])));
  return marks;
}

const DEEPEST = 200;

function read(value: Json | undefined, depth: number): Marks {
  if (value === true) return true;
  if (typeof value !== "object" || value === null) return null;
  if (depth > DEEPEST) return true;
  let found: Map<string, Marks> | null = null;
  const add = (key: string, below: Marks): void => {
    if (below === null) return;
    found ??= new Map<string, Marks>();
    found.set(key, mergedMarks(found.get(key) ?? null, below));
  };
  if (Array.isArray(value))
    for (const element of value as readonly Json[]) add(ELEMENT, read(element, depth + 1));
  else if (isObject(value)) for (const key in value) add(key, read(value[key], depth + 1));
  return found;
}

/** What either marks. */
export function mergedMarks(one: Marks, other: Marks): Marks {
  if (one === true || other === true) return true;
  if (one === null) return other;
  if (other === null) return one;
  const both = new Map(one);
  for (const [key, marks] of other) both.set(key, mergedMarks(both.get(key) ?? null, marks));
  return both;
}

export function marksBelow(marks: Marks, step: string | number): Marks {
  if (marks === null || marks === true) return marks;
  return marks.get(typeof step === "number" ? ELEMENT : step) ?? null;
}

/** Whether anything at `steps`, above it or below it, is marked. */
export function marksTouch(marks: Marks, steps: readonly (string | number)[]): boolean {
  let at = marks;
  for (const step of steps) {
    if (at === true) return true;
    at = marksBelow(at, step);
  }
  return at !== null;
}
