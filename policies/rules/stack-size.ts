import { blocksAt, problemUnless } from "../attributes";
import type { Rule } from "../types";

// A stack is planned, reviewed and rolled back as one: beyond this nobody reads its plan any more.
const MAX_RESOURCES = 150;

export const stackSize = {
  id: "stack-size",
  promise: `A stack has at most ${MAX_RESOURCES} resources.`,
  looksAt: ["every stack"],
  appliesTo: ({ kind }) => kind === "stack",
  check: ({ attributes }) => {
    const resources = blocksAt(attributes, "resource").flatMap(Object.values).flatMap(Object.values);
    const count = resources.reduce((sum: number, resource) => sum + instances(resource), 0);
    return problemUnless(
      count <= MAX_RESOURCES,
      `has ${count} resources; allowed are ${MAX_RESOURCES}`,
      "move what changes at another pace to another layer",
    );
  },
} as const satisfies Rule;

function instances(resource: unknown): number {
  const { count } = resource as { count?: unknown };
  return typeof count === "number" ? count : 1;
}
