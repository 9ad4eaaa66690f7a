import type { Json } from "../../../planning/json";
import { type Facts, valueAt } from "../facts";
import type { Pattern } from "../paths";

/** Numbers of a version: `8.0.mysql_aurora.3.05.2` is 8, 0. */
export function versionNumbers(value: Json | undefined): number[] {
  const leading = typeof value === "string" ? /^[^\d]*(\d+(?:\.\d+)*)/.exec(value)?.[1] : undefined;
  return (leading ?? "").split(".").filter(Boolean).map(Number);
}

// Their first number alone says little: 8.0 and 8.4 are major versions of MySQL, 5.6 of the Aurora that spoke it.
const TWO_NUMBERS = /mysql|mariadb|aurora$|docdb|neptune/;

/** Whether `path` goes to another major version. */
export function isMajor(facts: Facts, path: Pattern): boolean {
  const [from, to] = versions(facts, path);
  const engine = valueAt(facts.after, "engine");
  const numbers = typeof engine === "string" && TWO_NUMBERS.test(engine) ? 2 : 1;
  return from.length > 0 && to.length > 0 && from.slice(0, numbers).join() !== to.slice(0, numbers).join();
}

export function isMinor(facts: Facts, path: Pattern): boolean {
  return !isMajor(facts, path);
}

/** Second number of a Kubernetes version: how many are skipped or gone back; undefined where one is not known. */
export function minorSteps(facts: Facts, path: Pattern): number | undefined {
  const [from, to] = versions(facts, path);
  if (from[1] === undefined || to[1] === undefined || from[0] !== to[0]) return undefined;
  return to[1] - from[1];
}

function versions({ before, after }: Facts, path: Pattern): [number[], number[]] {
  return [versionNumbers(valueAt(before, path)), versionNumbers(valueAt(after, path))];
}
