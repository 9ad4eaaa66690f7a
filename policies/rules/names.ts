import { isUnknown, textAt } from "../attributes";
import type { Context, Problem, Rule, Subject } from "../types";

// Within these a name is unique; another provider may be another region, where the same name is free.
const SCOPES = ["provider", "vpc_id", "cluster", "cluster_name", "role", "rule"];

export const names = {
  id: "names",
  promise: "Every physical name fits its service's limits and is used once in a stack.",
  looksAt: ["every attribute with a limit in config/name-limits.ts"],
  appliesTo: ({ kind }) => kind === "resource",
  check: (subject, context) =>
    limitedAttributes(subject, context).flatMap((attribute) => [
      ...limitProblems(subject, attribute, context),
      ...duplicateProblems(subject, attribute, context),
    ]),
} as const satisfies Rule;

function limitedAttributes({ type }: Subject, { settings }: Context): string[] {
  return Object.keys(settings.nameLimits)
    .filter((key) => key.startsWith(`${type}.`))
    .map((key) => key.slice(type.length + 1));
}

function limitProblems(subject: Subject, attribute: string, { settings }: Context): Problem[] {
  const limit = settings.nameLimits[`${subject.type}.${attribute}`];
  const name = textAt(subject.attributes, attribute);
  if (limit === undefined || name === "" || isUnknown(name)) return [];
  const { min, max, pattern, allowed, source } = limit;
  if (name.length < min || name.length > max) {
    const problem = `${attribute} "${name}" has ${name.length} characters; allowed are ${min}-${max}`;
    return [{ problem, remedy: `change it in config/name-limits.ts (${source})` }];
  }
  return pattern.test(name)
    ? []
    : [
        {
          problem: `${attribute} "${name}" is refused; allowed are ${allowed}`,
          remedy: `change it in config/name-limits.ts (${source})`,
        },
      ];
}

function duplicateProblems(subject: Subject, attribute: string, { subjects }: Context): Problem[] {
  const name = textAt(subject.attributes, attribute);
  const same = subjects.find(
    (other) =>
      other.type === subject.type &&
      other.address !== subject.address &&
      [attribute, ...SCOPES].every((at) => textAt(other.attributes, at) === textAt(subject.attributes, at)),
  );
  return name === "" || same === undefined
    ? []
    : [
        {
          problem: `${attribute} "${name}" is also the name of ${same.path}`,
          remedy: "give each its own name",
        },
      ];
}
