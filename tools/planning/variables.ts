import { objectOf, type Json } from "./json";
import { token } from "./placeholders/hash";

const EMPTY_BY_TYPE: Readonly<Record<string, Json>> = { list: [], set: [], tuple: [], map: {}, object: {} };

/** A value for a variable that has no default and so would be asked for; undefined if it has one. */
export function variablePlaceholder(stack: string, name: string, variable: unknown): Json | undefined {
  const { default: preset, type } = objectOf(variable);
  if (preset !== undefined) return undefined;
  const kind = typeof type === "string" ? (/^(?:\$\{)?\s*(\w+)/.exec(type)?.[1] ?? "string") : "string";
  if (kind === "number") return 0;
  if (kind === "bool") return false;
  return EMPTY_BY_TYPE[kind] ?? `${name}-${token(`${stack} var.${name}`, 16)}`;
}
