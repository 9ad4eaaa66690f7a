import { byCodePoint } from "./groups";
import type { Consumers } from "./consumers";
import type { Reach, ReviewedChange } from "./model";
import { type References, resourceOf } from "./references";
import { name } from "./text";

const FAR = new Set(["delete", "replace", "forget"]);
// Of one resource: who reaches further is a foundation, and its findings say so. It keeps the cost linear.
const MOST_DEPENDENTS = 50;

/** Who depends, nearest fifty, on what is deleted, replaced or forgotten: in its own stack, and in those that read outputs made of it. */
export function reachesOf(
  changes: readonly ReviewedChange[],
  references: ReadonlyMap<string, References>,
  consumers: Consumers,
): Reach[] {
  const risky = changes.filter(({ action, type }) => FAR.has(action) && type !== "");
  const dependents = new Map<string, ReadonlyMap<string, readonly string[]>>();
  return risky.flatMap(({ stack, address }) => {
    const of = references.get(stack);
    if (of === undefined) return [];
    const reverse = dependents.get(stack) ?? reversed(of.ofResource);
    dependents.set(stack, reverse);
    const reached = reachable(resourceOf(address), reverse);
    const made = [...of.ofOutput].filter(([, mentioned]) =>
      mentioned.some((reference) => resourceOf(reference) === resourceOf(address)),
    );
    const readers = new Set(made.flatMap(([output]) => consumers.of(stack, output)));
    if (reached.length === 0 && readers.size === 0) return [];
    return [
      { stack, address, dependents: reached.map(name), consumers: [...readers].sort(byCodePoint).map(name) },
    ];
  });
}

/** Who mentions an address. */
function reversed(ofResource: ReadonlyMap<string, readonly string[]>): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const [from, references] of ofResource) {
    for (const to of new Set(references.map(resourceOf))) {
      if (to === from) continue;
      const list = found.get(to) ?? [];
      list.push(from);
      found.set(to, list);
    }
  }
  return found;
}

function reachable(start: string, reverse: ReadonlyMap<string, readonly string[]>): string[] {
  const seen = new Set([start]);
  const waiting = [start];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const dependent of reverse.get(next) ?? []) {
      if (seen.has(dependent) || seen.size > MOST_DEPENDENTS) continue;
      seen.add(dependent);
      waiting.push(dependent);
    }
  }
  seen.delete(start);
  return [...seen].sort(byCodePoint);
}
