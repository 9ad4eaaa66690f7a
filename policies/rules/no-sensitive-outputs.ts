import { isOn, stringsIn, valuesAt } from "../attributes";
import sensitive from "../sensitive-attributes.json";
import type { Attributes, Context, Rule } from "../types";

const SENSITIVE: Readonly<Record<string, readonly string[]>> = sensitive.attributes;
const REFERENCE = /\b(aws_\w+|var|local)\.[\w-]+(?:\.[\w*-]+|\[[^\]]*\])*/g;

export const noSensitiveOutputs = {
  id: "no-sensitive-outputs",
  promise:
    "No output, and so no reference between stacks, carries a secret: reading stacks' plans would print it, because Terraform forgets across states that it is one.",
  looksAt: ["every output, also what it refers to through locals and variables"],
  appliesTo: ({ kind }) => kind === "output",
  check: ({ attributes }, context) =>
    [...secretsIn(attributes["value"], context, new Set())].map((reference) => ({
      problem: `hands out ${reference}, which is sensitive`,
      remedy: "let the reader authenticate by IAM, or fetch the secret itself",
    })),
} as const satisfies Rule;

/** Sensitive references in `value`; `seen` are locals already followed. */
function secretsIn(value: unknown, context: Context, seen: Set<string>): string[] {
  const references = stringsIn(value).flatMap((text) =>
    text.includes("${") ? [...text.matchAll(REFERENCE)].map(([reference]) => reference) : [],
  );
  return [...new Set(references)].flatMap((reference) => {
    const [root = "", name = "", ...rest] = steps(reference);
    if (root === "var") return isSensitiveVariable(name, context.terraform) ? [reference] : [];
    if (root !== "local") return isSensitive(root, rest.join(".")) ? [reference] : [];
    if (seen.has(name)) return [];
    return secretsIn(valuesAt(context.terraform, `locals.${name}`), context, seen.add(name));
  });
}

/** `aws_x.y[0].a.*.b` is a way to `a.b`. */
function steps(reference: string): string[] {
  return reference
    .replace(/\[[^\]]*\]/g, "")
    .split(".")
    .filter((step) => !/^(\d+|\*)$/.test(step));
}

/** A whole block or resource hands out what is inside it. */
function isSensitive(type: string, path: string): boolean {
  return (SENSITIVE[type] ?? []).some(
    (secret) =>
      path === "" || secret === path || secret.startsWith(`${path}.`) || path.startsWith(`${secret}.`),
  );
}

function isSensitiveVariable(name: string, terraform: Attributes): boolean {
  return isOn(terraform, `variable.${name}.sensitive`);
}
