import type { AttributeChange } from "../model";

/**
 * Members of one set stand as their plan has them, in no order that means something: sorted by what is shown of them, so that the order
 * tells nothing of what is hidden, numbers by number.
 */
export function withSortedMembers(attributes: readonly AttributeChange[]): AttributeChange[] {
  const hasRuns = attributes.some((one, at) => at > 0 && areMembersOfOne(attributes[at - 1] ?? one, one));
  if (!hasRuns) return [...attributes];
  const runs: AttributeChange[][] = [];
  for (const attribute of attributes) {
    const run = runs.at(-1);
    if (run?.[0] !== undefined && areMembersOfOne(run[0], attribute)) run.push(attribute);
    else runs.push([attribute]);
  }
  return runs.flatMap((run) => (run.length === 1 ? run : sorted(run)));
}

function areMembersOfOne(a: AttributeChange, b: AttributeChange): boolean {
  return (
    a.path === b.path &&
    a.kind === b.kind &&
    a.forcesReplacement === b.forcesReplacement &&
    a.computed === b.computed &&
    a.path.endsWith("[]")
  );
}

function sorted(run: readonly AttributeChange[]): AttributeChange[] {
  return run
    .map((attribute) => ({ attribute, text: attribute.after ?? attribute.before ?? "" }))
    .map((one) => ({ ...one, number: numberIn(one.text) }))
    .sort((a, b) => a.number - b.number || compareText(a.text, b.text))
    .map(({ attribute }) => attribute);
}

/** A number, also as a text or with its unit; other texts come after all numbers. */
const NUMBER = /^"?(-?\d{1,15}(?:\.\d{1,15})?)"?(?: [A-Za-z]+)?$/;

function numberIn(text: string): number {
  return Number(NUMBER.exec(text)?.[1] ?? Number.MAX_VALUE);
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
