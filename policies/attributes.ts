import type { Attributes, Context, Problem, Subject } from "./types";

/**
 * Every value at the dotted `path`. Repeated blocks are lists in the JSON, single ones may be objects: both are walked,
 * so `rule.destination.bucket` finds one value a rule.
 */
export function valuesAt(value: unknown, path: string): unknown[] {
  const step = (current: unknown[], key: string): unknown[] =>
    current
      .flatMap((item) => item)
      .filter(isObject)
      .map((item) => item[key])
      .filter((found) => found !== undefined && found !== null);
  return path.split(".").reduce(step, [value]).flat();
}

/** Every block at the dotted `path`. */
export function blocksAt(value: unknown, path: string): Attributes[] {
  return valuesAt(value, path).filter(isObject);
}

/** The text at `path`, "" when there is none. */
export function textAt(value: unknown, path: string): string {
  const found = valuesAt(value, path)[0];
  return typeof found === "string" || typeof found === "number" ? String(found) : "";
}

/** Whether the value at `path` is literally true; Terraform takes "true" for it, a reference does not count. */
export function isOn(value: unknown, path: string): boolean {
  const found = valuesAt(value, path);
  return found.length > 0 && found.every((item) => item === true || item === "true");
}

export function isObject(value: unknown): value is Attributes {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether `text` holds something that only Terraform knows. */
export function isUnknown(text: string): boolean {
  return text.includes("${");
}

/** Every string inside `value`, at any depth. */
export function stringsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.flatMap(stringsIn);
  return isObject(value) ? Object.values(value).flatMap(stringsIn) : [];
}

/** Resources of `type` whose `attribute` refers to `target`, or is its literal `name` or an ARN or URL that ends with it. */
export function companionsOf(
  target: Subject,
  context: Context,
  link: { readonly type: string; readonly attribute: string; readonly name: string },
): Subject[] {
  const literal = textAt(target.attributes, link.name);
  return context.subjects.filter((subject) => {
    if (subject.type !== link.type || subject.kind !== "resource") return false;
    const value = textAt(subject.attributes, link.attribute);
    return refersTo(value, target) || (literal !== "" && value.split(/[:/]/).at(-1) === literal);
  });
}

/** Whether `text` refers to an attribute of `target`. */
export function refersTo(text: string, target: Subject): boolean {
  return text.includes(`\${${target.address}.`) || text.includes(`\${${target.address}[`);
}

/** `[]` when `fine`, else the one problem: keeps tables of checks in one expression. */
export function problemUnless(fine: boolean, problem: string, remedy: string): Problem[] {
  return fine ? [] : [{ problem, remedy }];
}
