import { isObject, type JsonObject } from "../../planning/json";

/** What an expression of the configuration reads, as Terraform lists it in `references`. */
export type Reference =
  | { readonly kind: "variable" | "local"; readonly name: string; readonly steps: Steps }
  | { readonly kind: "module"; readonly name: string; readonly output: string | null; readonly steps: Steps }
  /** `resource` is `aws_vpc.this` or `data.aws_vpc.this`; no steps: the whole of it. */
  | { readonly kind: "resource"; readonly resource: string; readonly type: string; readonly steps: Steps }
  /** Nothing that could carry a value from elsewhere: `count.index`, `path.module`. */
  | { readonly kind: "none" };

export type Steps = readonly (string | number)[];

const NOTHING: readonly string[] = [];
const NONE: Reference = { kind: "none" };
const KEY = String.raw`\[(?:"(?:[^"\\]|\\.)*"|[^\]]*)\]`;
const RESOURCE = new RegExp(
  String.raw`^(?:(data|ephemeral)\.)?([A-Za-z_][\w-]*)\.([A-Za-z_][\w-]*)(?:${KEY})?`,
);
const INSTANCE = new RegExp(`^${KEY}`);
const STEP = /\.([A-Za-z_][\w-]*|\*)|\["((?:[^"\\]|\\.)*)"\]|\[(\d+)\]|\[\*\]/g;

/** Reads one entry of `references`. */
export function referenceOf(text: string): Reference {
  const [head = "", second = ""] = text.split(/[.[]/, 2);
  if (["each", "count", "path", "terraform", "self"].includes(head)) return NONE;
  if (head === "var" || head === "local") {
    const steps = stepsOf(text.slice(head.length + 1 + second.length));
    return { kind: head === "var" ? "variable" : "local", name: second, steps };
  }
  if (head === "module") {
    const rest = text.slice("module.".length + second.length).replace(INSTANCE, "");
    const [output, ...steps] = stepsOf(rest);
    return { kind: "module", name: second, output: typeof output === "string" ? output : null, steps };
  }
  return resourceOf(text);
}

function resourceOf(text: string): Reference {
  const [matched, mode, type = "", name = ""] = RESOURCE.exec(text) ?? [];
  if (matched === undefined) return NONE;
  const section = mode === undefined ? "" : `${mode}.`;
  return {
    kind: "resource",
    resource: `${section}${type}.${name}`,
    type: section + type,
    steps: stepsOf(text.slice(matched.length)),
  };
}

function stepsOf(text: string): Steps {
  return [...text.matchAll(STEP)].map(([, name, key, index]) => {
    if (index !== undefined) return Number(index);
    // A splat reads the elements.
    return name === "*" ? 0 : (name ?? key ?? 0);
  });
}

/**
 * The references that the configuration really writes: Terraform adds every shorter form of each after it (`a.b.c`, `a.b`), which
 * would read as the whole of the resource.
 */
export function written(references: unknown): readonly string[] {
  if (!Array.isArray(references)) return NOTHING;
  const found: string[] = [];
  let before = "";
  for (const reference of references as readonly unknown[]) {
    if (typeof reference !== "string") continue;
    const shorter = before.startsWith(reference) && /^[.[]/.test(before.slice(reference.length));
    if (!shorter) found.push(reference);
    before = reference;
  }
  return found;
}

/** Whether `value` of the configuration is an expression, not a block. */
export function isExpression(value: unknown): value is JsonObject {
  return isObject(value) && (Array.isArray(value["references"]) || "constant_value" in value);
}

const MODULE_STEP = /module\.([\w-]+)(?:\[(?:"(?:[^"\\]|\\.)*"|[^\]]*)\])?\.?/g;
const modules = new Map<string, string>();

/** `module.a["x"].module.b[0]` as `a/b`: the configuration knows no instances. */
export function configurationModule(address: string | undefined): string {
  if (address === undefined || address === "") return "";
  let found = modules.get(address);
  if (found === undefined) {
    if (modules.size > 10_000) modules.clear();
    found = [...address.matchAll(MODULE_STEP)].map(([, name]) => `/${name ?? ""}`).join("");
    modules.set(address, found);
  }
  return found;
}
