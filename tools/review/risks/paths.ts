import { isObject, type Json } from "../../planning/json";
import type { Masker, Path } from "../secrets/masker";
import { joined, type SafeText, say } from "../text";

/** A value, and where exactly it stands. */
export interface Found {
  readonly path: Path;
  readonly value: Json;
}

/** Where to look in a resource: `engine_version`, or `vpc_config[].subnet_ids` for each block. */
export type Pattern = string;

const EACH = "[]";
const compiled = new Map<Pattern, readonly string[]>();

/** All values that are set (not null) at `pattern`; empty lists are values. */
export function foundAt(root: Json | undefined, pattern: Pattern): readonly Found[] {
  if (root === undefined || root === null) return [];
  const whole: Found = { path: [], value: root };
  const steps = stepsOf(pattern);
  const [first = ""] = steps;
  if (steps.length === 1) return member(whole, first);
  let found = [whole];
  for (const step of steps) {
    if (found.length === 0) return found;
    found = found.flatMap((one) => (step === EACH ? each(one) : member(one, step)));
  }
  return found;
}

/** Whether something at `pattern`, or around it, is known after the apply only. */
export function isUnknownAt(unknown: Json | undefined, pattern: Pattern): boolean {
  const steps = stepsOf(pattern);
  const [first = ""] = steps;
  if (steps.length === 1)
    return unknown === true || (isObject(unknown) && holdsTrue(unknown[first] ?? false));
  let level: Json[] = unknown === undefined ? [] : [unknown];
  for (const step of steps) {
    if (level.includes(true)) return true;
    level = level.flatMap((one) => {
      if (step === EACH) return Array.isArray(one) ? (one as Json[]) : [one];
      return isObject(one) ? (one[step] ?? []) : [];
    });
  }
  return level.some(holdsTrue);
}

/** `ingress[0].cidr_blocks`. */
export function pathText(path: Path, masker: Masker): SafeText {
  return joined(
    path.map((step, at) => {
      if (typeof step === "number") return say`[${step}]`;
      return at === 0 ? masker.showKey(step) : say`.${masker.showKey(step)}`;
    }),
    "",
  );
}

/** The attribute in which `pattern` begins. */
export function headOf(pattern: Pattern): string {
  return stepsOf(pattern)[0] ?? pattern;
}

/** Its names, without what says that a block may be there several times. */
export function namesOf(pattern: Pattern): readonly string[] {
  return stepsOf(pattern).filter((step) => step !== EACH);
}

function stepsOf(pattern: Pattern): readonly string[] {
  let steps = compiled.get(pattern);
  if (steps === undefined) {
    steps = pattern.split(".").flatMap((part) => (part.endsWith(EACH) ? [part.slice(0, -2), EACH] : [part]));
    compiled.set(pattern, steps);
  }
  return steps;
}

/** A block is a list for most providers; newer ones have it as an object. */
function each({ path, value }: Found): Found[] {
  if (!Array.isArray(value)) return [{ path, value }];
  return (value as readonly Json[]).flatMap((inner, index) =>
    inner === null ? [] : [{ path: [...path, index], value: inner }],
  );
}

function member({ path, value }: Found, key: string): Found[] {
  const inner = isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  return inner === undefined || inner === null ? [] : [{ path: [...path, key], value: inner }];
}

function holdsTrue(value: Json): boolean {
  if (value === true) return true;
  if (Array.isArray(value)) return (value as readonly Json[]).some(holdsTrue);
  return isObject(value) && Object.values(value).some((inner) => inner !== undefined && holdsTrue(inner));
}
